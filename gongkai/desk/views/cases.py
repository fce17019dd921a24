"""One case: its page, its steps, the files that came with it."""

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Submission
from gongkai.applications.queries import submission_of
from gongkai.calendars.queries import calendar
from gongkai.catalog import files
from gongkai.desk import case_page
from gongkai.desk.case_clock import clock_for
from gongkai.desk.case_found import case_found, submission_found
from gongkai.desk.case_step import Step
from gongkai.desk.case_steps import STEPS
from gongkai.desk.message_steps import proposed
from gongkai.web.requests import StaffRequest, acting


@require_safe
def case(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The case: left what it is about and what was done, right the clock and what comes next."""
    agency, application = case_found(request, code, pk)
    context = case_page.context_of(
        request.user, application, today=timezone.localdate(), calendar=calendar()
    )
    context |= {
        "agency": agency,
        "receipt": case_page.receipt_words(application),
        "contacts": case_page.contacts_of(application),
    }
    return render(request, "desk/case.html", context)


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, code: str, pk: int, key: str, record: int = 0) -> HttpResponse:
    """Take one of the steps; what cannot be undone is asked a second time."""
    agency, application = case_found(request, code, pk)
    step, subject = _step(application, key, record)
    today, days = timezone.localdate(), calendar()
    posted = request.POST if request.method == "POST" else None
    if posted is None:
        step.permit(request.user, subject, today=today)
    form = step.form(
        posted,
        initial=proposed(application, key, request.GET.get("message", "")),
        application=application,
        record=subject,
        today=today,
        calendar=days,
    )
    confirmed = not step.warning or "confirmed" in request.POST
    if form.is_valid() and confirmed:
        try:
            step.take(subject.pk, **step.arguments(form), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, step.done)
            return redirect("desk:application", code, pk)
    context = {
        "agency": agency,
        "application": application,
        "clock": clock_for(application, days, today=today),
        "step": step,
        "subject": subject,
        "form": form,
        "confirming": bool(step.warning) and form.is_bound and not form.errors,
    }
    return render(request, "desk/case_step.html", context)


@require_safe
def file(request: StaffRequest, code: str, pk: int, file: int) -> FileResponse:
    """A file that came with the application."""
    _, application = case_found(request, code, pk)
    return _file(submission_of(application), file)


@require_safe
def submission_file(request: StaffRequest, code: str, pk: int, file: int) -> FileResponse:
    """A file of what waits for its confirmation."""
    _, submission = submission_found(request, code, pk)
    return _file(submission, file)


def _step(application: Application, key: str, record: int) -> tuple[Step, Model]:
    """The step and what it is about.

    Raises: Http404; NotAllowed, where the case has nothing of the kind.
    """
    step = STEPS.get(key)
    if step is None or (step.about == "consultations") != bool(record):
        raise Http404("没有这种步骤。")
    records = step.records_of(application)
    if record:
        records = [row for row in records if row.pk == record]
        if not records:
            raise Http404("没有这份征求意见。")
    if not records:
        raise NotAllowed(f"该申请还没有相应的步骤，不能办理“{step.label}”。")
    return step, records[0]


def _file(submission: Submission | None, number: int) -> FileResponse:
    if submission is None:
        raise Http404("该申请没有来件附件。")
    found = get_object_or_404(submission.files, pk=number)
    content = ContentFile(files.read_protected(found))
    return FileResponse(content, as_attachment=True, filename=found.filename)
