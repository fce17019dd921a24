"""The calendar in force here: the law's base data with this office's own rows on top."""

from datetime import date
from functools import lru_cache
from typing import TypeAlias

from django.db.models import F, QuerySet

from gongkai.calendars import models
from gongkai.law.calendar import (
    Kind,
    Notice,
    Scope,
    SpecialDay,
    WorkCalendar,
    base_calendar,
)

# date, kind, name; then the notice's pk, scope, title, number, year, issued_on
_Row: TypeAlias = tuple[date, str, str, int, str, str, str, int, date]


def calendar() -> WorkCalendar:
    """The calendar in force: one small query, and a new calendar only when its rows changed."""
    notice = ("pk", "scope", "title", "number", "year", "issued_on")
    rows = models.Day.objects.order_by("notice__issued_on", "notice_id", "date").values_list(
        "date", "kind", "name", *(F(f"notice__{name}") for name in notice)
    )
    return _on_base(tuple(rows))


def notices() -> QuerySet[models.Notice]:
    """Notices entered here with their days, newest first."""
    return models.Notice.objects.prefetch_related("days").order_by("-issued_on", "-pk")


@lru_cache(maxsize=8)
def _on_base(rows: tuple[_Row, ...]) -> WorkCalendar:
    if not rows:
        return base_calendar()
    return base_calendar().with_notices(_special_day(row) for row in rows)


def _special_day(row: _Row) -> SpecialDay:
    day, kind, name, pk, scope, title, number, year, issued_on = row
    notice = Notice(
        code=f"office-{pk:06}",
        title=title,
        number=number,
        year=year,
        issued_on=issued_on,
        published_on=issued_on,
        certain=True,
        scope=Scope(scope),
    )
    return SpecialDay(day, Kind(kind), name, notice)
