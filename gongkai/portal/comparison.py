"""What changed between two texts of an item, as one column of lines for the public."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gongkai.intake import differences

Kind = Literal["same", "removed", "added"]
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison; one without pieces stands for lines left out."""

    kind: Kind
    pieces: tuple[Piece, ...]


def compared(before: str, after: str) -> list[Line]:
    """The lines that changed, with two unchanged ones around; empty where none did."""
    rows = differences.rows(before, after)
    near = {
        around
        for number, row in enumerate(rows)
        if row.is_changed
        for around in range(number - _AROUND, number + _AROUND + 1)
    }
    shown = sorted(near & set(range(len(rows))))
    found: list[Line] = []
    for place, number in enumerate(shown):
        if place and shown[place - 1] < number - 1:
            found.append(Line("same", ()))
        found += _lines(rows[number], before, after)
    return found


def _lines(row: differences.Row, before: str, after: str) -> Iterator[Line]:
    if row.after and not row.is_changed:
        yield _line("same", row.after, after)
        return
    if row.before:
        yield _line("removed", row.before, before)
    if row.after:
        yield _line("added", row.after, after)


def _line(kind: Kind, line: differences.Line, text: str) -> Line:
    cuts = [line.start, *(place for stretch in line.changed for place in stretch), line.end]
    # By turns what both texts have and what only this one has.
    pieces = (
        Piece(kind if number % 2 else "same", text[start:end])
        for number, (start, end) in enumerate(pairwise(cuts))
    )
    return Line(kind, tuple(piece for piece in pieces if piece.text))
