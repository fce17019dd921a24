"""What an applicant sent from the page of the case: read, its step registered, taken up."""

from django import forms
from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.casework.models import ApplicantMessage
from gongkai.casework.transitions.follow_up import register_record_correction, take_up
from gongkai.catalog import files
from gongkai.desk.case_buttons import Button, buttons_of
from gongkai.desk.case_fields import sentence
from gongkai.desk.case_found import case_found
from gongkai.desk.case_steps import STEPS
from gongkai.desk.message_steps import STEP_OF
from gongkai.ledgers.forms import EntryForm
from gongkai.supervision.ledgers import COMPLAINTS
from gongkai.supervision.models import Complaint
from gongkai.supervision.transitions import register_message
from gongkai.web.requests import StaffRequest, acting


class ResultForm(forms.Form):
    """What became of a message."""

    result = sentence("处理结果", 300, "申请人在查询页面会看到。")


@require_http_methods(["GET", "POST"])
def message(request: StaffRequest, code: str, pk: int, message: int) -> HttpResponse:
    """The message with the step it is about; then it is taken up."""
    agency, application = case_found(request, code, pk)
    found = get_object_or_404(application.messages, pk=message)
    permit(request.user, Action.MESSAGE_TAKE_UP, agency)
    form = ResultForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            take_up(found.pk, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已处理，申请人在查询页面可以看到结果。")
            return redirect("desk:application", code, pk)
    context = {
        "agency": agency,
        "application": application,
        "found": found,
        "step": _step(request, application, found),
        "form": form,
    }
    return render(request, "desk/applicant_message.html", context)


@require_POST
def record_correction(request: StaffRequest, code: str, pk: int, message: int) -> HttpResponse:
    """What the applicant asks to be corrected becomes a request in its own register."""
    _, application = case_found(request, code, pk)
    found = get_object_or_404(application.messages, pk=message)
    made = register_record_correction(found.pk, acting=acting(request))
    messages.success(request, f"已登记为{made.number}，申请人在查询页面可以看到。")
    return redirect("desk:record-correction", code, made.pk)


@require_http_methods(["GET", "POST"])
def complaint(request: StaffRequest, code: str, pk: int, message: int) -> HttpResponse:
    """What the applicant complains of is entered in the register of complaints."""
    agency, application = case_found(request, code, pk)
    found = get_object_or_404(application.messages, pk=message)
    permit(request.user, COMPLAINTS.entering, agency)
    proposed = {
        "number": f"{application.number}投诉{found.pk}",
        "kind": Complaint.Kind.COMPLAINT.label,
        "received_on": timezone.localtime(found.came_at).date(),
        "subject": found.text[:300],
        "application": application.number,
    }
    form = EntryForm(COMPLAINTS, request.POST or None, agency=agency, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            made = register_message(found.pk, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"已登记为{made.number}，申请人在查询页面可以看到。")
            return redirect("desk:record", code, COMPLAINTS.key, made.pk)
    context = {"agency": agency, "ledger": COMPLAINTS, "form": form}
    return render(request, "desk/entry.html", context)


@require_safe
def file(request: StaffRequest, code: str, pk: int, message: int) -> FileResponse:
    """The file that came with a message."""
    _, application = case_found(request, code, pk)
    found = get_object_or_404(application.messages, pk=message)
    if not found.original:
        raise Http404("来信没有附件。")
    content = ContentFile(files.read_protected(found))
    return FileResponse(content, as_attachment=True, filename=found.filename)


def _step(
    request: StaffRequest, application: Application, found: ApplicantMessage
) -> Button | None:
    """The step that registers what the message says, with what stands against it."""
    if found.kind not in STEP_OF:
        return None
    step = STEPS[STEP_OF[found.kind].key]
    found_steps = buttons_of(
        request.user, application, step, today=timezone.localdate(), calendar=calendar()
    )
    return next(iter(found_steps), None)
