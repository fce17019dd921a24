"""The desk's first pages: which agency, what waits there, and what it keeps."""

from datetime import date

from django.db.models import Func
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.accounts.permissions import MATRIX, READING, Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.catalog.models import DisclosureItem
from gongkai.desk import overview, parts_examples
from gongkai.web.requests import StaffRequest

FIRST_YEAR = 2008  # 政府信息公开条例(2007) 第三十八条: in force from 1 May 2008


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The agencies the person works with; straight on to the day's work where there is one."""
    agencies = list(queries.visible_to(request.user))
    if len(agencies) == 1:
        reads = policies.may_read_catalog(request.user, agencies[0])
        return redirect("desk:today" if reads else "desk:agency", agencies[0].code)
    return render(request, "desk/home.html", {"agencies": agencies})


@require_safe
def agency(request: StaffRequest, code: str) -> HttpResponse:
    """One agency at a glance; for an administrator what there is to keep, without contents."""
    agency = queries.visible_agency(request.user, code)
    if not policies.may_read_catalog(request.user, agency):
        return render(request, "desk/agency_keeping.html", {"agency": agency})
    today = timezone.localdate()
    year = _year(request.GET.get("year", ""), agency, today)
    reads_all = policies.may_read(request.user, agency)
    context = {
        "agency": agency,
        "year": year,
        "years": range(today.year, FIRST_YEAR - 1, -1),
        "waiting": overview.items_waiting(request.user, agency),
        "in_hand": overview.applications_in_hand(request.user, agency, today=today),
        "report": overview.report_deadline(agency, year, calendar()) if reads_all else None,
        "groups": overview.counts(request.user, agency, year),
        "may_export": reads_all,
        "may_import": policies.may(request.user, Action.LEDGER_IMPORT, agency),
    }
    return render(request, "desk/agency.html", context)


@require_safe
def permissions(request: StaffRequest) -> HttpResponse:
    """The matrix of who may do what, by the record it is about."""
    subjects: dict[str, list[tuple[Action, list[bool]]]] = {}
    for action, holders in MATRIX.items():
        subject = action.value.partition(".")[0]
        subjects.setdefault(subject, []).append((action, [role in holders for role in Role]))
    context = {
        "reading": [
            (what, [role in readers for role in Role]) for what, readers in READING.items()
        ],
        "subjects": list(subjects.values()),
        "roles": list(Role),
    }
    return render(request, "desk/permissions.html", context)


@require_safe
def parts(request: StaffRequest) -> HttpResponse:
    """Every part that pages are made of, for administrators who check how they look."""
    if all(grant.role != Role.ADMINISTRATOR for grant in policies.grants_of(request.user)):
        raise NotAllowed("部件示例只供系统管理员查看。")
    return render(request, "desk/parts.html", parts_examples.context())


def _year(typed: str, agency: Agency, today: date) -> int:
    """The year asked for, else the last one in which an item or an application is registered."""
    if typed.isdecimal() and FIRST_YEAR <= int(typed) <= today.year:
        return int(typed)
    items, applications = (
        model._default_manager.filter(agency=agency).values_list(Func(day, function="MAX"))
        for model, day in ((DisclosureItem, "generated_on"), (Application, "received_on"))
    )
    last_days = items.union(applications, all=True)
    found = [day.year for (day,) in last_days if day and day <= today]
    return max([FIRST_YEAR, *found]) if found else today.year
