"""One application, one matter: told apart, answered together."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import corrections, splitting
from tests.applications.build import (
    CORRECTION,
    MONDAY,
    MONDAY_DUE,
    answered,
    case,
    entries_on,
    received,
)
from tests.build import Town

ON = date(2025, 9, 16)


def test_three_matters(town: Town) -> None:
    application = case(town)
    first, second, third = splitting.split(
        application.pk, contents=["宅基地", " 低保 ", "道路"], acting=town.acting("li", ON)
    )

    assert first == application
    assert [one.content for one in (first, second, third)] == ["宅基地", "低保", "道路"]
    assert [one.number for one in (second, third)] == ["依申请〔2025〕0002", "依申请〔2025〕0003"]
    for part in (second, third):
        part.refresh_from_db()
        assert (part.received_on, part.due_on) == (MONDAY, MONDAY_DUE)
        assert part.split_from == application
        assert part.applicant_kind == "natural_person"
        assert entries_on(part) == ["application.receive"]


@pytest.mark.parametrize("contents", [[], ["宅基地"], ["宅基地", " "]])
def test_less_than_two(town: Town, contents: list[str]) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match="至少写明两件"):
        splitting.split(application.pk, contents=contents, acting=town.acting("li", ON))


def test_not_after_another_step(town: Town) -> None:
    application = case(town)
    acting = town.acting("li", ON)
    corrections.prepare(application.pk, CORRECTION, acting=acting)
    with pytest.raises(NotAllowed, match="已开始其他步骤"):
        splitting.split(application.pk, contents=["甲", "乙"], acting=acting)


def test_answered_together(town: Town) -> None:
    first, second = case(town, number="甲"), case(town, number="乙")
    splitting.merge(second.pk, into_id=first.pk, acting=town.acting("li", ON))
    with pytest.raises(NotAllowed, match="与甲合并答复"):
        answered(town, second, ON)
    answered(town, first, date(2025, 9, 22))

    for application in (first, second):
        application.refresh_from_db()
        assert application.status == "answered"
        assert application.reply.replied_on == date(2025, 9, 22)
    assert entries_on(second) == [
        "application.receive",
        "application.merge",
        "application.answer",
    ]


def test_apart_again(town: Town) -> None:
    first, second = case(town, number="甲"), case(town, number="乙")
    acting = town.acting("li", ON)
    with pytest.raises(NotAllowed, match="没有与其他申请合并"):
        splitting.separate(second.pk, acting=acting)
    splitting.merge(second.pk, into_id=first.pk, acting=acting)
    splitting.separate(second.pk, acting=acting)
    answered(town, first, ON)
    second.refresh_from_db()

    assert second.status == "in_hand"
    assert entries_on(second)[-1] == "application.separate"


def test_not_merged(town: Town) -> None:
    first, second, third = (case(town, number=number) for number in "甲乙丙")
    acting = town.acting("li", ON)

    def merge(one: Application, into: Application) -> None:
        splitting.merge(one.pk, into_id=into.pk, acting=acting)

    with pytest.raises(NotAllowed, match="另一件申请"):
        merge(first, first)
    with pytest.raises(NotAllowed, match="申请人不同"):
        merge(first, case(town, number="丁", applicant="王另人"))
    with pytest.raises(NotAllowed, match="不同的条例"):
        merge(first, received(town))
    merge(second, first)
    with pytest.raises(NotAllowed, match="已与甲合并"):
        merge(second, third)
    with pytest.raises(NotAllowed, match="乙与该申请合并"):
        merge(first, third)
    with pytest.raises(NotAllowed, match="请直接并入那一件"):
        merge(third, second)
    answered(town, first, ON)
    with pytest.raises(NotAllowed, match="已经答复过"):
        merge(third, first)
    with pytest.raises(NotAllowed, match="权限"):
        splitting.merge(third.pk, into_id=third.pk, acting=town.acting("sun", ON))
