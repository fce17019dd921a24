"""The files of an item: uploaded, released or kept back, ordered, removed, looked at."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import works_at
from gongkai.audit.actions import Action
from gongkai.catalog import files, previews
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.desk.items_found import item_found
from gongkai.desk.views.draft_uploads import limits
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.publication import incoming, policies
from gongkai.publication.transitions import attachments as transitions
from gongkai.web.file_fields import Files
from gongkai.web.requests import StaffRequest, acting


class FilesForm(forms.Form):
    """Files to attach."""

    uploads = Files(label="附件", error_messages={"required": "请选择要上传的附件。"})


@require_http_methods(["GET", "POST"])
def attachments(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The files with what is hidden in them; more are uploaded here."""
    agency, item = item_found(request, code, pk)
    obstacle = policies.reason_against(request.user, Action.ATTACHMENT_ADD, item)
    posted = request.method == "POST"
    form = FilesForm(request.POST, request.FILES) if posted else FilesForm()
    if posted:
        policies.permit(request.user, Action.ATTACHMENT_ADD, item)
        if form.is_valid():
            chosen = form.cleaned_data["uploads"]
            for file in chosen:
                if sentence := _attached(request, item, file):
                    form.add_error("uploads", f"{file.name}：{sentence}")
            if not form.errors:
                messages.success(request, f"已上传{len(chosen)}个附件。")
                return redirect("desk:item-attachments", code, pk)
    context = {
        "agency": agency,
        "item": item,
        "form": form,
        "obstacle": obstacle,
        "works_here": works_at(request.user, agency),
        "attachments": item.attachments.order_by("position"),
        "most": settings.UPLOAD_BYTES // (1024 * 1024),
    }
    return render(request, "desk/item_attachments.html", context)


def _attached(request: StaffRequest, item: DisclosureItem, file: Any) -> str:
    """Attach one file; what stands against it, or nothing."""
    try:
        known = incoming.checked(file.read(), file.name, limits())
        transitions.attach(
            item.pk, known, most_bytes=settings.ITEM_FILES_BYTES, acting=acting(request)
        )
    except (Refused, NotAllowed) as refusal:
        return str(refusal)
    return ""


@require_POST
def release(request: StaffRequest, code: str, pk: int, file: int) -> HttpResponse:
    """Have the public get the file, or not."""
    _, item, attachment = _found(request, code, pk, file)
    if "hold_back" in request.POST:
        transitions.hold_back(attachment.pk, acting=acting(request))
    else:
        policies.permit(request.user, Action.ATTACHMENT_RELEASE, item)
        try:
            original = files.read(str(attachment.original))
            copy = incoming.copy_of(original, FileKind(attachment.kind), limits())
        except Refused as refusal:
            raise NotAllowed(f"附件“{attachment.filename}”不能公开：{refusal}") from None
        transitions.release(attachment.pk, copy=copy, acting=acting(request))
    return redirect("desk:item-attachments", code, pk)


@require_POST
def position(request: StaffRequest, code: str, pk: int, file: int) -> HttpResponse:
    """Move the file to another place."""
    _, _, attachment = _found(request, code, pk, file)
    wanted = request.POST.get("position", "")
    place = int(wanted) if wanted.isdecimal() else 0
    transitions.move(attachment.pk, position=place, acting=acting(request))
    return redirect("desk:item-attachments", code, pk)


@require_http_methods(["GET", "POST"])
def removal(request: StaffRequest, code: str, pk: int, file: int) -> HttpResponse:
    """Remove the file, after a question."""
    agency, item, attachment = _found(request, code, pk, file)
    policies.permit(request.user, Action.ATTACHMENT_REMOVE, item)
    if request.method == "POST":
        transitions.remove(attachment.pk, acting=acting(request))
        messages.success(request, f"已删除附件“{attachment.filename}”。")
        return redirect("desk:item-attachments", code, pk)
    context = {"agency": agency, "item": item, "attachment": attachment}
    return render(request, "desk/item_attachment_removal.html", context)


@require_safe
def original(request: StaffRequest, code: str, pk: int, file: int) -> FileResponse:
    """The file as it was uploaded, with its author and all that is hidden in it.

    For the agency's own people: who reads it from above gets what the public gets.
    """
    agency, _, attachment = _found(request, code, pk, file)
    if not works_at(request.user, agency):
        raise NotAllowed("原件只供本机关人员下载；上级机关人员请下载公开件。")
    return _download(str(attachment.original), attachment.filename)


@require_safe
def copy(request: StaffRequest, code: str, pk: int, file: int) -> FileResponse:
    """The file as the public gets it."""
    _, _, attachment = _found(request, code, pk, file)
    if not attachment.released:
        raise Http404("这个附件没有公开件。")
    return _download(str(attachment.released), attachment.filename)


@require_safe
def page(request: StaffRequest, code: str, pk: int, file: int, number: int) -> HttpResponse:
    """A page of the public's copy as a picture."""
    _, _, attachment = _found(request, code, pk, file)
    picture = previews.preview(attachment, number)
    if picture is None:
        raise Http404("没有这一页。")
    return HttpResponse(picture, content_type="image/png")


def _found(
    request: HttpRequest, code: str, pk: int, file: int
) -> tuple[Agency, DisclosureItem, Attachment]:
    agency, item = item_found(request, code, pk)  # type: ignore[arg-type]
    return agency, item, get_object_or_404(item.attachments, pk=file)


def _download(name: str, filename: str) -> FileResponse:
    return FileResponse(ContentFile(files.read(name)), as_attachment=True, filename=filename)
