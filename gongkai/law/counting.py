"""Counting a period day by day, so that the count can be shown and not only its end."""

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import WorkCalendar, refuse_outside

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a count.

    `ordinal` is its number in the period; None where the day does not count, and for the
    last day of a period of months or one that moved past days off.
    """

    day: date
    counted: bool
    ordinal: int | None
    why: str
    article: str = ""

    @property
    def place(self) -> str:
        """Its place in the count, in Chinese."""
        return f"第{self.ordinal}日" if self.ordinal else "末日" if self.counted else "不计入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of a period, with everything that led to it.

    `is_provisional`: the count touches a year whose days off have not been announced.
    `is_stopped`: somebody is awaited who makes the count stop or begin anew, so that
    `due_on` is only the earliest day it can be. `lapses_on` is the day after which an
    application whose fee is not paid counts as given up.
    """

    due_on: date
    is_provisional: bool
    steps: tuple[Step, ...]
    calendar_version: str
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_stopped: bool = False
    lapses_on: date | None = None


@dataclass(frozen=True, slots=True)
class CountingRule:
    """The rule of civil law on counting, from its first day on."""

    in_force: date
    start: str
    months: str
    end: str


COUNTING_RULES = (  # newest first
    CountingRule(
        date(2021, 1, 1),
        "民法典 第二百零一条第一款",
        "民法典 第二百零二条",
        "民法典 第二百零三条第一款",
    ),
    CountingRule(
        date(2017, 10, 1),
        "民法总则 第二百零一条第一款",
        "民法总则 第二百零二条",
        "民法总则 第二百零三条第一款",
    ),
    CountingRule(
        date(1987, 1, 1),
        "民法通则 第一百五十四条第二款",
        "民法通则 第一百五十四条第一款",
        "民法通则 第一百五十四条第三款",
    ),
)


def rule_on(day: date) -> CountingRule:
    """Return the rule of civil law on counting that was in force on a day."""
    return next(rule for rule in COUNTING_RULES if rule.in_force <= day)


def start_step(day: date, what: str) -> Step:
    """Return the step of the day a period starts from, which does not count.

    Raises: OutsideCalendar.
    Source: 民法典 第二百零一条第一款 and its predecessors.
    """
    refuse_outside(day)
    why = f"{what}，当日不计入，自次日起计算"
    return Step(day, counted=False, ordinal=None, why=why, article=rule_on(day).start)


def count_working_days(
    start: date,
    days: int,
    calendar: WorkCalendar,
    *,
    excluded: Callable[[date], Step | None] = lambda day: None,
) -> list[Step]:
    """Count `days` working days after `start`; the last step is the last day of the period.

    `excluded` gives the step of a working day that does not count, or None.

    Units: `days` is 工作日, one or more.
    """
    steps: list[Step] = []
    day, ordinal = start, 0
    while ordinal < days:
        day += ONE_DAY
        is_working = calendar.is_working_day(day)
        kept_out = excluded(day) if is_working else None
        if kept_out:
            steps.append(kept_out)
            continue
        ordinal += is_working
        number = ordinal if is_working else None
        steps.append(Step(day, is_working, number, calendar.reason(day)))
    return steps


def add_months(day: date, number: int) -> date:
    """Return the corresponding day some months later, or the last one of a shorter month.

    Source: 民法典 第二百零二条.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def end_steps(
    last: date, ordinal: int | None, calendar: WorkCalendar, *, article: str
) -> list[Step]:
    """Return the steps at the end of a period of calendar days.

    A period that ends on a day off ends on the first day after the days off.

    Source: 民法典 第二百零三条第一款.
    """
    end = f"期间的最后一日，{calendar.reason(last)}"
    steps = [Step(last, counted=True, ordinal=ordinal, why=end, article=article)]
    day = last
    while not calendar.is_working_day(day):
        if day != last:
            steps.append(Step(day, counted=False, ordinal=None, why=calendar.reason(day)))
        day += ONE_DAY
    if day != last:
        why = "最后一日是休假日，以休假日结束的次日为最后一日"
        steps.append(Step(day, counted=True, ordinal=None, why=why, article=rule_on(day).end))
    return steps


def deadline(steps: list[Step], calendar: WorkCalendar) -> Deadline:
    """Return the deadline that a count ends on."""
    return Deadline(
        due_on=steps[-1].day,
        is_provisional=any(calendar.is_provisional(step.day) for step in steps),
        steps=tuple(steps),
        calendar_version=calendar.version,
    )


def explain(found: Deadline) -> list[str]:
    """Return the whole count as lines of Chinese text, to be shown to a court."""
    lines = [_line(step) for step in found.steps]
    lines += [f"注意：{text}" for text in found.warnings]
    lines += [f"说明：{text}" for text in found.notes]
    if found.is_provisional:
        lines.append("说明：推算涉及尚未录入放假安排的年份，期限为暂定，录入后须重新计算。")
    if found.is_stopped:
        lines.append(f"期限届满日：不早于{chinese_day(found.due_on)}。")
    else:
        lines.append(f"期限届满日：{chinese_day(found.due_on)}。")
    return lines


def _line(step: Step) -> str:
    article = f"〔{step.article}〕" if step.article else ""
    return f"{chinese_day(step.day)} {step.place} {step.why}{article}"


def chinese_day(day: date) -> str:
    """Write a day as 2018年3月1日（周四）."""
    return f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
