"""Applications that came to the counter, by letter, fax or e-mail are registered and confirmed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may, permit
from gongkai.agencies.queries import readable_agency
from gongkai.applications import codes, policies
from gongkai.applications.models import Submission
from gongkai.applications.transitions import submissions
from gongkai.applications.transitions.handling import handler_of
from gongkai.audit.actions import Action
from gongkai.desk import case_page
from gongkai.desk import registration as registering
from gongkai.desk.case_found import submission_found
from gongkai.desk.registration_forms import (
    ConfirmationForm,
    PapersForm,
    RegistrationForm,
    filled,
)
from gongkai.desk.views.query_codes import receipt
from gongkai.web.requests import StaffRequest, acting


@never_cache
@require_http_methods(["GET", "POST"])
def registration(request: StaffRequest, code: str) -> HttpResponse:
    """One page: the form, then what follows from it, then the receipt to print."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.SUBMISSION_TAKE, agency)
    blank = partial(
        RegistrationForm,
        today=timezone.localdate(),
        agency=agency,
        handler=handler_of(agency, None, acting(request)),
    )
    if request.method == "GET":
        return _form(request, agency, blank())
    typed = request.POST.dict()
    if "find" in typed or "change" in typed:
        return _form(request, agency, blank(initial=typed), typed)
    if typed.get("use", "").isdecimal():
        earlier = Submission.objects.filter(agency=agency, pk=typed["use"], identity__isnull=False)
        initial = filled(earlier[0], typed) if earlier else typed
        return _form(request, agency, blank(initial=initial))
    form = blank(request.POST)
    if not form.is_valid():
        return _form(request, agency, form)
    try:
        if "save" in typed:
            return _saved(request, agency, form)
        return _check(request, agency, form, PapersForm())
    except NotAllowed as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _form(request, agency, form)


@require_http_methods(["GET", "POST"])
def confirmation(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """What came in and waits: confirmed with the applicant, it becomes a case."""
    agency, submission = submission_found(request, code, pk)
    if submission.application:
        return redirect("desk:application", code, submission.application.pk)
    form = ConfirmationForm(
        request.POST if request.method == "POST" else None,
        initial={"confirmed_on": timezone.localdate()},
        submission=submission,
    )
    if form.is_valid():
        try:
            done = submissions.confirm(pk, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已确认并登记，答复期限自确认次日起计算。回执交给申请人。")
            return redirect("desk:query-code", code, done.application_id)
    context = {
        "agency": agency,
        "submission": submission,
        "received": case_page.received_rows(None, submission),
        "may_open": may(request.user, Action.PERSONAL_DATA_OPEN, agency),
        "guarded": case_page.guarded_of("submission", code, pk, submission),
        "files": submission.files.order_by("position"),
        "form": form,
        "obstacle": _obstacle(request, submission),
    }
    return render(request, "desk/submission.html", context)


def _form(
    request: StaffRequest,
    agency: Agency,
    form: RegistrationForm,
    asked: dict[str, Any] | None = None,
) -> HttpResponse:
    known = None
    if asked and "find" in asked:
        known = registering.known_applicants(
            agency, id_number=asked.get("id_number", ""), phone=asked.get("phone", "")
        )
    context = {"agency": agency, "form": form, "known": known}
    return render(request, "desk/registration.html", context)


def _check(
    request: StaffRequest,
    agency: Agency,
    form: RegistrationForm,
    papers: PapersForm,
) -> HttpResponse:
    """What was typed with the day of receipt and the term, before anything is saved."""
    proposed = request.POST.get("code", "")
    now, entry = acting(request), form.entry()
    context = {
        "agency": agency,
        "form": form,
        "papers": papers,
        "preview": registering.preview(agency, entry, acting=now),
        "warnings": registering.warnings(agency, entry, on=now.today),
        "code": proposed if codes.is_code(proposed) else codes.new_code(),
    }
    return render(request, "desk/registration_check.html", context)


def _saved(request: StaffRequest, agency: Agency, form: RegistrationForm) -> HttpResponse:
    """Take it with its papers; the query code is shown this once."""
    papers = PapersForm(request.POST, request.FILES)
    code = request.POST.get("code", "")
    if not papers.is_valid() or not codes.is_code(code):
        return _check(request, agency, form, papers)
    now = acting(request)
    try:
        taken = registering.take_with_papers(
            agency,
            form.entry(),
            code=code,
            scans=papers.cleaned_data["scans"],
            proof=papers.cleaned_data["proof"],
            acting=now,
        )
    except NotAllowed as refusal:
        if refusal.field not in papers.fields:
            raise
        papers.add_error(refusal.field, str(refusal))
        return _check(request, agency, form, papers)
    return receipt(request, agency, taken, code, today=now.today)


def _obstacle(request: StaffRequest, submission: Submission) -> str:
    try:
        policies.permit_confirmation(request.user, submission, today=timezone.localdate())
    except NotAllowed as refusal:
        return str(refusal)
    return ""
