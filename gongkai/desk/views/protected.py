"""A protected value is opened against a reason: shown once, never in an address or a cache."""

import base64
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.applications.models import Consultation, RecordIdentity
from gongkai.applications.queries import submission_of
from gongkai.audit.actions import Action
from gongkai.desk.case_fields import sentence
from gongkai.desk.case_found import case_found, record_found, submission_found
from gongkai.protection.models import Protected
from gongkai.protection.transitions import open_value
from gongkai.web.requests import StaffRequest, acting

_FIELDS = ("id_number", "phone", "email", "address")
_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


class ReasonForm(forms.Form):
    """Why somebody has to see the value."""

    reason = sentence("查看的理由", 200, "记入审计日志，不能删除；不要写号码。")


@never_cache
@sensitive_variables("opened")
@require_http_methods(["GET", "POST"])
def value(request: StaffRequest, code: str, kind: str, pk: int, field: str) -> HttpResponse:
    """Ask for the reason, then show the one value."""
    agency, record, back = _record(request, code, kind, pk, field)
    permit(request.user, Action.PERSONAL_DATA_OPEN, agency)
    name = "content" if field == "proof" else field
    form = ReasonForm(request.POST if request.method == "POST" else None)
    opened = ""
    if form.is_valid():

        def permitted(user: User, _: Protected) -> None:
            permit(user, Action.PERSONAL_DATA_OPEN, agency)

        try:
            opened = open_value(
                record, name, **form.cleaned_data, permit=permitted, acting=acting(request)
            )
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    if opened and field == "proof":
        return _proof(record, opened)
    context = {
        "agency": agency,
        "label": "身份证明"
        if field == "proof"
        else str(getattr(record._meta.get_field(name), "verbose_name", "")),
        "back": back,
        "form": form,
        "opened": opened,
    }
    return render(request, "desk/protected_value.html", context)


def _record(
    request: StaffRequest, code: str, kind: str, pk: int, field: str
) -> tuple[Agency, Protected, str]:
    """The agency of the case, the record that holds the value, and the page it is shown on.

    Raises: Http404.
    """
    if field not in (*_FIELDS, "proof"):
        raise Http404("没有这一项。")
    if kind == "consultation" and field in ("phone", "email", "address"):
        consultation = get_object_or_404(Consultation, pk=pk)
        agency, application = case_found(request, code, consultation.application_id)
        return agency, consultation, reverse("desk:application", args=[code, application.pk])
    if kind == "record" and field in _FIELDS:
        agency, correction = record_found(request, code, pk)
        identity = get_object_or_404(RecordIdentity, record_correction=correction)
        return agency, identity, reverse("desk:record-correction", args=[code, pk])
    if kind == "case":
        agency, application = case_found(request, code, pk)
        submission = submission_of(application)
        back = reverse("desk:application", args=[code, pk])
    elif kind == "submission":
        agency, submission = submission_found(request, code, pk)
        back = reverse("desk:submission", args=[code, pk])
    else:
        raise Http404("没有这一项。")
    record = getattr(submission, "proof" if field == "proof" else "identity", None)
    if record is None:
        raise Http404("没有登记这一项。")
    return agency, record, back


@sensitive_variables()
def _proof(record: Any, opened: str) -> HttpResponse:
    """The proof as a file."""
    name = f"身份证明.{_EXTENSIONS[record.media_type]}"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        base64.b64decode(opened),
        record.media_type,
        headers={"Content-Disposition": disposition},
    )
