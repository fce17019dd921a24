"""What two people made of one draft: put together, and side by side where both changed a place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.desk.draft_forms import DraftForm, began_with
from gongkai.intake.html import text_of
from gongkai.intake.three_way import merge

# Pieces of a line: the text, and whether only this side has it.
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was saved and as it was typed; None where one side has none."""

    saved: Pieces | None
    typed: Pieces | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that both changed; `address` is its field's."""

    label: str
    address: str
    lines: list[Line]


@dataclass(slots=True)
class Merged:
    """The answers of both; where they conflict those that were typed here."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


def merged_with(saved: Mapping[str, Any], form: DraftForm) -> Merged:
    """What was typed, with what somebody else saved meanwhile and nobody changed here."""
    found = Merged()
    base = began_with(form.data)
    for bound in form.visible_fields():
        name, label, address = bound.name, str(bound.label), bound.id_for_label
        if name == "body":
            _merge_body(found, base, str(saved.get(name, "")), form, (label, address))
            continue
        theirs, mine = _plain(saved.get(name)), _plain(form.data.get(name))
        first = _plain(base.get(name)) if name in base else None
        found.answers[name] = mine
        if _same(form, name, mine, theirs):
            continue
        if first is not None and _same(form, name, first, mine):
            found.answers[name] = theirs
            found.taken.append(label)
        elif first is None or not _same(form, name, first, theirs):
            found.conflicts.append(Difference(label, address, list(compared(theirs, mine))))
    return found


def _merge_body(
    found: Merged, base: Mapping[str, str], saved: str, form: DraftForm, named: tuple[str, str]
) -> None:
    # Clean HTML has one block a line. Without what both began with, all that differs conflicts.
    first = base.get("body", "").split("\n") if "body" in base else []
    both = merge(first, form.body.split("\n"), saved.split("\n"))
    found.answers["body"] = "\n".join(both.blocks)
    label, address = named
    if both.taken:
        found.taken.append(f"{label}（{both.taken}处）")
    for conflict in both.conflicts:
        theirs, mine = (text_of("\n".join(side)) for side in (conflict.theirs, conflict.mine))
        found.conflicts.append(Difference(label, address, list(compared(theirs, mine))))


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")


def compared(saved: str, typed: str) -> Iterator[Line]:
    """The lines of two texts set against each other; where they agree only the neighbours."""
    left, right = saved.split("\n"), typed.split("\n")
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield from (Line([(one, False)], [(one, False)], False) for one in left[start:end])
            continue
        for place in range(max(end - start, last - first)):
            before = left[start + place] if start + place < end else None
            after = right[first + place] if first + place < last else None
            yield _line(before, after)


def _line(saved: str | None, typed: str | None) -> Line:
    if saved is None or typed is None:
        return Line(_whole(saved), _whole(typed), True)
    before: Pieces = []
    after: Pieces = []
    matcher = SequenceMatcher(None, saved, typed, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if end > start:
            before.append((saved[start:end], tag != "equal"))
        if last > first:
            after.append((typed[first:last], tag != "equal"))
    return Line(before, after, True)


def _whole(text: str | None) -> Pieces | None:
    return None if text is None else [(text, True)]


def _same(form: DraftForm, name: str, one: str, other: str) -> bool:
    """Whether the two say one thing, if in two ways, as days may be written."""
    if one == other:
        return True
    try:
        return bool(form.fields[name].clean(one) == form.fields[name].clean(other))
    except ValidationError:
        return False
