"""Notices on days off come in: national ones, and days of this place alone.

A notice is never changed or deleted here: a later one amends it, as in life.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.calendars import queries
from gongkai.calendars.models import Day, Notice
from gongkai.law.calendar import WorkCalendar
from gongkai.ledgers import records

# Roles are held at agencies, a higher floor: the caller hands in how they are asked.
Permit: TypeAlias = Callable[[User, Action], None]

# Off by the law itself (全国年节及纪念日放假办法): the first notice of a year holds them all.
_FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One day as it is entered; `kind` is off or work."""

    date: date
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """A notice as it is entered, with all its days."""

    title: str
    number: str = ""
    year: int
    issued_on: date
    days: Sequence[DayEntry]


@dataclass(frozen=True, slots=True)
class Enactment:
    """A notice that came in, and the calendar without and with it."""

    notice: Notice
    before: WorkCalendar
    after: WorkCalendar


@transaction.atomic
def enact(entry: NoticeEntry, *, permit: Permit, acting: Acting) -> Enactment:
    """Enter a national notice on days off; the first one of a year announces the year.

    `permit` is `agencies.policies.permit_anywhere`. Open cases do not follow by themselves:
    hand the enactment to `applications.transitions.recompute`.

    Raises: NotAllowed.
    Source: 全国年节及纪念日放假办法.
    """
    _lock(entry.year)
    permit(acting.by, Action.CALENDAR_ENACT)
    before = queries.calendar()
    if entry.year not in before.announced_years:
        _refuse_incomplete_year(entry)
    return _enter(entry, Notice.Scope.NATIONAL, Action.CALENDAR_ENACT, before, acting)


@transaction.atomic
def set_local_days(entry: NoticeEntry, *, permit: Permit, acting: Acting) -> Enactment:
    """Enter days off or working days of this place alone, on the ground of a local rule.

    Whether such days stop a term is not settled in law: without this no local day counts.

    Raises: NotAllowed.
    Source: 全国年节及纪念日放假办法 第四条.
    """
    _lock(entry.year)
    permit(acting.by, Action.CALENDAR_LOCAL)
    return _enter(entry, Notice.Scope.LOCAL, Action.CALENDAR_LOCAL, queries.calendar(), acting)


def _lock(year: int) -> None:
    list(Notice.objects.select_for_update().filter(year=year).order_by("pk"))


def _enter(
    entry: NoticeEntry, scope: Notice.Scope, action: Action, before: WorkCalendar, acting: Acting
) -> Enactment:
    _refuse_known(entry, before)
    _refuse_wrong_days(entry, before)
    if entry.issued_on > acting.today:
        raise NotAllowed("印发日期不能晚于今天，请核对。", field="issued_on")
    notice = Notice(
        scope=scope,
        title=entry.title,
        number=entry.number,
        year=entry.year,
        issued_on=entry.issued_on,
    )
    records.validate(notice)
    notice.save(force_insert=True)
    for row in entry.days:
        day = Day(notice=notice, date=row.date, kind=row.kind, name=row.name)
        records.validate(day)
        day.save(force_insert=True)
    after = queries.calendar()
    log.record(
        action,
        notice,
        acting,
        title=entry.title,
        number=entry.number,
        issued_on=entry.issued_on,
        days=[[row.date, row.kind, row.name] for row in entry.days],
        calendar=[before.version, after.version],
    )
    return Enactment(notice, before, after)


def _refuse_known(entry: NoticeEntry, before: WorkCalendar) -> None:
    known = {row.notice for row in before.days}
    if entry.title in {notice.title for notice in known}:
        raise NotAllowed("这份通知已经录入过，无需重复录入。", field="title")
    if entry.number and entry.number in {notice.number for notice in known}:
        raise NotAllowed(f"文号{entry.number}的通知已经录入过，请核对。", field="number")


def _refuse_wrong_days(entry: NoticeEntry, before: WorkCalendar) -> None:
    if not entry.days:
        raise NotAllowed("请至少填写一个放假或者上班的日期。", field="days")
    day, times = Counter(row.date for row in entry.days).most_common(1)[0]
    if times > 1:
        raise NotAllowed(f"{day:%Y-%m-%d}填写了不止一次，请核对。", field="days")
    for row in entry.days:
        # A notice reaches into the last days of the year before and the first of the next.
        if not date(entry.year - 1, 12, 1) <= row.date <= date(entry.year + 1, 1, 31):
            raise NotAllowed(
                f"{row.date:%Y-%m-%d}不属于{entry.year}年的安排，请核对年份。", field="days"
            )
        is_plain = row.date.weekday() < 5 and before.is_working_day(row.date)
        if row.kind == Day.Kind.WORK and is_plain:
            raise NotAllowed(
                f"{row.date:%Y-%m-%d}本来就是工作日，不必写为上班，请核对。", field="days"
            )


def _refuse_incomplete_year(entry: NoticeEntry) -> None:
    off = {row.date for row in entry.days if row.kind == Day.Kind.OFF}
    missing = [day for day in (date(entry.year, *fixed) for fixed in _FIXED) if day not in off]
    if missing:
        named = "、".join(f"{day.month}月{day.day}日" for day in missing)
        raise NotAllowed(
            f"这是{entry.year}年的第一份通知，应当是全年安排，但没有写明{named}放假，请补全。",
            field="days",
        )
