"""What changed between two texts of an item, line by line and within lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
_AROUND = 2
# Longer lines are compared as a whole: the work grows with the square of their length.
_LONGEST = 2_000


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
    old, new = before.split("\n"), after.split("\n")
    found: list[Line] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        if found:
            found.append(Line("same", ()))
        for operation, i1, i2, j1, j2 in group:
            if operation == "equal":
                found += [Line("same", (Piece("same", line),)) for line in old[i1:i2]]
            else:
                found += _changed(old[i1:i2], new[j1:j2])
    return found


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for number in range(max(len(old), len(new))):
        before = old[number] if number < len(old) else None
        after = new[number] if number < len(new) else None
        if before is not None and after is not None and _alike(before, after):
            yield from _within(before, after)
            continue
        if before is not None:
            yield Line("removed", (Piece("removed", before),))
        if after is not None:
            yield Line("added", (Piece("added", after),))


def _alike(before: str, after: str) -> bool:
    if max(len(before), len(after)) > _LONGEST:
        return False
    return SequenceMatcher(None, before, after, autojunk=False).ratio() > 0.4


def _within(before: str, after: str) -> Iterator[Line]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    removed, added = [], []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            removed.append(Piece("same", before[i1:i2]))
            added.append(Piece("same", after[j1:j2]))
        else:
            removed += [Piece("removed", before[i1:i2])] if i2 > i1 else []
            added += [Piece("added", after[j1:j2])] if j2 > j1 else []
    yield Line("removed", tuple(removed))
    yield Line("added", tuple(added))
