"""A signed letter goes out: served, received, returned, with its record (送达回证)."""

from smtplib import SMTPException

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.queries import deadline_of, with_steps
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.casework import facts, letter_policies
from gongkai.casework.kinds import DELIVERY_RECORD, text_of
from gongkai.casework.models import Letter, Service, ServiceMethod
from gongkai.casework.transitions import service as transitions
from gongkai.desk import letter_page
from gongkai.desk.letter_forms import SERVICE_FORMS, ReceivedForm, ReturnedForm, ServiceForm
from gongkai.desk.views.letters import context_of, letter_of
from gongkai.documents.pdf import render_pdf
from gongkai.letters.compose import compose_from
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def service(request: StaffRequest, code: str, letter: int, **of: int) -> HttpResponse:
    """Serve the letter by one of four ways; each asks for the day by which it counts."""
    _, found = letter_of(request, code, letter, **of)
    letter_policies.permit_serve(request.user, found)
    method = request.GET.get("method", found.delivery)
    if method not in SERVICE_FORMS:
        raise Http404("没有这种送达方式。")
    form = SERVICE_FORMS[method](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            served = _serve(request, found, method, form)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except (OSError, SMTPException):
            form.add_error(None, "邮件没有发出，送达没有登记。请稍后再试，或者用其他方式送达。")
        else:
            messages.success(request, f"已登记送达，以{served.served_on:%Y-%m-%d}为准。")
            for case in with_steps().filter(pk=found.application_id or 0):
                for sentence in deadline_of(case, calendar()).warnings:
                    messages.warning(request, sentence)
            return redirect(letter_page.address(found))
    context = context_of(found) | {
        "form": form,
        "method": method,
        "methods": ServiceMethod.choices,
    }
    return render(request, "desk/letter_service.html", context)


@require_http_methods(["GET", "POST"])
def receipt(request: StaffRequest, code: str, letter: int, service: int, **of: int) -> HttpResponse:
    """The other side has the posted letter."""
    found, served = _served(request, code, letter, service, **of)
    permit(request.user, Action.LETTER_RECEIVED, found.subject.agency)
    form = ReceivedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transitions.received(
                served.pk, form.cleaned_data["received_on"], acting=acting(request)
            )
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已登记对方收到日期。")
            return redirect(letter_page.address(found))
    return _step(request, found, form, "登记对方收到")


@require_http_methods(["GET", "POST"])
def return_(request: StaffRequest, code: str, letter: int, service: int, **of: int) -> HttpResponse:
    """The post brought the letter back."""
    found, served = _served(request, code, letter, service, **of)
    permit(request.user, Action.LETTER_RETURNED, found.subject.agency)
    form = ReturnedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transitions.returned(
                served.pk,
                form.cleaned_data["returned_on"],
                reason=form.cleaned_data["return_reason"],
                acting=acting(request),
            )
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已登记退回，请重新送达。")
            return redirect(letter_page.address(found))
    return _step(request, found, form, "登记退回")


@require_safe
def record(request: StaffRequest, code: str, letter: int, service: int, **of: int) -> FileResponse:
    """The record of the service (送达回证), for the file."""
    found, served = _served(request, code, letter, service, **of)
    case = facts.service_facts(served, on=timezone.localdate(), calendar=calendar())
    text = text_of(DELIVERY_RECORD, found.subject.received_on)
    content = render_pdf(compose_from(text, case, edits={}).document)
    return FileResponse(
        ContentFile(content), as_attachment=True, filename=f"{found.number}送达回证.pdf"
    )


def _serve(request: StaffRequest, letter: Letter, method: str, form: ServiceForm) -> Service:
    by = acting(request)
    if method == ServiceMethod.EMAIL:
        return transitions.serve_by_email(letter.pk, **form.cleaned_data, acting=by)
    if method == ServiceMethod.ONLINE:
        entry = transitions.ServiceEntry(method=method, sent_at=by.at, **form.cleaned_data)
        return transitions.serve(letter.pk, entry, acting=by)
    return transitions.serve(letter.pk, form.entry(), acting=by)


def _served(
    request: StaffRequest, code: str, letter: int, service: int, **of: int
) -> tuple[Letter, Service]:
    _, found = letter_of(request, code, letter, **of)
    served = get_object_or_404(found.services, pk=service)
    served.letter = found
    return found, served


def _step(request: StaffRequest, letter: Letter, form: object, step: str) -> HttpResponse:
    context = context_of(letter) | {"form": form, "step": step, "page": None}
    return render(request, "desk/letter_step.html", context)
