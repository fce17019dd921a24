"""The tables of a form, filled, as tables of a document."""

from collections.abc import Callable, Iterator, Mapping

from gongkai.documents.figures import FigureLink
from gongkai.documents.tables import Align, Cell, Scope, Table
from gongkai.documents.tables import Row as CellRow
from gongkai.law.report_forms import EMPTY, Block, CellRef, Column, FigureValue
from gongkai.law.report_forms import Row as FormRow

NO_VALUE = "——"
WIDE = 12  # more columns than this need a landscape page

Link = Callable[[CellRef], FigureLink]


def table_of(
    block: Block, values: Mapping[CellRef, FigureValue], link: Link, *, caption: str
) -> Table:
    """One block of a form's table with its values, each linked to its records."""
    labels = _label_columns(block)
    width = labels + _has_units(block) + len(block.columns)
    return Table(
        header=tuple(_header(block, labels, width)),
        body=tuple(_body(block, values, link)),
        caption=caption,
        landscape=width > WIDE,
    )


def _label_columns(block: Block) -> int:
    """How many columns hold labels: none where the rows have none, as in table 4."""
    if not block.stub and not any(row.label for row in block.rows):
        return 0
    return 1 + max(len(row.headings) for row in block.rows)


def _has_units(block: Block) -> bool:
    return len(block.stub) > 1


def _header(block: Block, labels: int, width: int) -> Iterator[CellRow]:
    depth = 1 + max(len(column.groups) for column in block.columns)
    if block.title:
        yield (Cell(block.title, colspan=width, align=Align.CENTER),)
    for level in range(depth):
        stub: list[Cell] = []
        if level == 0 and labels:
            stub.append(Cell(block.stub[0], colspan=labels, rowspan=depth))
            stub += [Cell(text, rowspan=depth) for text in block.stub[1:]]
        yield (*stub, *_column_heads(block.columns, level, depth))


def _column_heads(columns: tuple[Column, ...], level: int, depth: int) -> Iterator[Cell]:
    """The headings that begin at one level; neighbours under one group share its cell."""
    previous: tuple[str, ...] | None = None
    for place, column in enumerate(columns):
        group = column.groups[: level + 1]
        if level < len(column.groups):
            if group != previous:
                span = _run(columns, place, group)
                yield Cell(group[-1], colspan=span, align=Align.CENTER)
            previous = group
            continue
        previous = None
        if level == len(column.groups):
            yield Cell(column.label, rowspan=depth - level, align=Align.CENTER)


def _run(columns: tuple[Column, ...], start: int, group: tuple[str, ...]) -> int:
    length = 0
    for column in columns[start:]:
        if column.groups[: len(group)] != group:
            break
        length += 1
    return length


def _body(block: Block, values: Mapping[CellRef, FigureValue], link: Link) -> Iterator[CellRow]:
    labels = _label_columns(block)
    for place, row in enumerate(block.rows):
        cells = [*_labels_of(block.rows, place, labels)] if labels else []
        if _has_units(block):
            cells.append(Cell(row.unit or NO_VALUE, align=Align.CENTER))
        if not row.cells:
            cells += [Cell(NO_VALUE, align=Align.CENTER) for _ in block.columns]
        for cell in row.cells:
            text = cell.text(values.get(cell.ref, EMPTY))
            cells.append(Cell(text, align=Align.CENTER, figure=link(cell.ref)))
        yield tuple(cells)


def _labels_of(rows: tuple[FormRow, ...], place: int, labels: int) -> Iterator[Cell]:
    """The headings that begin in this row, spanning those that share them, and its own label."""
    row = rows[place]
    above = rows[place - 1].headings if place else ()
    for level, heading in enumerate(row.headings):
        shared = row.headings[: level + 1]
        if above[: level + 1] == shared:
            continue
        span = 0
        for later in rows[place:]:
            if later.headings[: level + 1] != shared:
                break
            span += 1
        yield Cell(heading, rowspan=span, scope=Scope.ROW)
    span = labels - len(row.headings)
    yield Cell(row.label, colspan=span, indent=row.indent, scope=Scope.ROW)
