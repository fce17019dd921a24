"""Two people's changes of one text."""

import pytest

from gongkai.intake.three_way import Conflict, merge

BASE = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("a b c", "a b c", "a b c"),
        ("A b c", "a b c", "A b c"),
        ("a b c", "a b C", "a b C"),
        ("A b c", "a B c", "A B c"),  # neighbours
        ("a x b c", "a b c y", "a x b c y"),
        ("b c", "a b C", "b C"),
        ("a b c", "c", "c"),
        ("A b c", "A b c", "A b c"),  # the same change
        ("a b c x", "A b c", "A b c x"),
        ("a x b c", "a B c", "a x B c"),  # put in just before what the other changed
    ],
)
def test_what_only_one_changed_is_taken(mine: str, theirs: str, both: str) -> None:
    found = merge(BASE, mine.split(), theirs.split())
    assert found.blocks == both.split()
    assert found.conflicts == []


@pytest.mark.parametrize(
    ("mine", "theirs", "both", "conflict"),
    [
        ("A b c", "@ b c", "A b c", (["A"], ["@"])),
        ("a x b c", "a y b c", "a x b c", (["x"], ["y"])),
        ("b c", "A b c", "b c", ([], ["A"])),
        ("X c", "a B c", "X c", (["X"], ["a", "B"])),
    ],
)
def test_one_place_changed_by_both_is_asked(
    mine: str, theirs: str, both: str, conflict: tuple[list[str], list[str]]
) -> None:
    found = merge(BASE, mine.split(), theirs.split())
    assert found.blocks == both.split()
    assert found.conflicts == [Conflict(*conflict)]


def test_how_much_was_taken_is_counted() -> None:
    assert merge(BASE, list("abC"), list("ABc")).taken == 2
