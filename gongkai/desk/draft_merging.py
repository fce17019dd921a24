"""What two people made of one draft, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from gongkai.desk.draft_forms import DraftForm
from gongkai.intake.html import text_of

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
    """One field in which the two disagree."""

    label: str
    lines: list[Line]


def differences(saved: Mapping[str, Any], form: DraftForm) -> list[Difference]:
    """Every field that somebody else saved otherwise than it is typed here."""
    found = []
    for bound in form.visible_fields():
        before, after = str(saved.get(bound.name, "")), str(form.data.get(bound.name, ""))
        if bound.name == "body":
            before, after = text_of(before), text_of(form.body)
        before, after = before.replace("\r\n", "\n"), after.replace("\r\n", "\n")
        if before != after and not _same_value(form, bound.name, before):
            found.append(Difference(str(bound.label), list(compared(before, after))))
    return found


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


def _same_value(form: DraftForm, name: str, saved: str) -> bool:
    """Whether the two only write one thing in two ways, as days may be written."""
    field = form.fields[name]
    return bool(field.clean(saved) == form.cleaned_data.get(name))
