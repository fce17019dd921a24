"""The cases of an agency by urgency, and what waits to become one."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may
from gongkai.agencies.queries import readable_agency
from gongkai.applications import queries
from gongkai.applications.models import Application, Submission
from gongkai.applications.queries import submissions
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.desk.case_clock import Line, clock_for
from gongkai.law.calendar import WorkCalendar
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest

SCOPES = {
    "in_hand": "办理中",
    "mine": "我经办的",
    "soon": "五个工作日内到期",
    "overdue": "已逾期",
    "waiting": "等待对方",
    "all": "全部",
}
_SOON = 5
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What came in and waits for its confirmation, and for how many days."""

    submission: Submission
    since: date
    days: int


@require_safe
def applications(request: StaffRequest, code: str) -> HttpResponse:
    """Cases in hand by due date, or all of a year; before them what waits for confirmation."""
    agency = readable_agency(request.user, code)
    scope, year = request.GET.get("scope", "in_hand"), request.GET.get("year", "")
    if scope not in SCOPES:
        raise Http404("没有这种筛选。")
    today, days = timezone.localdate(), calendar()
    found = _cases(request.user, scope, today, days).filter(agency=agency)
    found = found.select_related("handler")
    if _YEAR.fullmatch(year):
        found = found.filter(received_on__year=int(year))
    rows, next_key = list(found) if scope != "all" else [], ""
    if scope == "all":
        page = page_of(found, day="received_on", after=request.GET.get("after", ""))
        rows, next_key = page.rows, page.next_key
    context = {
        "agency": agency,
        "scope": scope,
        "scopes": SCOPES,
        "year": year,
        "lines": [Line(row, clock_for(row, days, today=today)) for row in rows],
        "next_key": next_key,
        "waiting": waiting_at(request.user, agency, today=today),
        "may_register": may(request.user, Action.SUBMISSION_TAKE, agency),
    }
    return render(request, "desk/applications.html", context)


def waiting_at(user: User, agency: Agency, *, today: date) -> list[Waiting]:
    """What waits for its confirmation, the longest first."""
    found = []
    for row in submissions.waiting(user).filter(agency=agency):
        known = [day for day in (row.submitted_on, row.signed_on, row.arrived_on) if day]
        found.append(Waiting(row, min(known), (today - min(known)).days))
    return found


def _cases(user: User, scope: str, today: date, calendar: WorkCalendar) -> QuerySet[Application]:
    match scope:
        case "mine":
            return queries.in_hand(user).filter(handler__user=user)
        case "soon":
            return queries.due_within(user, working_days=_SOON, today=today, calendar=calendar)
        case "overdue":
            return queries.overdue(user, today=today)
        case "waiting":
            return queries.awaiting(user)
        case "all":
            return queries.visible_to(user)
    return queries.in_hand(user)
