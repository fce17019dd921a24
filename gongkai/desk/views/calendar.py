"""The working calendar of a year, and entering notices on days off."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit_anywhere
from gongkai.audit.actions import Action
from gongkai.calendars import queries
from gongkai.calendars.models import Notice
from gongkai.calendars.transitions import NoticeEntry
from gongkai.desk import calendar_entry
from gongkai.desk.calendar_forms import DayRows, NoticeForm
from gongkai.law.calendar import Kind, SpecialDay, WorkCalendar, year_to_enter
from gongkai.law.counting import ONE_DAY
from gongkai.web.requests import StaffRequest, acting

_YEARS = range(2007, 2100)
_ACTIONS = {
    Notice.Scope.NATIONAL: Action.CALENDAR_ENACT,
    Notice.Scope.LOCAL: Action.CALENDAR_LOCAL,
}


@dataclass(frozen=True, slots=True)
class Square:
    """One day in the table of a month; blank outside the month."""

    day: date | None
    look: str = ""
    mark: str = ""
    reason: str = ""


@require_safe
def year(request: StaffRequest) -> HttpResponse:
    """Twelve months of a year, its notices and its special days."""
    today = timezone.localdate()
    typed = request.GET.get("year", str(today.year))
    if not (typed.isdecimal() and int(typed) in _YEARS):
        raise Http404("工作日历从2007年到2099年，请核对年份。")
    shown, calendar = int(typed), queries.calendar()
    special = {row.date: row for row in calendar.days if row.date.year == shown}
    context = {
        "year": shown,
        "provisional": shown not in calendar.announced_years,
        "missing": year_to_enter(calendar, today=today),
        "months": [_month(calendar, special, shown, month) for month in range(1, 13)],
        "stretches": _stretches(sorted(special.values(), key=lambda row: row.date)),
        "notices": queries.notices().filter(year=shown),
        "may_enter": [scope for scope, action in _ACTIONS.items() if _may(request, action)],
        "earlier": shown - 1 if shown - 1 in _YEARS else None,
        "later": shown + 1 if shown + 1 in _YEARS else None,
    }
    return render(request, "desk/calendar.html", context)


@require_http_methods(["GET", "POST"])
def entry(request: StaffRequest, scope: str) -> HttpResponse:
    """Enter a notice: typed, then previewed with the cases it moves, then confirmed."""
    if scope not in Notice.Scope.values:
        raise Http404("没有这种通知。")
    kind = Notice.Scope(scope)
    permit_anywhere(request.user, _ACTIONS[kind])
    form, rows, effect = NoticeForm(request.POST or None), DayRows(request.POST or None), None
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        days = [day for row in rows for day in row.days()]
        notice = NoticeEntry(**form.cleaned_data, days=days)
        try:
            if "confirmed" in request.POST:
                entered = calendar_entry.enter(notice, scope, acting=acting(request))
                messages.success(request, f"已录入：{entered}")
                return redirect("desk:calendar-notice", entered.pk)
            effect = calendar_entry.preview(notice, scope, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"kind": kind, "form": form, "rows": rows, "effect": effect}
    page = "calendar_confirmation" if effect else "calendar_entry"
    return render(request, f"desk/{page}.html", context)


@require_safe
def notice(request: StaffRequest, pk: int) -> HttpResponse:
    """One notice entered here: its days, and every case it moved, with before and after."""
    found = get_object_or_404(queries.notices(), pk=pk)
    context = {"notice": found, "effect": calendar_entry.effect(found, request.user)}
    return render(request, "desk/calendar_notice.html", context)


def _stretches(rows: list[SpecialDay]) -> list[list[SpecialDay]]:
    """Days in a row that one notice arranges alike for one occasion."""
    found: list[list[SpecialDay]] = []
    for row in rows:
        last = found[-1][-1] if found else None
        alike = last and (last.kind, last.name, last.notice) == (row.kind, row.name, row.notice)
        if last and alike and row.date - last.date == ONE_DAY:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _may(request: StaffRequest, action: Action) -> bool:
    try:
        permit_anywhere(request.user, action)
    except NotAllowed:
        return False
    return True


def _month(
    calendar: WorkCalendar, special: dict[date, SpecialDay], year: int, month: int
) -> list[list[Square]]:
    weeks = Calendar().monthdatescalendar(year, month)
    return [
        [
            _square(calendar, special.get(day), day) if day.month == month else Square(None)
            for day in week
        ]
        for week in weeks
    ]


def _square(calendar: WorkCalendar, row: SpecialDay | None, day: date) -> Square:
    if row:
        mark = "休" if row.kind is Kind.OFF else "班"
        return Square(day, str(row.kind), mark, calendar.reason(day))
    return Square(day, "" if calendar.is_working_day(day) else "weekend")
