"""Timeliness by hand-counted working days of 2017, and reads by period."""

from datetime import date

import pytest

from gongkai.agencies.models import Agency
from gongkai.calendars.queries import calendar
from gongkai.channels import queries
from gongkai.channels.transitions.channels import DisclosureColumnEntry, open_column
from gongkai.channels.transitions.releases import OccasionEntry, hold_occasion
from tests.build import Town
from tests.channels.build import opened, released
from tests.publication.build import registered_item

FIRST, LAST = date(2017, 1, 1), date(2017, 12, 31)
# Made on Wednesday 2017-03-01. Twenty working days later is Wednesday 2017-03-29:
# 2, 3 | 6-10 | 13-17 | 20-24 | 27, 28, 29 of March are 2 + 5 + 5 + 5 + 3 days.
MADE = date(2017, 3, 1)


def timely(town: Town, channel: str, *days: date) -> bool:
    """Whether an item made on 1 March and released on these days counts as in time."""
    opened(town)
    item = registered_item(
        town,
        generated_on=MADE,
        drafted_on=MADE,
        reviewed_on=MADE,
        approved_on=MADE,
        published_on=MADE,
    )
    for day in days:
        released(town, item.title, channel, day)
    found = queries.released_in_time(Agency.objects.all(), FIRST, LAST, calendar())
    assert found in ([], [item.pk])
    return found == [item.pk]


@pytest.mark.parametrize(
    ("channel", "days", "expected"),
    [
        ("镇政府网站", [date(2017, 3, 1)], True),
        ("镇政府网站", [date(2017, 3, 29)], True),
        ("镇政府网站", [date(2017, 3, 30)], False),
        ("青山发布", [date(2017, 3, 29)], True),
        ("镇公告栏", [date(2017, 3, 2)], False),
        ("镇政府网站", [date(2017, 3, 29), date(2017, 6, 1)], True),
        ("镇政府网站", [date(2018, 1, 5)], False),
        ("镇政府网站", [], False),
    ],
)
def test_released_in_time(town: Town, channel: str, days: list[date], expected: bool) -> None:
    assert timely(town, channel, *days) == expected


def test_over_the_spring_festival(town: Town) -> None:
    # From 2017-01-20 (Friday): Sunday 22 is worked in exchange, then 23-26; off from 27
    # January to 2 February; 3 and Saturday 4 are worked; 6-10, 13-17, and 20-22 of February:
    # 1 + 4 + 2 + 5 + 5 + 3 = 20.
    opened(town)
    made = date(2017, 1, 20)
    days = {"approved_on": made, "reviewed_on": made, "drafted_on": made, "published_on": made}
    in_time = registered_item(town, title="及时", generated_on=made, **days)
    late = registered_item(town, title="迟了", generated_on=made, **days)
    released(town, in_time.title, "镇政府网站", date(2017, 2, 22))
    released(town, late.title, "镇政府网站", date(2017, 2, 23))

    found = queries.released_in_time(Agency.objects.all(), FIRST, LAST, calendar())
    assert found == [in_time.pk]


def test_the_first_release_on_the_internet_decides_the_year(town: Town) -> None:
    opened(town)
    made = date(2016, 12, 26)
    days = {"approved_on": made, "reviewed_on": made, "drafted_on": made, "published_on": made}
    item = registered_item(town, generated_on=made, **days)
    released(town, item.title, "镇公告栏", date(2016, 12, 27))
    released(town, item.title, "青山发布", date(2016, 12, 30))
    released(town, item.title, "镇政府网站", date(2017, 1, 4))

    agencies = Agency.objects.all()
    assert queries.released_in_time(agencies, FIRST, LAST, calendar()) == []
    last_year = (date(2016, 1, 1), date(2016, 12, 31))
    assert queries.released_in_time(agencies, *last_year, calendar()) == [item.pk]


def test_only_the_agencies_asked_for(town: Town) -> None:
    opened(town)
    item = registered_item(town)
    released(town, item.title, "镇政府网站", date(2017, 5, 10))
    neighbour = Agency.objects.filter(pk=town.neighbour.pk)
    assert queries.released_in_time(neighbour, FIRST, LAST, calendar()) == []
    assert not queries.released(neighbour, FIRST, LAST).exists()


def test_releases_occasions_and_columns_by_day(town: Town) -> None:
    opened(town)
    item = registered_item(town)
    for day in (date(2017, 5, 10), date(2018, 1, 1)):
        released(town, item.title, "镇政府网站", day)
    for day in (date(2016, 12, 31), date(2017, 1, 1), date(2017, 12, 31)):
        entry = OccasionEntry(held_on=day, kind="bulletin", title="板报")
        hold_occasion(town.agency, entry, acting=town.acting("li"))
    column = DisclosureColumnEntry(channel="镇政府网站", name="信息公开", since=date(2017, 6, 1))
    open_column(town.agency, column, acting=town.acting("li"))

    agencies = Agency.objects.filter(pk=town.agency.pk)
    assert queries.released(agencies, FIRST, LAST).count() == 1
    held = queries.occasions_held(agencies, FIRST, LAST)
    assert [occasion.held_on for occasion in held] == [date(2017, 1, 1), date(2017, 12, 31)]
    assert not queries.columns_on(date(2017, 5, 31), agencies).exists()
    assert queries.columns_on(date(2017, 6, 1), agencies).count() == 1
