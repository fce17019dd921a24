"""Read the tables of a form."""

from typing import Any

from gongkai.law.report_forms.figures import CellRef, narrowed, parse_ref
from gongkai.law.report_forms.model import Block, Cell, Column, Row, Table
from gongkai.law.report_forms.template import parse


def read(raw: dict[str, Any], *, form: str) -> Table:
    """Build a table; a row names one figure for all its columns, or one for each.

    Raises: UnknownFigureError, TemplateError; ValueError unless a row has one figure a column.
    """
    where = f"{form} 表{raw['code']}"
    return Table(
        code=raw["code"],
        title=parse(raw["title"], where=where),
        header=tuple(parse(line, where=where) for line in raw.get("header", ())),
        footer=tuple(raw.get("footer", ())),
        blocks=tuple(_block(block) for block in raw["blocks"]),
    )


def _block(raw: dict[str, Any]) -> Block:
    columns = tuple(_column(dict(column)) for column in raw["columns"])
    rows = tuple(_row(row, columns) for row in raw["rows"])
    return Block(raw["title"], tuple(raw.get("stub", ())), columns, rows)


def _column(raw: dict[str, Any]) -> Column:
    groups = tuple(raw.pop("groups", ()))
    facets = tuple(raw.pop("facets", {}).items())
    return Column(**raw, groups=groups, facets=facets)


def _row(raw: dict[str, Any], columns: tuple[Column, ...]) -> Row:
    unit, per = raw.get("unit", ""), raw.get("per", 1)
    refs = _refs(raw, columns)
    cells = tuple(
        Cell(ref, unit or column.unit, per * column.per, column.signed, column.shows_unit)
        for ref, column in zip(refs, columns, strict=bool(refs))
    )
    return Row(
        code=raw["code"],
        label=raw["label"],
        headings=tuple(raw.get("headings", ())),
        indent=raw.get("indent", 0),
        unit=unit,
        cells=cells,
    )


def _refs(raw: dict[str, Any], columns: tuple[Column, ...]) -> tuple[CellRef, ...]:
    if "ref" in raw:
        ref = parse_ref(raw["ref"])
        return tuple(narrowed(ref, dict(column.facets)) for column in columns)
    return tuple(parse_ref(key) for key in raw.get("refs", ()))
