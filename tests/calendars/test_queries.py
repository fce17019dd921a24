"""The calendar in force here."""

from datetime import date
from typing import Any

from gongkai.agencies.policies import permit_anywhere
from gongkai.calendars import queries, transitions
from gongkai.law.calendar import base_calendar
from tests.build import Town
from tests.calendars.build import notice_2027

TODAY = date(2026, 11, 24)


def test_without_own_rows_it_is_the_base_calendar(db: None) -> None:
    assert queries.calendar() is base_calendar()


def test_own_rows_lie_on_top(town: Town) -> None:
    transitions.enact(notice_2027(), permit=permit_anywhere, acting=town.acting("zhou", TODAY))
    calendar = queries.calendar()
    assert calendar.reason(date(2027, 10, 9)) == "国庆节调休上班（国办发明电〔2026〕99号）"
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert calendar.is_working_day(date(2026, 11, 23))
    assert not calendar.as_known_on(date(2026, 11, 19)).announced_years & {2027}


def test_the_calendar_costs_one_query_and_is_not_built_twice(
    town: Town, django_assert_num_queries: Any
) -> None:
    transitions.enact(notice_2027(), permit=permit_anywhere, acting=town.acting("zhou", TODAY))
    with django_assert_num_queries(1):
        first = queries.calendar()
    assert queries.calendar() is first


def test_notices_newest_first_with_their_days(town: Town, django_assert_num_queries: Any) -> None:
    for number, day in (("甲", 2), ("乙", 3)):
        entry = notice_2027(title=number, number=number, issued_on=date(2026, 11, day))
        transitions.enact(entry, permit=permit_anywhere, acting=town.acting("zhou", TODAY))
    with django_assert_num_queries(2):
        found = [(notice.title, len(notice.days.all())) for notice in queries.notices()]
    assert found == [("乙", 14), ("甲", 14)]
