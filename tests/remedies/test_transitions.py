"""Reconsideration cases and lawsuits."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.transitions.register import register
from gongkai.audit.models import Entry
from gongkai.remedies import queries
from gongkai.remedies.ledgers import LAWSUITS, RECONSIDERATIONS
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.remedies.transitions import (
    LawsuitEntry,
    ReconsiderationEntry,
    amend_lawsuit,
    amend_reconsideration,
    file_lawsuit,
    file_reconsideration,
)
from tests.applications.build import received, row
from tests.build import Town

TODAY = date(2025, 3, 3)


def _case(**values: Any) -> ReconsiderationEntry:
    entry = {
        "number": "清府复〔2018〕1号",
        "filed_on": date(2018, 4, 2),
        "authority": "清水县人民政府",
    }
    return ReconsiderationEntry(**entry | values)


def _suit(**values: Any) -> LawsuitEntry:
    entry = {
        "number": "（2018）行初1号",
        "filed_on": date(2018, 6, 1),
        "court": "清水县人民法院",
    }
    return LawsuitEntry(**entry | values)


def _filed(town: Town, **values: Any) -> Reconsideration:
    return file_reconsideration(town.agency, _case(**values), acting=town.acting("li", TODAY))


def _sued(town: Town, **values: Any) -> Lawsuit:
    return file_lawsuit(town.agency, _suit(**values), acting=town.acting("li", TODAY))


DECIDED = {"result": "upheld", "decided_on": date(2018, 6, 5)}


def test_filing(town: Town) -> None:
    application = received(town)
    before = Entry.objects.count()
    case = _filed(town, application=application.number)
    suit = _sued(town, after_reconsideration=True)

    assert case.application == application
    assert suit.application is None
    assert RECONSIDERATIONS.read(case) == _case(application=application.number)
    assert LAWSUITS.read(suit) == _suit(after_reconsideration=True)
    assert Entry.objects.count() == before + 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"filed_on": date(2025, 3, 4)}, "今天之后"),
        ({"decided_on": date(2025, 3, 4), "result": "upheld"}, "今天之后"),
        ({"application": "没有"}, "没有登记过编号"),
        ({"application": "甲1", "filed_on": date(2018, 2, 4)}, "收到申请"),
        ({"result": "upheld"}, "一并填写"),
        ({"decided_on": date(2018, 7, 2)}, "一并填写"),
        ({"result": "upheld", "decided_on": date(2018, 1, 1)}, "不能早于"),
    ],
)
def test_refused(town: Town, values: dict[str, Any], sentence: str) -> None:
    received(town, number="甲1")
    with pytest.raises(NotAllowed, match=sentence):
        _filed(town, **values)
    with pytest.raises(NotAllowed, match=sentence):
        _sued(town, **values)


def test_a_number_stands_once(town: Town) -> None:
    _filed(town)
    _sued(town)
    with pytest.raises(NotAllowed, match="案号"):
        _filed(town)
    with pytest.raises(NotAllowed, match="案号"):
        _sued(town)


@pytest.mark.parametrize("name", ["zhao", "admin", "wang", "zheng"])
def test_only_the_desk(town: Town, name: str) -> None:
    case, suit, acting = _filed(town), _sued(town), town.acting(name, TODAY)
    with pytest.raises(NotAllowed, match="权限"):
        file_reconsideration(town.agency, _case(number="另"), acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        file_lawsuit(town.agency, _suit(number="另"), acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        amend_reconsideration(case.pk, _case(**DECIDED), reason="审结", acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        amend_lawsuit(suit.pk, _suit(**DECIDED), reason="审结", acting=acting)


def test_the_result_comes_later(town: Town) -> None:
    case, suit, acting = _filed(town), _sued(town), town.acting("li", TODAY)
    amend_reconsideration(case.pk, _case(**DECIDED), reason="审结", acting=acting)
    amend_lawsuit(suit.pk, _suit(**DECIDED), reason="审结", acting=acting)
    case.refresh_from_db()
    suit.refresh_from_db()

    assert (case.result, suit.result) == ("upheld", "upheld")
    assert Entry.objects.latest("pk").data["changes"]["result"] == ["", "upheld"]


@pytest.mark.parametrize(
    ("replied_on", "ground", "after", "warned"),
    [
        (date(2024, 1, 2), "属于国家秘密", False, True),
        (date(2024, 1, 2), "属于四类过程性信息", False, True),
        (date(2024, 1, 2), "属于国家秘密", True, False),
        (date(2023, 12, 29), "属于国家秘密", False, False),
        (date(2024, 1, 2), "属于行政查询事项", False, False),
    ],
)
def test_a_suit_that_should_have_been_reconsidered_first(
    town: Town, replied_on: date, ground: str, after: bool, warned: bool
) -> None:
    entry = row(
        number="甲1",
        received_on=date(2023, 12, 4),
        applicant_kind="natural_person",
        replied_on=replied_on,
        outcome="不予公开",
        ground=ground,
    )
    register(town.agency, entry, acting=town.acting("li", TODAY))
    suit = _sued(town, application="甲1", filed_on=date(2024, 3, 1), after_reconsideration=after)
    found = queries.suits_without_reconsideration(Lawsuit.objects.all())

    assert list(found) == ([suit] if warned else [])
