"""What a chart shows, in words and as a table."""

from gongkai.documents.model import Chart, Mark
from gongkai.documents.tables import Align, Cell, Scope, Table

UNKNOWN = "无数据"


def spoken(chart: Chart) -> str:
    """All that the chart shows, in words."""
    figures = "；".join(f"{mark.label}：{amount(mark, unit=chart.unit)}" for mark in chart.marks)
    return f"{chart.description}{figures}。"


def amount(mark: Mark, *, unit: str) -> str:
    """The value in words: 1,147件（77.3%）."""
    if mark.value is None:
        return UNKNOWN
    return f"{mark.value:,}{unit}" + (f"（{mark.share}）" if mark.share else "")


def chart_table(chart: Chart) -> Table:
    """The same figures as a table."""
    heads = ["项目", f"数量（{chart.unit}）" if chart.unit else "数量"]
    if shared := any(mark.share for mark in chart.marks):
        heads.append("占比")
    rows = []
    for mark in chart.marks:
        value = UNKNOWN if mark.value is None else f"{mark.value:,}"
        row = [Cell(mark.label, scope=Scope.ROW), Cell(value, align=Align.END)]
        rows.append((*row, Cell(mark.share, align=Align.END)) if shared else tuple(row))
    header = tuple(Cell(head, align=Align.CENTER) for head in heads)
    return Table(body=tuple(rows), header=(header,), caption=chart.title)
