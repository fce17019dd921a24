"""A draft from a file: its text, what it says about itself, and the clerk's confirmation.

Until then the file is set aside; who leaves finds it in the list, to go on or to discard it.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.audit.actions import Action
from gongkai.catalog import files
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.draft_forms import DraftFileForm, DraftForm, proposed
from gongkai.intake.archives import Limits, Refused
from gongkai.intake.drafts import Draft, read_draft
from gongkai.publication import incoming
from gongkai.publication.models import Upload
from gongkai.publication.transitions import attachments, discarding, drafting
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def upload(request: StaffRequest, code: str) -> HttpResponse:
    """Take a file and show what was read from it; nothing is a draft yet."""
    agency = catalog_readable_agency(request.user, code)
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
            kept = discarding.keep_upload(
                agency, known, days=settings.UPLOAD_DAYS, acting=acting(request)
            )
            return _read(request, kept, draft)
    context = {"agency": agency, "form": form, "days": settings.UPLOAD_DAYS}
    return render(request, "desk/item_upload.html", context)


@require_http_methods(["GET", "POST"])
def confirmation(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The clerk has looked at it: now it is a draft, with its file as a source."""
    kept = _found(request, code, pk, Action.ITEM_DRAFT)
    if kept.user_id != request.user.pk:
        raise NotAllowed("这个文件是别人上传的，请由本人核对，或者自己重新上传。")
    if request.method == "GET":
        return _read(request, kept, read_draft(files.read(str(kept.file)), kept.filename, limits()))
    form = _form(request.POST, kept.agency, {}, before="")
    if form.is_valid():
        try:
            item = _drafted(request, kept, form)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已保存拟稿，原文件已留存，还没有送审。")
            return redirect("desk:item", code, item.pk)
    return _confirming(request, kept, form, [])


@require_http_methods(["GET", "POST"])
def discard(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Delete a file nobody goes on with, after a question."""
    kept = _found(request, code, pk, Action.UPLOAD_DISCARD)
    if request.method == "POST":
        discarding.discard_upload(kept.pk, acting=acting(request))
        messages.success(request, f"已作废未确认的上传“{kept.filename}”，文件已删除。")
        return redirect("desk:items", code)
    return render(request, "desk/upload_discard.html", {"agency": kept.agency, "upload": kept})


def limits() -> Limits:
    """How large a file of this installation may be."""
    return Limits(file=settings.UPLOAD_BYTES)


def _found(request: StaffRequest, code: str, pk: int, action: Action) -> Upload:
    agency = catalog_readable_agency(request.user, code)
    permit(request.user, action, agency)
    return get_object_or_404(Upload.objects.select_related("user"), pk=pk, agency=agency)


def _drafted(request: StaffRequest, kept: Upload, form: DraftForm) -> DisclosureItem:
    circumstances = acting(request)
    file = incoming.checked(files.read(str(kept.file)), kept.filename, limits())
    keep = attachments.attach if "release" in request.POST else attachments.keep_source
    with transaction.atomic():
        discarding.forget(discarding.locked_upload(kept.pk))
        item = drafting.draft(kept.agency, form.entry(), acting=circumstances)
        keep(item.pk, file, most_bytes=settings.ITEM_FILES_BYTES, acting=circumstances)
    return item


def _form(answers: Any, agency: Agency, places: dict[str, str], **more: Any) -> DraftForm:
    form = DraftForm(answers, agency=agency, **more)
    for name, place in places.items():
        form.fields[name].help_text = place
    return form


def _warnings(draft: Draft, agency: Agency) -> list[str]:
    found = list(draft.warnings)
    names = {name.full_name for name in agency.names.all()}
    if draft.agency_name and draft.agency_name.value not in names:
        found.append(
            f"文中的发文机关是“{draft.agency_name.value}”（{draft.agency_name.place}），"
            "不是本机关，请核对是否由本机关公开。"
        )
    return found


def _read(request: StaffRequest, kept: Upload, draft: Draft) -> HttpResponse:
    """The form with what was read from the file."""
    values, places = proposed(draft)
    form = _form(None, kept.agency, places, initial=values)
    return _confirming(request, kept, form, _warnings(draft, kept.agency))


def _confirming(
    request: StaffRequest, kept: Upload, form: DraftForm, warnings: list[str]
) -> HttpResponse:
    context = {
        "agency": kept.agency,
        "form": form,
        "upload": kept,
        "warnings": warnings,
        "release": "release" in request.POST,
    }
    return render(request, "desk/item_upload_confirmation.html", context)
