"""Requests to correct a record about oneself: listed, registered, verified, decided, answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may, permit
from gongkai.agencies.queries import readable_agency
from gongkai.applications.models import RecordCorrection
from gongkai.applications.policies import record_corrections as policies
from gongkai.applications.queries.record_corrections import records_visible_to
from gongkai.applications.transitions import record_corrections as transitions
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework.letter_starts import ON_RECORD, obstacle, permit_draft
from gongkai.casework.transitions import letters
from gongkai.catalog import files
from gongkai.desk import record_forms
from gongkai.desk.case_buttons import Button
from gongkai.desk.case_found import record_found
from gongkai.desk.case_letters import letter_rows
from gongkai.desk.case_page import guarded_in
from gongkai.desk.record_forms import (
    SECRET,
    EvidenceForm,
    RecordForm,
    RecordRegistrationForm,
)
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, whether it may be taken, what it asks, what it calls."""

    action: Action
    permit: Callable[..., None]
    form: type[RecordForm]
    take: Callable[..., object]


# noun of the address -> step, in their order
STEPS = {
    "verification": Step(
        Action.RECORD_CORRECTION_VERIFY,
        policies.permit_verification,
        record_forms.VerificationForm,
        transitions.verify,
    ),
    "decision": Step(
        Action.RECORD_CORRECTION_DECIDE,
        policies.permit_record_decision,
        record_forms.RecordDecisionForm,
        transitions.decide,
    ),
    "completion": Step(
        Action.RECORD_CORRECTION_CARRY_OUT,
        policies.permit_completion,
        record_forms.CompletionForm,
        transitions.carry_out,
    ),
}


@require_safe
def record_corrections(request: StaffRequest, code: str) -> HttpResponse:
    """Those that were not told yet, or all."""
    agency = readable_agency(request.user, code)
    scope = "all" if request.GET.get("scope") == "all" else "open"
    found = records_visible_to(request.user).filter(agency=agency)
    if scope == "open":
        found = found.filter(notified_on=None)
    page = page_of(found, day="received_on", after=request.GET.get("after", ""))
    context = {
        "agency": agency,
        "scope": scope,
        "rows": page.rows,
        "next_key": page.next_key,
        "may_register": may(request.user, Action.RECORD_CORRECTION_REGISTER, agency),
    }
    return render(request, "desk/record_corrections.html", context)


@require_http_methods(["GET", "POST"])
def registration(request: StaffRequest, code: str) -> HttpResponse:
    """Register what came to the counter, by post, by e-mail or online."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.RECORD_CORRECTION_REGISTER, agency)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordRegistrationForm(*posted, today=timezone.localdate())
    if form.is_valid():
        try:
            found = _registered(agency, form, acting(request))
        except NotAllowed as refusal:
            _add(form, refusal)
        else:
            messages.success(request, f"已登记为{found.number}。")
            return redirect("desk:record-correction", code, found.pk)
    context = {"agency": agency, "form": form}
    return render(request, "desk/record_registration.html", context)


@require_safe
def record_correction(request: StaffRequest, code: str, record: int) -> HttpResponse:
    """The request, what was found and decided, its letter, and what comes next."""
    agency, found = record_found(request, code, record)
    return _page(request, agency, found, EvidenceForm())


@require_POST
def evidence(request: StaffRequest, code: str, record: int) -> HttpResponse:
    """Add files that are to prove what is wrong."""
    agency, found = record_found(request, code, record)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _attach(found, form.cleaned_data["uploads"], acting(request))
        except NotAllowed as refusal:
            _add(form, refusal)
        else:
            messages.success(request, "已保存证据。")
            return redirect("desk:record-correction", code, record)
    return _page(request, agency, found, form)


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, code: str, record: int, noun: str) -> HttpResponse:
    """Take one of the steps."""
    agency, found = record_found(request, code, record)
    wanted, today = STEPS[noun], timezone.localdate()
    if request.method != "POST":
        wanted.permit(request.user, found, today=today)
    form = wanted.form(request.POST or None, record=found, today=today)
    if form.is_valid():
        try:
            wanted.take(found.pk, **form.arguments(), acting=acting(request))
        except NotAllowed as refusal:
            _add(form, refusal)
        else:
            messages.success(request, f"{wanted.action.label}：已登记。")
            return redirect("desk:record-correction", code, record)
    context = {
        "agency": agency,
        "found": found,
        "step": wanted.action.label,
        "article": article_of(found),
        "form": form,
    }
    return render(request, "desk/record_step.html", context)


@require_POST
def letter(request: StaffRequest, code: str, record: int) -> HttpResponse:
    """Begin the letter that tells the result."""
    _, found = record_found(request, code, record)
    begun = letters.draft_on_record(found.pk, acting=acting(request))
    return redirect("desk:record-letter", code, record, begun.pk)


@require_safe
def file(request: StaffRequest, code: str, record: int, file: int) -> FileResponse:
    """A file of the evidence."""
    _, found = record_found(request, code, record)
    kept = get_object_or_404(found.files, pk=file)
    content = ContentFile(files.read_protected(kept))
    return FileResponse(content, as_attachment=True, filename=kept.filename)


def article_of(found: RecordCorrection) -> str:
    """The article that governs a request."""
    old = policies.regime_of(found) == "2008"
    return "2007年条例第二十五条第二款" if old else "条例第四十一条"


def _page(
    request: StaffRequest, agency: Agency, found: RecordCorrection, form: EvidenceForm
) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    here = [agency.code, found.pk]
    buttons = [
        Button(
            step.action.label,
            "",
            "",
            reverse(f"desk:record-{noun}", args=here),
            obstacle(partial(step.permit, user, found, today=today)),
        )
        for noun, step in STEPS.items()
    ]
    identity = getattr(found, "identity", None)
    context = {
        "agency": agency,
        "found": found,
        "may_open": may(user, Action.PERSONAL_DATA_OPEN, agency),
        "guarded": list(guarded_in("record", agency.code, found.pk, identity, *SECRET)),
        "files": found.files.order_by("position"),
        "article": article_of(found),
        "open": [one for one in buttons if not one.obstacle],
        "closed": [one for one in buttons if one.obstacle],
        "drafting": obstacle(partial(permit_draft, user, found, ON_RECORD, None)),
        "letters": letter_rows(found),
        "form": form,
        "adding": obstacle(partial(policies.permit_evidence, user, found, today=today)),
        "history": log.history(found, *found.letters.all(), *([identity] if identity else [])),
    }
    return render(request, "desk/record_correction.html", context)


@transaction.atomic
def _registered(agency: Agency, form: RecordRegistrationForm, acting: Acting) -> RecordCorrection:
    found = transitions.register(agency, form.entry(agency), acting=acting)
    _attach(found, form.cleaned_data["uploads"], acting)
    return found


@transaction.atomic
def _attach(found: RecordCorrection, uploads: Iterable[Any], acting: Acting) -> None:
    for upload in uploads or ():
        try:
            transitions.attach(found.pk, filename=upload.name, content=upload.read(), acting=acting)
        except NotAllowed as refusal:
            raise NotAllowed(str(refusal), field="uploads") from None


def _add(form: Any, refusal: NotAllowed) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
