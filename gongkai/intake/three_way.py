"""Two people changed one text: what only one of them changed is taken from both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Blocks = Sequence[str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed, each in another way."""

    mine: list[str]
    theirs: list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of both; where they conflict it says what `mine` says.

    Units: `taken` counts the changes that only the other made.
    """

    blocks: list[str]
    conflicts: list[Conflict]
    taken: int


@dataclass(frozen=True, slots=True)
class _Edit:
    """Blocks `start` to `end` of the text both began with become `blocks`."""

    start: int
    end: int
    blocks: list[str]
    is_mine: bool


def merge(base: Blocks, mine: Blocks, theirs: Blocks) -> Merged:
    """The blocks both began with, with the changes of both."""
    edits = [*_edits(base, mine, is_mine=True), *_edits(base, theirs, is_mine=False)]
    merged: list[str] = []
    conflicts: list[Conflict] = []
    position = taken = 0
    for group in _overlapping(sorted(edits, key=lambda edit: (edit.start, edit.end))):
        start, end = group[0].start, max(edit.end for edit in group)
        merged += base[position:start]
        ours = _applied(base, start, end, [edit for edit in group if edit.is_mine])
        others = _applied(base, start, end, [edit for edit in group if not edit.is_mine])
        position = end
        if not any(edit.is_mine for edit in group):
            taken += 1
            merged += others
            continue
        if any(not edit.is_mine for edit in group) and ours != others:
            conflicts.append(Conflict(ours, others))
        merged += ours
    return Merged([*merged, *base[position:]], conflicts, taken)


def _edits(base: Blocks, text: Blocks, *, is_mine: bool) -> Iterator[_Edit]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if i_end - i == j_end - j:
            # Neighbours are changes of their own: the other may have left one of them alone.
            for place in range(i_end - i):
                yield _Edit(i + place, i + place + 1, [text[j + place]], is_mine)
        else:
            yield _Edit(i, i_end, list(text[j:j_end]), is_mine)


def _overlapping(edits: Sequence[_Edit]) -> Iterator[list[_Edit]]:
    group: list[_Edit] = []
    end = 0
    for edit in edits:
        same_place = group and (edit.start, edit.end) == (group[-1].start, group[-1].end)
        if group and not same_place and edit.start >= end:
            yield group
            group = []
        end = max(end, edit.end) if group else edit.end
        group.append(edit)
    if group:
        yield group


def _applied(base: Blocks, start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    text: list[str] = []
    for edit in edits:
        text += [*base[start : edit.start], *edit.blocks]
        start = edit.end
    return [*text, *base[start:end]]
