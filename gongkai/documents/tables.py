"""Tables of a document: cells that may span, and where each cell comes to lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Literal

from gongkai.documents.figures import FigureLink

# A column is never narrower than four characters nor claims more than twenty.
NARROWEST, WIDEST = 4, 20


class Align(StrEnum):
    """Where text stands between the margins, or in a cell."""

    START = "start"
    CENTER = "center"
    END = "end"


class Scope(StrEnum):
    """What a body cell heads: nothing (a value), or its row."""

    NONE = ""
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `indent` counts characters and shows the level of a 其中 row."""

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    align: Align = Align.START
    indent: int = 0
    figure: FigureLink | None = None
    scope: Scope = Scope.NONE


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and column of its upper left corner, counted from 0."""

    row: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; header rows repeat on every page.

    `widths` are relative; without them the text decides. `landscape` turns the page for it.
    """

    body: tuple[Row, ...]
    header: tuple[Row, ...] = ()
    caption: str = ""
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    landscape: bool = False
    block: Literal["table"] = field(default="table", init=False)

    def __post_init__(self) -> None:
        placed_cells(self.header, columns=self.columns)
        placed_cells(self.body, columns=self.columns)
        if self.widths and len(self.widths) != self.columns:
            raise ValueError(
                f"表格“{self.caption}”有{self.columns}列，列宽却有{len(self.widths)}个。"
            )

    @property
    def columns(self) -> int:
        """Number of columns, as the first row fills them."""
        first, *_ = self.header or self.body or ((),)
        return sum(cell.colspan for cell in first)


def placed_cells(rows: Sequence[Row], *, columns: int) -> list[Placed]:
    """Place `rows` in a grid, left to right, skipping what a rowspan above holds.

    Raises: ValueError where a cell overlaps another, or the rows leave a hole.
    """
    placed: list[Placed] = []
    held: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in held:
                column += 1
            spots = set(_spots(row, column, cell))
            if spots & held:
                raise ValueError(f"表格第{row + 1}行的“{cell.text}”与上方合并的单元格重叠。")
            held |= spots
            placed.append(Placed(row, column, cell))
    if held != set(product(range(len(rows)), range(columns))):
        raise ValueError(f"表格各行应各占{columns}列。")
    return placed


def column_weights(table: Table) -> tuple[float, ...]:
    """Relative column widths: the table's own, or in proportion to the longest text."""
    if table.widths:
        return table.widths
    weights = [NARROWEST] * table.columns
    for rows in (table.header, table.body):
        for placed in placed_cells(rows, columns=table.columns):
            if placed.cell.colspan == 1:
                length = len(placed.cell.text) + placed.cell.indent
                weights[placed.column] = max(weights[placed.column], min(length, WIDEST))
    return tuple(float(weight) for weight in weights)


def _spots(row: int, column: int, cell: Cell) -> Iterator[tuple[int, int]]:
    return product(range(row, row + cell.rowspan), range(column, column + cell.colspan))
