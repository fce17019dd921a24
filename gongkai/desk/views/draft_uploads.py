"""A draft from a file: its text, what it says about itself, and the clerk's confirmation."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.catalog import files
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.draft_forms import DraftFileForm, DraftForm, proposed
from gongkai.intake.archives import Limits, Refused
from gongkai.intake.drafts import Draft, read_draft
from gongkai.publication import incoming
from gongkai.publication.transitions import attachments, drafting
from gongkai.web.requests import StaffRequest, acting

_SALT = "gongkai.desk.draft"
_HOURS = 24 * 3600  # a page left open overnight can still be confirmed


@require_http_methods(["GET", "POST"])
def upload(request: StaffRequest, code: str) -> HttpResponse:
    """Take a file and show what was read from it; nothing is a draft yet."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.ITEM_DRAFT, agency)
    form = DraftFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            draft = read_draft(content, file.name, limits())
            known = incoming.checked(content, file.name, limits())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            kept = files.keep("originals", content, known.kind)
            ticket = signing.dumps([request.user.pk, kept, known.filename], salt=_SALT)
            values, places = proposed(draft)
            read = _form(None, agency, places, initial=values)
            return _confirming(request, agency, read, ticket, _warnings(draft, agency))
    return render(request, "desk/item_upload.html", {"agency": agency, "form": form})


@require_POST
def confirmation(request: StaffRequest, code: str) -> HttpResponse:
    """The clerk has looked at it: now it is a draft, with its file as a source."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.ITEM_DRAFT, agency)
    ticket = request.POST.get("ticket", "")
    kept, filename = _redeemed(request, ticket)
    form = _form(request.POST, agency, {}, before="")
    if form.is_valid():
        try:
            file = incoming.checked(files.read(kept), filename, limits())
            item = _drafted(request, agency, form, file)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已保存拟稿，原文件已留存，还没有送审。")
            return redirect("desk:item", code, item.pk)
    return _confirming(request, agency, form, ticket, [])


def limits() -> Limits:
    """How large a file of this installation may be."""
    return Limits(file=settings.UPLOAD_BYTES)


def _drafted(
    request: StaffRequest, agency: Agency, form: DraftForm, file: incoming.IncomingFile
) -> DisclosureItem:
    circumstances = acting(request)
    keep = attachments.attach if "release" in request.POST else attachments.keep_source
    with transaction.atomic():
        item = drafting.draft(agency, form.entry(), acting=circumstances)
        keep(item.pk, file, most_bytes=settings.ITEM_FILES_BYTES, acting=circumstances)
    return item


def _form(answers: Any, agency: Agency, places: dict[str, str], **more: Any) -> DraftForm:
    form = DraftForm(answers, agency=agency, **more)
    for name, place in places.items():
        form.fields[name].help_text = place
    return form


def _redeemed(request: StaffRequest, ticket: str) -> tuple[str, str]:
    """Where the uploaded file lies and what it is called.

    Raises: NotAllowed.
    """
    try:
        user_id, kept, filename = signing.loads(ticket, salt=_SALT, max_age=_HOURS)
    except signing.BadSignature:
        raise NotAllowed("这次上传已过期，请重新上传文件。") from None
    if user_id != request.user.pk:
        raise NotAllowed("这个文件是别人上传的，请自己重新上传。")
    return kept, filename


def _warnings(draft: Draft, agency: Agency) -> list[str]:
    found = list(draft.warnings)
    names = {name.full_name for name in agency.names.all()}
    if draft.agency_name and draft.agency_name.value not in names:
        found.append(
            f"文中的发文机关是“{draft.agency_name.value}”（{draft.agency_name.place}），"
            "不是本机关，请核对是否由本机关公开。"
        )
    return found


def _confirming(
    request: StaffRequest, agency: Agency, form: DraftForm, ticket: str, warnings: list[str]
) -> HttpResponse:
    context = {
        "agency": agency,
        "form": form,
        "ticket": ticket,
        "warnings": warnings,
        "release": "release" in request.POST,
    }
    return render(request, "desk/item_upload_confirmation.html", context)
