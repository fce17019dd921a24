"""What is in hand, and what a report counts."""

from datetime import date
from typing import Any

from gongkai.applications import queries
from gongkai.applications.transitions.register import register
from gongkai.law.calendar import base_calendar
from tests.applications.build import row
from tests.build import Town

TODAY = date(2019, 3, 1)
YEAR = (date(2018, 1, 1), date(2018, 12, 31))


def _cases(town: Town) -> None:
    """One of each kind; the number says which."""

    def case(number: str, received_on: date, **values: Any) -> None:
        entry = row(number=number, received_on=received_on, **values)
        register(town.agency, entry, acting=town.acting("li", TODAY))

    # 15 working days from 2018-01-05 end on 2018-01-26.
    case("按时", date(2018, 1, 5), replied_on=date(2018, 1, 26), outcome="同意公开")
    case("逾期办结", date(2018, 1, 5), replied_on=date(2018, 1, 29), outcome="同意公开")
    case(
        "延期",
        date(2018, 2, 5),
        working_days=15,
        approved_by="周主任",
        notified_on=date(2018, 2, 28),
        replied_on=date(2018, 3, 22),
        outcome="否决公开",
        ground="信息不存在",
    )
    case(
        "跨年",
        date(2018, 12, 20),
        replied_on=date(2019, 1, 8),
        outcome="同意部分公开",
        ground="国家秘密",
    )
    case("逾期", date(2018, 12, 24))  # due on 2019-01-15
    case("在办", date(2019, 2, 20), applicant_kind="natural_person")  # due on 2019-03-13
    acting = town.acting("wang", TODAY)
    register(town.neighbour, row(number="邻县", received_on=date(2018, 1, 5)), acting=acting)


def _numbers(found: Any) -> list[str]:
    return [application.number for application in found]


def test_what_is_in_hand(town: Town) -> None:
    _cases(town)
    li = town.users["li"]

    assert _numbers(queries.in_hand(li)) == ["逾期", "在办"]
    assert _numbers(queries.overdue(li, today=TODAY)) == ["逾期"]
    assert _numbers(queries.overdue(li, today=date(2019, 1, 15))) == [], "the last day is in time"
    days = base_calendar()
    near = {"working_days": 8, "today": TODAY, "calendar": days}
    assert _numbers(queries.due_within(li, **near)) == ["在办"], "2019-03-13 is the 8th"
    assert _numbers(queries.due_within(li, **near | {"working_days": 7})) == []


def test_who_sees_what(town: Town) -> None:
    _cases(town)

    assert queries.visible_to(town.users["zheng"]).count() == 6
    assert _numbers(queries.visible_to(town.users["wang"])) == ["邻县"]
    assert not queries.visible_to(town.users["admin"]).exists()


def test_the_figures_of_a_year(town: Town) -> None:
    _cases(town)
    ours = [town.agency]

    assert _numbers(queries.received(ours, *YEAR)) == ["按时", "逾期办结", "延期", "跨年", "逾期"]
    assert _numbers(queries.answered(ours, *YEAR)) == ["按时", "逾期办结", "延期"]
    assert _numbers(queries.open_at(ours, date(2018, 12, 31))) == ["跨年", "逾期"]
    assert _numbers(queries.open_at(ours, date(2017, 12, 31))) == []
