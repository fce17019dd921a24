"""What changed between two plain texts: by lines, and by words within a changed line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, zip_longest

# Latin words and numbers stay whole; Chinese is compared by characters.
_WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
# Of lines less alike than this the whole is changed.
_ALIKE = 0.4
# Comparing words takes time with the square of their number.
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one of the texts, with the stretches of it the other text does not have.

    Units: offsets into the text the line is of.
    """

    start: int
    end: int
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Two lines that stand side by side; one of them is None where it has no counterpart."""

    before: Line | None
    after: Line | None

    @property
    def is_changed(self) -> bool:
        """Whether the two lines differ."""
        return not (self.before and self.after) or bool(self.before.changed or self.after.changed)


def rows(before: str, after: str) -> list[Row]:
    """The lines of both texts side by side, in the order of reading."""
    old, new = list(_lines(before)), list(_lines(after))
    matcher = SequenceMatcher(
        None, [before[a:b] for a, b in old], [after[a:b] for a, b in new], autojunk=False
    )
    found: list[Row] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        for one, other in zip_longest(old[i:i_end], new[j:j_end]):
            if tag == "equal":
                found.append(Row(Line(*one), Line(*other)))
            elif one and other:
                found.append(_compared(before, one, after, other))
            else:
                found.append(_alone(one, other))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.split("\n"):
        if line:
            yield position, position + len(line)
        position += len(line) + 1


def _alone(before: tuple[int, int] | None, after: tuple[int, int] | None) -> Row:
    return Row(
        Line(*before, changed=(before,)) if before else None,
        Line(*after, changed=(after,)) if after else None,
    )


def _compared(before: str, old: tuple[int, int], after: str, new: tuple[int, int]) -> Row:
    if max(old[1] - old[0], new[1] - new[0]) > _LONGEST:
        return _alone(old, new)
    cells = list(zip(_cells(before, *old), _cells(after, *new), strict=False))
    if len(cells) > 1 and before[slice(*old)].count("\t") == after[slice(*new)].count("\t"):
        # A row of a table: a number that moves into the next cell is not the same number.
        parts = [_stretch(before, one, after, other) for one, other in cells]
        gone, came = (tuple(chain.from_iterable(side)) for side in zip(*parts, strict=True))
        return Row(Line(*old, changed=gone), Line(*new, changed=came))
    olds, news = list(_words(before, *old)), list(_words(after, *new))
    matcher = SequenceMatcher(
        None, [before[a:b] for a, b in olds], [after[a:b] for a, b in news], autojunk=False
    )
    if matcher.ratio() < _ALIKE:
        return _alone(old, new)
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    gone = tuple((olds[i][0], olds[end - 1][1]) for _, i, end, _, _ in codes if end > i)
    came = tuple((news[j][0], news[end - 1][1]) for _, _, _, j, end in codes if end > j)
    return Row(Line(*old, changed=gone), Line(*new, changed=came))


def _stretch(
    before: str, old: tuple[int, int], after: str, new: tuple[int, int]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """What of two cells changed; nothing of equal ones, all of those with nothing alike."""
    if before[slice(*old)] == after[slice(*new)]:
        return (), ()
    row = _compared(before, old, after, new)
    gone = row.before.changed if row.before else ()
    came = row.after.changed if row.after else ()
    return tuple(one for one in gone if one[0] < one[1]), tuple(
        one for one in came if one[0] < one[1]
    )


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cell in text[start:end].split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text, start, end):
        yield match.span()
