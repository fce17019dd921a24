"""The days on which a period is over."""

from datetime import date

import pytest

from gongkai.protection.retention import Erasable


@pytest.mark.parametrize(
    ("years", "day", "last"),
    [
        (2, date(2016, 3, 1), date(2018, 3, 1)),
        (10, date(2015, 12, 31), date(2025, 12, 31)),
        (1, date(2016, 2, 29), date(2017, 2, 28)),
        (4, date(2016, 2, 29), date(2020, 2, 29)),
        (1, date(2019, 2, 28), date(2020, 2, 28)),
        (1, date(2019, 3, 1), date(2020, 3, 1)),
    ],
)
def test_it_ends_with_the_same_day_of_a_later_year(years: int, day: date, last: date) -> None:
    rule = Erasable((), years=years, after="", basis="")
    after = date.fromordinal(last.toordinal() + 1)
    assert day >= rule.days_before(last), "民法典 第二百零一条：开始的当日不计入"
    assert day < rule.days_before(after), "民法典 第二百零二条"
