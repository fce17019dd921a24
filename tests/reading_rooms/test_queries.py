"""Delivery in time by hand-counted working days of 2017, and reads by day and period."""

from datetime import date

import pytest

from gongkai.agencies.models import Agency
from gongkai.calendars.queries import calendar
from gongkai.reading_rooms import queries
from gongkai.reading_rooms.transitions.rooms import HoldingEntry, RoomEntry, deliver, open_room
from gongkai.reading_rooms.transitions.use import (
    LoanEntry,
    VisitEntry,
    count_visits,
    make_loan,
)
from tests.build import Town
from tests.publication.build import registered_item

FIRST, LAST = date(2017, 1, 1), date(2017, 12, 31)
# Made on Wednesday 2017-03-01: 22 working days are left in March (2, 3 | 6-10 | 13-17 |
# 20-24 | 27-31); Saturday 1 April is worked in exchange for Qingming: 23; 2 to 4 April are
# off; 5, 6, 7 make 26, 10 to 13 make 30: Thursday 2017-04-13.
MADE = date(2017, 3, 1)


@pytest.fixture
def place(town: Town) -> Town:
    """The township with two rooms, one closed in 2017."""
    for name, until in (("便民大厅", None), ("旧图书室", date(2017, 6, 30))):
        open_room(
            town.agency,
            RoomEntry(name=name, place="一楼", since=date(2015, 1, 1), until=until),
            acting=town.acting("li"),
        )
    return town


def delivered(town: Town, day: date, title: str = "资料", item: str = "") -> None:
    """Something brought to the hall."""
    entry = HoldingEntry(room="便民大厅", title=title, medium="paper", delivered_on=day, item=item)
    deliver(town.agency, entry, acting=town.acting("li"))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([date(2017, 4, 13)], True),
        ([date(2017, 4, 14)], False),
        ([date(2017, 4, 13), date(2017, 8, 1)], True),
        ([date(2018, 1, 5)], False),
        ([], False),
    ],
)
def test_delivered_in_time(place: Town, days: list[date], expected: bool) -> None:
    item = registered_item(
        place,
        generated_on=MADE,
        drafted_on=MADE,
        reviewed_on=MADE,
        approved_on=MADE,
        published_on=MADE,
    )
    for day in days:
        delivered(place, day, item=item.title)
    found = queries.delivered_in_time(Agency.objects.all(), FIRST, LAST, calendar())
    assert found == ([item.pk] if expected else [])
    neighbour = Agency.objects.filter(pk=place.neighbour.pk)
    assert queries.delivered_in_time(neighbour, FIRST, LAST, calendar()) == []


def test_what_is_no_item_is_not_counted(place: Town) -> None:
    delivered(place, date(2017, 4, 13))
    assert queries.delivered_in_time(Agency.objects.all(), FIRST, LAST, calendar()) == []


def test_reads_by_day_and_period(place: Town) -> None:
    acting = place.acting("li")
    for day in (date(2016, 12, 31), date(2017, 12, 31), date(2018, 1, 1)):
        delivered(place, day, title=f"{day}")
        visit = VisitEntry(room="便民大厅", since=day, counted_on=day, visitors=5)
        count_visits(place.agency, visit, acting=acting)
        loan = LoanEntry(room="便民大厅", serial=f"{day}", title="文件", lent_on=day)
        make_loan(place.agency, loan, acting=acting)

    agencies = Agency.objects.filter(pk=place.agency.pk)
    assert [room.name for room in queries.rooms_on(LAST, agencies)] == ["便民大厅"]
    assert queries.rooms_on(date(2017, 6, 30), agencies).count() == 2
    assert queries.holdings_on(LAST, agencies).count() == 2
    assert queries.visits(agencies, FIRST, LAST).count() == 1
    assert queries.loans(agencies, FIRST, LAST).count() == 1
