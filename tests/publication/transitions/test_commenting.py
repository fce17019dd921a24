"""Remarks at a place of the text: made, and resolved once."""

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.publication import queries
from gongkai.publication.models import Comment
from gongkai.publication.transitions import commenting
from tests.build import Town
from tests.publication.build import GONE, Status, in_state, submitted

SPOT = commenting.Spot(place="body", start=0, end=3)


def made(town: Town) -> Comment:
    """A remark of sun on the first words of 一、任务。二、措施。"""
    item = submitted(town)
    return commenting.comment(item.pk, SPOT, text=" 请写明期限 ", acting=town.acting("sun"))


def test_a_comment_keeps_the_words_it_is_about(town: Town) -> None:
    comment = made(town)
    assert (comment.quote, comment.text) == ("一、任", "请写明期限")
    assert comment.by == town.people["sun"]
    assert queries.open_comments(comment.item) == [comment]
    assert Entry.objects.filter(action="comment.make").count() == 1


@pytest.mark.parametrize(
    "spot",
    [
        commenting.Spot(place="body", start=3, end=3),
        commenting.Spot(place="body", start=0, end=999),
        commenting.Spot(place="attachment:9", start=0, end=1),
        commenting.Spot(place="index_number", start=0, end=1),
    ],
)
def test_a_comment_needs_a_place_that_is_there(town: Town, spot: commenting.Spot) -> None:
    with pytest.raises(NotAllowed, match="请选择"):
        commenting.comment(submitted(town).pk, spot, text="何处", acting=town.acting("sun"))


@pytest.mark.parametrize("state", [Status.PUBLISHED, *GONE])
def test_what_was_public_is_not_commented_on(town: Town, state: Status) -> None:
    with pytest.raises(NotAllowed, match="尚未公开"):
        commenting.comment(in_state(town, state).pk, SPOT, text="何处", acting=town.acting("sun"))


@pytest.mark.parametrize("person", ["wu", "admin", "wang"])
def test_who_neither_writes_nor_signs_does_not_comment(town: Town, person: str) -> None:
    with pytest.raises(NotAllowed, match="批注"):
        commenting.comment(submitted(town).pk, SPOT, text="何处", acting=town.acting(person))


def test_a_comment_is_resolved_once(town: Town) -> None:
    comment = made(town)
    resolved = commenting.resolve(comment.pk, acting=town.acting("li"))
    assert resolved.resolved_by == town.people["li"]
    assert queries.open_comments(comment.item) == []
    assert Entry.objects.filter(action="comment.resolve").count() == 1
    with pytest.raises(NotAllowed, match="已经处理过"):
        commenting.resolve(comment.pk, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="处理批注"):
        commenting.resolve(comment.pk, acting=town.acting("wu"))
