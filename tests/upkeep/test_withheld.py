"""Withheld information: registered, corrected, evaluated."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.publication.transitions import discarding
from gongkai.upkeep import queries
from gongkai.upkeep.ledgers import WITHHELD as LEDGER
from gongkai.upkeep.models import Evaluation, WithheldInformation
from gongkai.upkeep.transitions import withheld
from tests.build import Town
from tests.upkeep.build import WITHHELD, withheld_item

OTHERS = ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"]
NEXT_YEAR = date(2019, 2, 1)


def _evaluate(
    town: Town,
    found: WithheldInformation,
    result: str = "still_withheld",
    day: date | None = NEXT_YEAR,
    name: str = "li",
) -> Evaluation:
    return withheld.evaluate(
        found.pk,
        result=result,
        reason="工程尚未完工",
        next_evaluation_on=day,
        acting=town.acting(name),
    )


@pytest.mark.parametrize("name", ["li", "zhou"])
def test_it_is_registered_and_read_again(town: Town, name: str) -> None:
    before = Entry.objects.count()
    found = withheld.enter(town.agency, WITHHELD, acting=town.acting(name))
    assert LEDGER.read(found) == WITHHELD
    assert Entry.objects.count() == before + 1
    assert log.history(found)[0].action == "withheld.enter"


@pytest.mark.parametrize("name", OTHERS)
def test_others_register_nothing(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="登记不予公开信息"):
        withheld.enter(town.agency, WITHHELD, acting=town.acting(name))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decided_on": date(2018, 3, 2), "next_evaluation_on": None}, "决定日期在今天之后"),
        ({"reversed_on": date(2018, 3, 2)}, "改为公开日期在今天之后"),
        ({"reversed_on": date(2017, 5, 1)}, "不能早于决定日期"),
        ({"next_evaluation_on": date(2017, 6, 1)}, "须晚于决定日期"),
    ],
)
def test_impossible_days_are_refused(
    town: Town, changes: dict[str, date | None], sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        withheld.enter(town.agency, replace(WITHHELD, **changes), acting=town.acting("li"))


def test_the_same_is_not_registered_twice(town: Town) -> None:
    withheld_item(town)
    with pytest.raises(NotAllowed, match="重复登记"):
        withheld_item(town)


def test_a_registration_is_corrected(town: Town) -> None:
    found = withheld_item(town)
    before = Entry.objects.count()
    entry = replace(WITHHELD, title="青山水库加固方案")
    withheld.amend(found.pk, entry, reason="名称有误", acting=town.acting("li"))
    found.refresh_from_db()
    assert found.title == "青山水库加固方案"
    assert Entry.objects.count() == before + 1
    with pytest.raises(NotAllowed, match="更正不予公开信息"):
        withheld.amend(found.pk, WITHHELD, reason="名称有误", acting=town.acting("zhao"))


def test_what_stays_withheld_is_looked_at_again(town: Town) -> None:
    found = withheld_item(town)
    before = Entry.objects.count()

    evaluation = _evaluate(town, found)

    found.refresh_from_db()
    assert (found.next_evaluation_on, found.reversed_on) == (NEXT_YEAR, None)
    assert (evaluation.result, evaluation.draft) == ("still_withheld", None)
    assert Entry.objects.count() == before + 1
    assert log.history(found)[0].action == "withheld.evaluate"


def test_what_may_be_disclosed_now_is_drafted(town: Town) -> None:
    found = withheld_item(town)
    evaluation = _evaluate(town, found, "disclose", None)

    found.refresh_from_db()
    assert (found.next_evaluation_on, found.reversed_on) == (None, date(2018, 3, 1))
    draft = evaluation.draft
    assert draft is not None
    assert (draft.status, draft.title) == ("draft", "青山水库除险加固方案")
    with pytest.raises(NotAllowed, match="无需再评估"):
        _evaluate(town, found)


@pytest.mark.parametrize("day", [None, date(2018, 3, 1)])
def test_the_next_evaluation_lies_ahead(town: Town, day: date | None) -> None:
    found = withheld_item(town)
    with pytest.raises(NotAllowed, match="下次评估日期"):
        _evaluate(town, found, day=day)


@pytest.mark.parametrize("name", OTHERS)
def test_others_evaluate_nothing(town: Town, name: str) -> None:
    found = withheld_item(town)
    with pytest.raises(NotAllowed, match="评估不予公开信息"):
        _evaluate(town, found, name=name)


def test_what_is_due(town: Town) -> None:
    due = withheld_item(town)
    undated = replace(WITHHELD, title="没有日期", next_evaluation_on=None)
    later = replace(WITHHELD, title="以后", next_evaluation_on=date(2018, 3, 2))
    gone = replace(WITHHELD, title="已公开", reversed_on=date(2018, 1, 5))
    for entry in (undated, later, gone):
        withheld.enter(town.agency, entry, acting=town.acting("li"))

    found = queries.withheld_due(town.agency, today=date(2018, 3, 1))
    assert [one.title for one in found] == [due.title, "没有日期"]


def test_what_was_to_be_disclosed_comes_back_when_its_draft_is_discarded(town: Town) -> None:
    found = withheld_item(town)
    draft = _evaluate(town, found, "disclose", None).draft
    assert draft is not None
    assert list(queries.withheld_due(town.agency, today=NEXT_YEAR)) == []
    discarding.discard(draft.pk, reason="还不能公开", acting=town.acting("li"))

    assert list(queries.withheld_due(town.agency, today=NEXT_YEAR)) == [found]
    _evaluate(town, found)
    found.refresh_from_db()
    assert (found.reversed_on, found.next_evaluation_on) == (None, NEXT_YEAR)
