"""An application arrives."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions.receipt import receive
from gongkai.audit.models import Entry
from tests.applications.build import DUE, RECEIVED, entries_on, receipt, received
from tests.build import Town


def test_the_term_begins(town: Town) -> None:
    application = received(town)

    assert application.status == Application.Status.IN_HAND
    assert application.due_on == DUE, "2007 第二十四条: 15 working days"
    assert not application.due_is_provisional
    assert entries_on(application) == ["application.receive"]


def test_the_regime_of_2019_gives_twenty_days(town: Town) -> None:
    day = date(2026, 2, 9)
    application = received(town, on=day, applicant_kind="natural_person")

    assert application.due_on == date(2026, 3, 13), "2019 第三十三条"


def test_a_term_into_a_year_not_announced_is_provisional(town: Town) -> None:
    day = date(2026, 12, 10)
    application = received(town, on=day, applicant_kind="natural_person")

    assert application.due_on == date(2027, 1, 8), "New Year's Day is off by law"
    assert application.due_is_provisional


def test_numbers_form_a_series_without_gaps_for_each_year(town: Town) -> None:
    numbers = [received(town, content=f"第{n}件").number for n in (1, 2)]
    numbers.append(received(town, on=date(2017, 5, 2)).number)
    numbers.append(received(town, content="旧编号", number="青申2018-7").number)
    numbers.append(received(town, content="第3件").number)

    assert numbers == [
        "依申请〔2018〕0001",
        "依申请〔2018〕0002",
        "依申请〔2017〕0001",
        "青申2018-7",
        "依申请〔2018〕0003",
    ]


def test_each_agency_has_its_own_series(town: Town) -> None:
    received(town)
    other = receive(town.neighbour, receipt(), acting=town.acting("wang", RECEIVED))

    assert other.number == "依申请〔2018〕0001"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": date(2018, 3, 2)}, "received_on"),
        ({"received_on": date(2008, 4, 30)}, "received_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": ""}, "channel"),
        ({"category": "weather"}, "category"),
        ({"applicant_kind": "nobody"}, "applicant_kind"),
        ({"applicant": ""}, "applicant"),
        ({"content": ""}, "content"),
    ],
)
def test_refused(town: Town, values: dict[str, object], field: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed) as refusal:
        receive(town.agency, receipt(**values), acting=town.acting("li"))

    assert refusal.value.field == field
    assert Entry.objects.count() == before
    assert not Application.objects.exists()


def test_the_applicant_kind_is_asked_since_2019(town: Town) -> None:
    entry = receipt(received_on=date(2019, 6, 3))
    with pytest.raises(NotAllowed, match="申请人类型"):
        receive(town.agency, entry, acting=town.acting("li", date(2019, 6, 3)))


def test_a_number_stands_once(town: Town) -> None:
    received(town, number="甲1")
    with pytest.raises(NotAllowed, match="“甲1”已登记过"):
        received(town, number="甲1", content="别的")


def test_the_same_without_a_number_is_taken_for_a_repetition(town: Town) -> None:
    received(town)
    with pytest.raises(NotAllowed, match="依申请〔2018〕0001"):
        received(town)
    assert received(town, number="另一件").number == "另一件"


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "admin", "wang", "zheng"])
def test_only_the_desk_receives(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        receive(town.agency, receipt(), acting=town.acting(name))
