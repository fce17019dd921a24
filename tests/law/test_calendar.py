"""Working days against two independent libraries, day by day, and the layers of notices."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import (
    Kind,
    Notice,
    OutsideCalendar,
    Scope,
    SpecialDay,
    WorkCalendar,
    base_calendar,
    year_to_enter,
)

BASE = base_calendar()
DAYS = [
    date(2007, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2007, 1, 1)).days)
]


def notice(
    code: str, issued_on: date, *, scope: Scope = Scope.NATIONAL, year: int = 2027
) -> Notice:
    return Notice(
        code=code,
        title=f"通知{code}",
        number="",
        year=year,
        issued_on=issued_on,
        published_on=issued_on,
        certain=True,
        scope=scope,
    )


def test_every_day_is_as_chinesecalendar_has_it() -> None:
    assert [
        day for day in DAYS if BASE.is_working_day(day) != chinese_calendar.is_workday(day)
    ] == []


def test_every_day_is_as_holidays_has_it() -> None:
    china = holidays.country_holidays("CN", years=range(2007, 2027))
    assert [day for day in DAYS if BASE.is_working_day(day) != china.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("year", "working_days"),
    [
        (2017, 249), (2018, 250), (2019, 250), (2020, 249), (2021, 250),
        (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248),
    ],
)  # fmt: skip
def test_working_days_of_a_year(year: int, working_days: int) -> None:
    assert BASE.between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2018, 3, 1), "工作日"),
        (date(2018, 3, 3), "周六"),
        (date(2018, 3, 4), "周日"),
        (date(2018, 2, 15), "春节放假（国办发明电〔2017〕12号）"),
        (date(2018, 2, 24), "春节调休上班（国办发明电〔2017〕12号）"),
        (date(2024, 2, 9), "工作日"),  # 除夕, only 鼓励休息
        (date(2018, 12, 29), "元旦调休上班（国办发明电〔2018〕15号）"),
        (date(2015, 9, 5), "抗战胜利70周年纪念日放假（国发明电〔2015〕1号）"),
        (date(2008, 5, 1), "劳动节放假（《国务院办公厅关于2008年部分节假日安排的通知》）"),
        (date(2027, 1, 4), "工作日（2027年放假安排未录入，暂按平常周休日）"),
    ],
)
def test_reason(day: date, reason: str) -> None:
    assert BASE.reason(day) == reason


def test_labour_day_of_2019_before_and_after_its_amendment() -> None:
    before = BASE.as_known_on(date(2019, 3, 21))
    days = [
        date(2019, 4, 28),
        date(2019, 5, 1),
        date(2019, 5, 2),
        date(2019, 5, 3),
        date(2019, 5, 5),
    ]
    assert [before.is_working_day(day) for day in days] == [False, False, True, True, False]
    after = BASE.as_known_on(date(2019, 3, 22))
    assert [after.is_working_day(day) for day in days] == [True, False, False, False, True]


def test_spring_festival_of_2020_before_and_after_its_amendment() -> None:
    days = [date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2), date(2020, 2, 3)]
    before = BASE.as_known_on(date(2020, 1, 26))
    assert [before.is_working_day(day) for day in days] == [True, True, False, True]
    after = BASE.as_known_on(date(2020, 1, 27))
    assert [after.is_working_day(day) for day in days] == [False, False, False, True]


def test_victory_day_of_2015_was_an_ordinary_thursday_before_its_notice() -> None:
    assert BASE.as_known_on(date(2015, 5, 12)).is_working_day(date(2015, 9, 3))
    assert not BASE.as_known_on(date(2015, 5, 13)).is_working_day(date(2015, 9, 3))


def test_a_year_is_provisional_until_it_is_announced() -> None:
    assert not BASE.is_provisional(date(2026, 12, 31))
    assert BASE.is_provisional(date(2027, 1, 1))
    row = SpecialDay(date(2027, 2, 8), Kind.OFF, "春节", notice("2027", date(2026, 11, 20)))
    with_2027 = BASE.with_notices([row])
    assert not with_2027.is_provisional(date(2027, 1, 1))
    assert not with_2027.is_working_day(date(2027, 2, 8))
    assert BASE.is_working_day(date(2027, 2, 8))


def test_every_year_from_2007_to_2026_is_announced() -> None:
    assert BASE.announced_years == frozenset(range(2007, 2027))


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2025, 12, 1), None),
    ],
)
def test_next_year_is_asked_for_from_november(today: date, year: int | None) -> None:
    assert year_to_enter(BASE, today=today) == year


def test_the_later_notice_wins_and_the_local_one_over_both() -> None:
    day = date(2027, 3, 1)
    off = SpecialDay(day, Kind.OFF, "甲", notice("a", date(2026, 11, 1)))
    work = SpecialDay(day, Kind.WORK, "乙", notice("b", date(2027, 1, 5)))
    local = SpecialDay(day, Kind.OFF, "丙", notice("c", date(2026, 6, 1), scope=Scope.LOCAL))
    assert not WorkCalendar([off]).is_working_day(day)
    assert WorkCalendar([work, off]).reason(day).startswith("乙调休上班")
    assert WorkCalendar([local, work, off]).reason(day).startswith("丙放假")


def test_a_local_notice_announces_no_year() -> None:
    row = SpecialDay(
        date(2027, 3, 1), Kind.OFF, "丙", notice("c", date(2027, 1, 1), scope=Scope.LOCAL)
    )
    assert WorkCalendar([row]).is_provisional(date(2027, 3, 1))


def test_the_version_tells_calendars_apart() -> None:
    row = SpecialDay(date(2027, 3, 1), Kind.OFF, "甲", notice("a", date(2026, 11, 1)))
    assert BASE.with_notices([]) == BASE
    assert hash(BASE.with_notices([])) == hash(BASE)
    assert BASE.with_notices([row]).version != BASE.version
    assert BASE != "calendar"


def test_after_and_between_by_hand() -> None:
    # Off 15 to 21 February 2018, working Sunday 11 and Saturday 24.
    assert BASE.after(date(2018, 2, 9), 1) == date(2018, 2, 11)
    assert BASE.after(date(2018, 2, 14), 1) == date(2018, 2, 22)
    assert BASE.after(date(2018, 2, 23), 1) == date(2018, 2, 24)
    assert BASE.between(date(2018, 2, 14), date(2018, 2, 24)) == 3
    assert BASE.between(date(2018, 2, 24), date(2018, 2, 14)) == -3
    assert BASE.between(date(2018, 2, 15), date(2018, 2, 21)) == 0


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2100, 1, 1)])
def test_days_outside_are_refused(day: date) -> None:
    with pytest.raises(OutsideCalendar, match="2000年至2099年"):
        BASE.after(day, 1)


def test_a_count_that_runs_out_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        BASE.after(date(2099, 12, 30), 20)


def test_no_day_is_the_zeroth_after_another() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        BASE.after(date(2018, 3, 1), 0)


DAY = st.dates(date(2007, 1, 1), date(2030, 12, 31))


@given(day=DAY, n=st.integers(1, 60), m=st.integers(1, 60))
def test_after_is_additive_and_the_inverse_of_between(day: date, n: int, m: int) -> None:
    end = BASE.after(day, n)
    assert BASE.is_working_day(end)
    assert BASE.between(day, end) == n
    assert BASE.after(end, m) == BASE.after(day, n + m)


@given(first=DAY, second=DAY, n=st.integers(1, 60))
def test_after_is_monotone(first: date, second: date, n: int) -> None:
    first, second = min(first, second), max(first, second)
    assert BASE.after(first, n) <= BASE.after(second, n)


@given(first=DAY, last=st.dates(date(2007, 1, 1), date(2030, 12, 31)))
def test_between_counts_one_by_one(first: date, last: date) -> None:
    low, high = min(first, last), min(max(first, last), min(first, last) + timedelta(days=40))
    counted = sum(
        BASE.is_working_day(low + timedelta(days=n)) for n in range(1, (high - low).days + 1)
    )
    assert BASE.between(low, high) == counted
    assert BASE.between(high, low) == -counted


def test_fixed_holidays_are_off_before_their_year_is_announced() -> None:
    """全国年节及纪念日放假办法 第二条: 2 May since 2025 alone."""
    for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)):
        assert not BASE.is_working_day(date(2030, month, day))
    assert BASE.is_working_day(date(2030, 10, 4))
    assert BASE.after(date(2026, 12, 31), 1) == date(2027, 1, 4), "a Friday off, then the weekend"
    assert BASE.reason(date(2027, 1, 1)) == (
        "元旦放假（全国年节及纪念日放假办法，国务院令第795号；2027年放假安排未录入）"
    )
    assert BASE.is_provisional(date(2027, 1, 1))
    known = BASE.as_known_on(date(2018, 6, 1))
    assert not known.is_working_day(date(2019, 5, 1))
    assert known.is_working_day(date(2019, 5, 2)), "国务院令第513号"


def test_the_notice_of_a_year_takes_the_place_of_its_fixed_holidays() -> None:
    notice = Notice(
        code="t",
        title="通知",
        number="",
        year=2027,
        issued_on=date(2026, 11, 30),
        published_on=date(2026, 11, 30),
        certain=True,
    )
    row = SpecialDay(date(2027, 5, 1), Kind.OFF, "劳动节", notice)
    assert BASE.with_notices([row]).is_working_day(date(2027, 1, 1))
