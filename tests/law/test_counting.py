"""Months, ends on days off, and the count in words."""

from datetime import date

import pytest

from gongkai.law.calendar import base_calendar
from gongkai.law.clock import reply_deadline
from gongkai.law.counting import add_months, end_steps, explain, rule_on

BASE = base_calendar()


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2024, 3, 15), 6, date(2024, 9, 15)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_corresponding_day(day: date, months: int, end: date) -> None:
    assert add_months(day, months) == end


def test_an_end_on_a_day_off_moves_behind_all_of_them() -> None:
    # 1 to 8 October 2025 are off; the 9th is a Thursday.
    steps = end_steps(date(2025, 10, 3), 60, BASE, article="某条")
    assert steps[-1].day == date(2025, 10, 9)
    assert steps[-1].article == "民法典 第二百零三条第一款"
    assert [step.ordinal for step in steps] == [60, None, None, None, None, None, None]


def test_an_end_on_a_working_saturday_stays() -> None:
    assert [step.day for step in end_steps(date(2025, 10, 11), 60, BASE, article="某条")] == [
        date(2025, 10, 11)
    ]


@pytest.mark.parametrize(
    ("day", "law"),
    [
        (date(2017, 9, 30), "民法通则"),
        (date(2017, 10, 1), "民法总则"),
        (date(2020, 12, 31), "民法总则"),
        (date(2021, 1, 1), "民法典"),
    ],
)
def test_the_rule_of_counting_is_the_one_of_the_day(day: date, law: str) -> None:
    assert rule_on(day).start.startswith(law)


def test_the_count_in_words() -> None:
    lines = explain(reply_deadline(date(2018, 2, 5), BASE))
    assert lines[0] == (
        "2018年2月5日（周一） 不计入 收到申请，当日不计入，自次日起计算"
        "〔民法总则 第二百零一条第一款〕"
    )
    assert "2018年2月11日（周日） 第5日 春节调休上班（国办发明电〔2017〕12号）" in lines
    assert "2018年2月15日（周四） 不计入 春节放假（国办发明电〔2017〕12号）" in lines
    assert lines[-2] == (
        "2018年3月1日（周四） 第15日 工作日，15个工作日期满"
        "〔政府信息公开条例(2007) 第二十四条第二款〕"
    )
    assert lines[-1] == "期限届满日：2018年3月1日（周四）。"


def test_a_provisional_end_says_so() -> None:
    found = reply_deadline(date(2026, 12, 25), BASE)
    assert found.is_provisional
    assert any("期限为暂定" in line for line in explain(found))
    assert not reply_deadline(date(2026, 11, 25), BASE).is_provisional
