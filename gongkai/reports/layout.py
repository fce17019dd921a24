"""A computed report as a document: headings, paragraphs, lists, tables and charts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.documents import model as documents
from gongkai.documents.figures import FigureLink
from gongkai.law import report_forms as forms
from gongkai.law.report_forms import CellRef, Counted, FigureValue
from gongkai.reports.facts import Facts
from gongkai.reports.form_tables import table_of
from gongkai.reports.wording import Share, Wording

CHART_KINDS = {
    forms.ChartKind.BAR: documents.ChartKind.BAR,
    forms.ChartKind.SHARE: documents.ChartKind.SHARE,
}


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into the document."""

    values: Mapping[CellRef, FigureValue]
    facts: Facts
    wordings: Mapping[str, Wording]
    shares: Mapping[CellRef, Sequence[Share]]
    lists: Mapping[str, Sequence[str]]  # by the source of the record list
    link: Callable[[CellRef], FigureLink]


def figure_address(code: str, ref: CellRef, year: int) -> str:
    """Where the records of a figure are listed."""
    query = urlencode({"year": year, **dict(ref.facets)})
    return f"{reverse('desk:figure', args=[code, ref.figure])}?{query}"


def title_of(form: forms.ReportForm, contents: Contents) -> str:
    """The title of the report."""
    return forms.write(form.title, contents.values, contents.facts)


Placed = tuple[str, documents.Block]


def blocks_of(form: forms.ReportForm, contents: Contents) -> Iterator[Placed]:
    """The report from first to last, each paragraph and list with its code."""
    for section in form.walk():
        yield "", documents.Heading(section.code.count(".") + 1, section.heading)
        for part in section.parts:
            worded = isinstance(part, forms.Paragraph | forms.RecordList)
            code = part.code if worded else ""  # a chart may bear the code of a paragraph
            yield from ((code, block) for block in _part(part, contents))


def _part(part: forms.Part, contents: Contents) -> Iterator[documents.Block]:
    match part:
        case forms.Paragraph():
            runs = contents.wordings[part.code].runs
            yield documents.Paragraph(tuple(_runs(runs, contents)))
        case forms.RecordList():
            yield _list(part, contents)
        case forms.Table():
            yield from _table(part, contents)
        case forms.Chart():
            yield _chart(part, contents)


def _runs(runs: Sequence[forms.Run], contents: Contents) -> Iterator[documents.Run]:
    for run in runs:
        text = forms.write((run,), contents.values, contents.facts)
        figure = None
        if isinstance(run, forms.FigureRun | forms.ShareRun):
            figure = contents.link(run.ref)
        if text:
            yield documents.Run(text, figure=figure)


def _list(part: forms.RecordList, contents: Contents) -> documents.Block:
    items = contents.lists.get(part.source, ())
    if not items:
        return documents.text_paragraph(part.empty)
    return documents.ListBlock(tuple((documents.Run(item),) for item in items))


def _table(table: forms.Table, contents: Contents) -> Iterator[documents.Block]:
    caption = forms.write(table.title, contents.values, contents.facts)
    for line in table.header:
        text = forms.write(line, contents.values, contents.facts)
        yield documents.Paragraph((documents.Run(text),), flush=True)
    for place, block in enumerate(table.blocks):
        yield table_of(block, contents.values, contents.link, caption="" if place else caption)
    if table.footer:
        blanks = "　　　　".join(f"{label}：" for label in table.footer)
        yield documents.Paragraph((documents.Run(blanks),), flush=True)


def _chart(chart: forms.Chart, contents: Contents) -> documents.Chart:
    return documents.Chart(
        key=f"chart-{chart.code}",
        title=chart.title,
        kind=CHART_KINDS[chart.kind],
        marks=tuple(_mark(ref, contents) for ref in chart.figures),
        unit=chart.unit,
    )


def _mark(ref: CellRef, contents: Contents) -> documents.Mark:
    value = contents.values.get(ref)
    shares = contents.shares.get(ref, ())
    return documents.Mark(
        label=forms.label_of(ref),
        value=value.value if isinstance(value, Counted) else None,
        share=shares[0].text if shares else "",
        href=contents.link(ref).href,
    )
