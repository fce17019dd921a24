"""A document as HTML: a fragment for a page of the site, and a file that stands alone."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from gongkai.documents.chart_words import chart_table
from gongkai.documents.charts import render_chart
from gongkai.documents.model import Block, Document, prepared_for_file
from gongkai.documents.tables import Table, column_weights

STYLESHEET = Path(__file__).parent / "templates" / "document.css"


def column_shares(table: Table) -> list[int]:
    """Widths of the columns in whole per cent."""
    weights = column_weights(table)
    return [round(100 * weight / sum(weights)) for weight in weights]


_templates = Environment(
    loader=PackageLoader("gongkai.documents"), autoescape=True, undefined=StrictUndefined
)
_templates.globals |= {
    "chart_table": chart_table,
    "column_shares": column_shares,
    "render_chart": render_chart,
}


def render_fragment(document: Document) -> str:
    """The document as an article, with links to the records, safe to embed as it is.

    It uses classes and no styles, as the site's content security policy asks.
    """
    return _templates.get_template("fragment.jinja").render(document=document)


def render_block(block: Block) -> str:
    """One block of a document by itself, for a page that sets something beside it."""
    macros = _templates.get_template("blocks.jinja").module
    return str(getattr(macros, block.block)(block))


def render_page(document: Document, *, stylesheet: str = "") -> str:
    """The document as one printable file; `stylesheet` follows our own and must be trusted.

    Links that only work inside the site are left out.
    Raises: ValueError where the stylesheet would end its element or fetch something.
    """
    styles = STYLESHEET.read_text(encoding="utf-8") + stylesheet
    if any(part in styles.lower() for part in ("</", "@import", "url(")):
        raise ValueError("样式表不得包含标签或外部资源。")
    file = prepared_for_file(document)
    return _templates.get_template("page.jinja").render(document=file, stylesheet=styles)
