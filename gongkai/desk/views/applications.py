"""Applications: what is in hand by urgency, and one case with its clock."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import readable_agency
from gongkai.applications import policies, queries
from gongkai.applications.ledgers import APPLICATIONS
from gongkai.applications.models import Application
from gongkai.applications.transitions.answer import answer as answer_application
from gongkai.applications.transitions.extension import extend
from gongkai.audit import log
from gongkai.calendars.queries import calendar
from gongkai.desk.application_forms import AnswerForm, ExtensionForm
from gongkai.law.calendar import WorkCalendar
from gongkai.remedies.queries import suits_without_reconsideration
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting

_SCOPES = {"in_hand": "办理中", "overdue": "已逾期", "all": "全部"}
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Line:
    """One application in the list: how it stands today, in words and in colour."""

    application: Application
    standing: str
    tone: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a case, or why it cannot be done now."""

    label: str
    page: str
    obstacle: str


@require_safe
def applications(request: StaffRequest, code: str) -> HttpResponse:
    """Cases in hand or overdue by due date, or all of a year."""
    agency = readable_agency(request.user, code)
    scope = request.GET.get("scope", "in_hand")
    if scope not in _SCOPES:
        raise Http404("没有这种筛选。")
    year = request.GET.get("year", "")
    today, days = timezone.localdate(), calendar()
    found = {
        "in_hand": queries.in_hand(request.user),
        "overdue": queries.overdue(request.user, today=today),
        "all": queries.visible_to(request.user),
    }[scope].filter(agency=agency)
    if _YEAR.fullmatch(year):
        found = found.filter(received_on__year=int(year))
    rows: Iterable[Application] = found
    next_key = ""
    if scope == "all":
        page = page_of(found, day="received_on", after=request.GET.get("after", ""))
        rows, next_key = page.rows, page.next_key
    context = {
        "agency": agency,
        "scope": scope,
        "scopes": _SCOPES,
        "year": year,
        "lines": [_line(application, today, days) for application in rows],
        "next_key": next_key,
    }
    return render(request, "desk/applications.html", context)


@require_safe
def application(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """One case: its clock step by step, what can be done now, what was done."""
    agency, application = _case(request, code, pk)
    days = calendar()
    context = {
        "agency": agency,
        "application": application,
        "ledger": APPLICATIONS,
        "shown": APPLICATIONS.shown(application),
        "line": _line(application, timezone.localdate(), days),
        "deadline": queries.deadline_of(application, days),
        "premature": suits_without_reconsideration(application.lawsuits.order_by("pk")),
        "changes": application.due_date_changes.select_related("notice").order_by("pk"),
        "steps": _steps(request, application),
        "history": log.history(application),
    }
    return render(request, "desk/application.html", context)


@require_http_methods(["GET", "POST"])
def extension(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Extend the term."""
    agency, application = _case(request, code, pk)
    policies.permit_extension(request.user, application, today=timezone.localdate())
    form = ExtensionForm(request.POST or None, application=application)
    if request.method == "POST" and form.is_valid():
        try:
            extend(application.pk, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已延期，请向申请人送达延期告知书。")
            return redirect("desk:application", code, pk)
    context = {"agency": agency, "application": application, "form": form, "title": "延长答复期限"}
    return render(request, "desk/application_step.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Answer the application."""
    agency, application = _case(request, code, pk)
    policies.permit_answer(request.user, application)
    form = AnswerForm(request.POST or None, application=application)
    if request.method == "POST" and form.is_valid():
        try:
            answer_application(application.pk, **form.values(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"{application.number}已办结。")
            return redirect("desk:application", code, pk)
    context = {"agency": agency, "application": application, "form": form, "title": "登记答复"}
    return render(request, "desk/application_step.html", context)


def _case(request: StaffRequest, code: str, pk: int) -> tuple[Agency, Application]:
    agency = readable_agency(request.user, code)
    found = queries.visible_to(request.user).filter(agency=agency).select_related("agency")
    return agency, get_object_or_404(found, pk=pk)


def _line(application: Application, today: date, days: WorkCalendar) -> Line:
    reply = getattr(application, "reply", None)
    if reply:
        is_late = reply.replied_on > application.due_on
        return Line(application, *(("逾期办结", "bad") if is_late else ("已办结", "good")))
    left = days.between(today, application.due_on)
    if today > application.due_on:
        return Line(application, f"逾期{max(-left, 1)}个工作日", "bad")
    return Line(application, f"剩余{left}个工作日", "wait" if left <= 5 else "")


def _steps(request: StaffRequest, application: Application) -> list[Step]:
    user, today = request.user, timezone.localdate()
    return [
        Step(
            "登记答复",
            "desk:application-answer",
            _obstacle(lambda: policies.permit_answer(user, application)),
        ),
        Step(
            "延长答复期限",
            "desk:application-extension",
            _obstacle(lambda: policies.permit_extension(user, application, today=today)),
        ),
    ]


def _obstacle(permit: Callable[[], None]) -> str:
    try:
        permit()
    except NotAllowed as refusal:
        return str(refusal)
    return ""
