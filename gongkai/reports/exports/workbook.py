"""The figures of a report as a workbook: the dictionary's rows, the form's tables, the charts."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from gongkai.documents.model import Chart
from gongkai.documents.tables import Placed, Table, column_weights, placed_cells
from gongkai.law.report_forms import FIGURES, parse_ref
from gongkai.reports.frozen import Snapshot

HEADS = ("指标代码", "指标", "单位", "数值", "占比", "定义", "依据", "记录数", "查询名称")
ABSENT = {"empty": "未填报", "not_applicable": "不适用"}
SEVERITIES = {"error": "错误", "warning": "疑问", "note": "提示"}
# Formulas and links are never made of what somebody typed.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(snapshot: Snapshot) -> bytes:
    """All figures on the first sheet, then the findings, each table and the charts."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    _rows(book.add_worksheet("指标"), [HEADS, *_figures(snapshot)], head, body)
    found = [(SEVERITIES[one["severity"]], one["message"]) for one in snapshot.data["findings"]]
    _rows(book.add_worksheet("核对"), [("级别", "发现"), *found], head, body)
    _tables(book, snapshot, head, body)
    charts = [block for block in snapshot.document.blocks if isinstance(block, Chart)]
    if charts:
        rows = [("图", "项目", "数量", "单位", "占比"), *_marks(charts)]
        _rows(book.add_worksheet("图表数据"), rows, head, body)
    book.close()
    return content.getvalue()


def _figures(snapshot: Snapshot) -> Iterator[tuple[Any, ...]]:
    for row in snapshot.data["figures"]:
        spec = FIGURES[parse_ref(row["key"]).figure]
        yield (
            row["key"],
            row["label"],
            row["unit"],
            ABSENT[row["state"]] if row["value"] is None else row["value"],
            row["shares"][0]["text"] if row["shares"] else "",
            spec.definition,
            spec.source,
            row.get("record_count", len(row.get("records", ()))),
            row["query"],
        )


def _marks(charts: Sequence[Chart]) -> Iterator[tuple[Any, ...]]:
    for chart in charts:
        for mark in chart.marks:
            value = "无数据" if mark.value is None else mark.value
            yield chart.title, mark.label, value, chart.unit, mark.share


def _rows(sheet: Any, rows: Sequence[Sequence[Any]], head: Any, body: Any) -> None:
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row, body if place else head)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 32)
    sheet.set_column(2, len(rows[0]) - 1, 16)


def _tables(book: Any, snapshot: Snapshot, head: Any, body: Any) -> None:
    """One sheet for each table of the form; the blocks of a table stand below each other."""
    sheet, top, number = None, 0, 0
    for table in snapshot.document.blocks:
        if not isinstance(table, Table):
            continue
        if sheet is None or table.caption:
            number += 1
            sheet, top = book.add_worksheet(f"表{number}"), 0
        if table.caption:
            sheet.write(0, 0, table.caption, head)
            top = 1
        for rows, style in ((table.header, head), (table.body, body)):
            for placed in placed_cells(rows, columns=table.columns):
                _cell(sheet, placed, top, style)
            top += len(rows)
        top += 1
        for place, weight in enumerate(column_weights(table)):
            sheet.set_column(place, place, max(8, 2 * weight))


def _cell(sheet: Any, placed: Placed, top: int, style: Any) -> None:
    """A cell, merged where it spans; a number stands as a number."""
    row, column, cell = top + placed.row, placed.column, placed.cell
    if cell.rowspan > 1 or cell.colspan > 1:
        last = row + cell.rowspan - 1, column + cell.colspan - 1
        sheet.merge_range(row, column, *last, "", style)
    sheet.write(row, column, _value("　" * cell.indent + cell.text), style)


def _value(text: str) -> str | int | float:
    plain = text.removeprefix("+").removeprefix("-")
    if plain.isdecimal():
        return int(text)
    whole, point, part = plain.partition(".")
    return float(text) if point and whole.isdecimal() and part.isdecimal() else text
