"""A document as PDF/A-2a: tagged, with the text as data that typst never reads as markup."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from gongkai.documents.chart_words import spoken
from gongkai.documents.charts import render_chart
from gongkai.documents.fonts import FontSet, find_fonts, missing_glyphs
from gongkai.documents.model import Block, Chart, Document, OfficialLetter, prepared_for_file
from gongkai.documents.tables import Table, column_weights

TEMPLATES = Path(__file__).parent / "templates"
GETA = "〓"  # the printers' sign for a character they do not have

_compiling = Lock()  # a compiler refuses a second thread while it works


def render_pdf(document: Document, *, fonts: FontSet | None = None) -> bytes:
    """The document as PDF/A-2a on A4; the same document gives the same bytes.

    A character that no font can show appears as 〓: ask `missing_glyphs` before signing.
    """
    fonts = fonts or find_fonts()
    file = prepared_for_file(document)
    language, _, region = file.language.partition("-")
    data = {
        "document": asdict(file) | {"blocks": [_block(block) for block in file.blocks]},
        "letter": _letter(file) if isinstance(file, OfficialLetter) else None,
        "fonts": {
            "title": fonts.title,
            "body": fonts.body,
            "heading": fonts.heading,
            "subheading": fonts.subheading,
        },
        "lang": language,
        "region": region,
    }
    text = json.dumps(data, ensure_ascii=False, default=str)
    return _compile(
        "document.typ",
        {"data": text.translate(_geta(file, fonts))},
        fonts,
        format="pdf",
        pdf_standards=["a-2a"],
    )


def render_picture(chart: Chart, *, fonts: FontSet) -> bytes:
    """The chart as PNG, for formats that cannot hold SVG."""
    svg = render_chart(chart).translate(_geta(chart, fonts))
    return _compile("picture.typ", {"svg": svg}, fonts, format="png", ppi=180)


def _letter(file: OfficialLetter) -> dict[str, Any]:
    return {
        "masthead": file.masthead,
        "attachments": file.attachment_lines,
        "seal": file.seal,
        "contact": file.contact,
        "enclosure-mark": file.enclosure_mark,
        "enclosures": [_block(block) for block in file.enclosures],
    }


def _block(block: Block) -> dict[str, Any]:
    data = asdict(block)
    if isinstance(block, Table):
        data["weights"] = column_weights(block)
    if isinstance(block, Chart):
        data |= {"svg": render_chart(block), "spoken": spoken(block)}
    return data


def _geta(part: Document | Chart, fonts: FontSet) -> dict[int, str]:
    return {ord(character): GETA for character in missing_glyphs(part, fonts)}


def _compile(template: str, inputs: dict[str, str], fonts: FontSet, **options: Any) -> bytes:
    with _compiling:
        compiled = _compiler(fonts).compile(
            input=TEMPLATES / template, sys_inputs=inputs, **options
        )
    if not isinstance(compiled, bytes):
        raise TypeError(f"{template} gave several files.")
    return compiled


@cache
def _compiler(fonts: FontSet) -> typst.Compiler:
    return typst.Compiler(root=TEMPLATES, font_paths=fonts.catalogue, ignore_system_fonts=True)
