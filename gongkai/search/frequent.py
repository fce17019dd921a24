"""Rows of three or four characters that stand in many items.

The index knows pairs of characters; whether three stand in a row, it must look up in each text
that holds both pairs. For what stands in a tenth of all items (人民政府) that is most of the time
of a search, so a rebuilt index knows these rows as such. Which they are is found in a sample of
the items and kept beside the index for as long as it lives: a row that is missing makes a search
slower and finds the same.
"""

from collections import Counter
from collections.abc import Sequence
from operator import add
from pathlib import Path

from gongkai.search.folding import EDGE, grams

Rows = frozenset[str]
NONE: Rows = frozenset()
_LENGTHS = (3, 4)
_SHARE = 0.1
_FEW = 20  # of a sample: by chance, or of an index that is small enough without
_FILE = "frequent"


def held(folded: str, frequent: Rows) -> set[str]:
    """Those of the frequent rows that stand in a folded text."""
    if not frequent:
        return set()
    return {row for length in _LENGTHS for row in frequent.intersection(_rows(folded, length))}


def _rows(folded: str, length: int) -> list[str]:
    """All rows of so many neighbouring characters, in order."""
    found = grams(folded)
    for place in range(2, length):
        found = list(map(add, found, folded[place:]))
    return found


def frequent_in(texts: Sequence[str]) -> Rows:
    """The rows that stand in a tenth of some folded texts."""
    least = max(len(texts) * _SHARE, _FEW)
    known: set[str] = set()
    found: set[str] = set()
    for length in (2, *_LENGTHS):
        counts: Counter[str] = Counter()
        for text in texts:
            # Only what is made of frequent ones can be frequent; to count all takes much memory.
            counts.update(
                row
                for row in set(_rows(text, length))
                if length == 2 or (row[1:] in known and row[:-1] in known)
            )
        known = {row for row, number in counts.items() if number >= least and EDGE not in row}
        found |= known
    return frozenset(row for row in found if len(row) in _LENGTHS)


def save(path: Path, frequent: Rows) -> None:
    """Keep them beside the index at `path`."""
    (path / _FILE).write_text("\n".join(sorted(frequent)), encoding="utf-8")


def of_index(path: Path) -> Rows:
    """Those of the index at `path`."""
    return frozenset((path / _FILE).read_text(encoding="utf-8").split())
