"""Working days (工作日): what the notices of the State Council make of the week."""

import hashlib
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "calendar_data" / "notices.toml"
FIXED = Path(__file__).parent / "calendar_data" / "statutory.toml"

_FIRST = date(2000, 1, 1).toordinal()
_LAST = date(2099, 12, 31).toordinal()
_WEEKDAYS = "一二三四五六日"


class OutsideCalendar(ValueError):
    """A day before 2000 or after 2099."""


class Scope(StrEnum):
    """Who issued a notice; a local one wins over every national one."""

    NATIONAL = "national"
    LOCAL = "local"


class Kind(StrEnum):
    """What a notice makes of a day."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice on days off (放假安排通知).

    The first national notice of a year announces the year; a later one amends it.
    `issued_on` is the day the notice bears, `published_on` the day it became public.
    `number` is empty, and `certain` False, where they were not verified.
    """

    code: str
    title: str
    number: str
    year: int
    issued_on: date
    published_on: date
    certain: bool
    scope: Scope = Scope.NATIONAL

    @property
    def citation(self) -> str:
        """The number, or the title of a notice whose number is not known."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One row of a notice; `name` is the occasion, as 春节."""

    date: date
    kind: Kind
    name: str
    notice: Notice


class WorkCalendar:
    """Working days by the notices it was built from; two with the same rows are equal.

    Rows of a later notice win over earlier ones on the same day, local rows over national
    ones. A year without a national notice follows the week and the holidays that have their
    fixed day, and is provisional.
    """

    def __init__(self, days: Iterable[SpecialDay] = ()) -> None:
        self.days = tuple(sorted(days, key=_rank))
        self.version = _digest(self.days)
        self.announced_years = frozenset(
            row.notice.year for row in self.days if row.notice.scope is Scope.NATIONAL
        )
        fixed = (row for row in fixed_days() if row.date.year not in self.announced_years)
        self._special = {row.date: row for row in (*fixed, *self.days)}
        working = {day for day in range(_FIRST, _LAST + 1) if (day - 1) % 7 < 5}
        for row in self._special.values():
            change = working.add if row.kind is Kind.WORK else working.discard
            change(row.date.toordinal())
        self._working = sorted(working)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def is_working_day(self, day: date) -> bool:
        """Whether state organs work on `day`.

        Source: 国务院关于职工工作时间的规定 第七条; 全国年节及纪念日放假办法 第二条; the notice
        named by `reason`.
        """
        row = self._special.get(day)
        return row.kind is Kind.WORK if row else day.weekday() < 5

    def is_provisional(self, day: date) -> bool:
        """Whether the year of `day` has not been announced, so that the week is a guess."""
        return day.year not in self.announced_years

    def reason(self, day: date) -> str:
        """Why `day` is a working day or none, in Chinese."""
        row = self._special.get(day)
        if row:
            what = "放假" if row.kind is Kind.OFF else "调休上班"
            told = f"{row.name}{what}（{row.notice.citation}"
            if self.is_provisional(day):
                return f"{told}；{day.year}年放假安排未录入）"
            return f"{told}）"
        plain = "工作日" if day.weekday() < 5 else f"周{_WEEKDAYS[day.weekday()]}"
        if self.is_provisional(day):
            return f"{plain}（{day.year}年放假安排未录入，暂按平常周休日）"
        return plain

    def after(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`, which itself does not count.

        Units: `n` is 工作日, one or more.
        Raises: OutsideCalendar.
        """
        if n < 1:
            raise ValueError("n must be at least 1")
        place = bisect_right(self._working, _ordinal(day)) + n - 1
        if place >= len(self._working):
            raise OutsideCalendar(_OUTSIDE)
        return date.fromordinal(self._working[place])

    def between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and with `last`; negative if reversed.

        Raises: OutsideCalendar.
        """
        return bisect_right(self._working, _ordinal(last)) - bisect_right(
            self._working, _ordinal(first)
        )

    def with_notices(self, days: Iterable[SpecialDay]) -> "WorkCalendar":
        """Return this calendar with further rows on top."""
        return WorkCalendar((*self.days, *days))

    def as_known_on(self, day: date) -> "WorkCalendar":
        """Return the calendar as everybody knew it on `day`: what was public by then."""
        return WorkCalendar(row for row in self.days if row.notice.published_on <= day)


_OUTSIDE = "日期超出工作日历的范围（2000年至2099年），请核对年份。"


def refuse_outside(day: date) -> None:
    """Refuse a day that no calendar here reaches.

    Raises: OutsideCalendar.
    """
    if not _FIRST <= day.toordinal() <= _LAST:
        raise OutsideCalendar(_OUTSIDE)


def _ordinal(day: date) -> int:
    refuse_outside(day)
    return day.toordinal()


def _rank(row: SpecialDay) -> tuple[bool, date, str, date]:
    notice = row.notice
    return notice.scope is Scope.LOCAL, notice.issued_on, notice.code, row.date


def _digest(days: Iterable[SpecialDay]) -> str:
    rows = (
        f"{row.date} {row.kind} {row.name} {row.notice.year} {row.notice.citation}" for row in days
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


@cache
def fixed_days() -> tuple[SpecialDay, ...]:
    """Return the holidays of every year that have their fixed day, by the version in force.

    Source: 全国年节及纪念日放假办法 第二条.
    """
    versions = tomllib.loads(FIXED.read_text(encoding="utf-8"))["version"]
    found = {}
    for version in versions:  # oldest first
        for year in range(version["in_force"].year, date.fromordinal(_LAST).year + 1):
            notice = Notice(
                code="fixed",
                title="全国年节及纪念日放假办法",
                number=f"全国年节及纪念日放假办法，{version['number']}",
                year=year,
                issued_on=version["issued_on"],
                published_on=version["issued_on"],
                certain=True,
            )
            for month, day, name in version["days"]:
                on = date(year, month, day)
                found[on] = SpecialDay(on, Kind.OFF, name, notice)
    return tuple(found.values())


@cache
def base_calendar() -> WorkCalendar:
    """Return the calendar of all national notices from 2007 to 2026."""
    return WorkCalendar(
        SpecialDay(day, Kind(kind), name, notice)
        for raw in tomllib.loads(DATA.read_text(encoding="utf-8"))["notice"]
        for notice in [_notice(raw)]
        for day, kind, name in raw["days"]
    )


def _notice(raw: dict[str, object]) -> Notice:
    fields = {name: value for name, value in raw.items() if name != "days"}
    return Notice(**{"published_on": raw["issued_on"], **fields})  # type: ignore[arg-type]


def year_to_enter(calendar: WorkCalendar, *, today: date) -> int | None:
    """Return next year from 1 November on, as long as its notice has not been entered.

    The notice for a year appears from October to December of the year before.
    """
    is_season = today.month >= 11
    return today.year + 1 if is_season and today.year + 1 not in calendar.announced_years else None
