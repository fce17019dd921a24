"""What is taken out of a document: its marks, its copy, the pages of both."""

from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.policies.cases import regime_of
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import copies, originals, pictures
from gongkai.casework.transitions.copies import MarkEntry
from gongkai.catalog import files
from gongkai.desk.finding_forms import AreaMarkForm, MarkForm, TextMarkForm
from gongkai.desk.redaction_page import Sheet, copy_kind, copy_name, copy_text, sheet_of
from gongkai.desk.views.case_documents import document_found
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.metadata import unsearched
from gongkai.redaction.pages import page_image, page_sizes
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def redaction(request: StaffRequest, code: str, pk: int, document: int) -> HttpResponse:
    """The original with its marks; more are set by their text or as areas of a page."""
    agency, found = document_found(request, code, pk, document)
    regime = regime_of(found.application).code
    what = request.POST.get("what", "")
    text = TextMarkForm(request.POST if what == "text" else None, regime=regime)
    area = AreaMarkForm(
        request.POST if what == "area" else None, regime=regime, auto_id="id_area_%s"
    )
    forms: dict[str, MarkForm] = {"text": text, "area": area}
    form = forms.get(what)
    if what == "proposals":
        return _several(request, found)
    if what == "picture":
        return _picture(request, found)
    if form and form.is_valid():
        try:
            copies.mark(found.pk, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已标记，提供件须（重新）生成。")
            return redirect(f"{request.path}?page={request.POST.get('page', '1')}")
    unopened = obstacle(lambda: policies.permit_original(request.user, found))
    sheet = _sheet(request, found) if found.original and not unopened else Sheet()
    number = _number(request, len(sheet.pages))
    area.fields["page"].initial = number
    context = {
        "agency": agency,
        "application": found.application,
        "document": found,
        "sheet": sheet,
        "unopened": unopened,
        "number": number,
        "text": text,
        "area": area,
        "obstacle": obstacle(
            lambda: policies.permit_marking(request.user, Action.DOCUMENT_MARK, found)
        ),
        "uncopied": obstacle(lambda: policies.permit_copy(request.user, found))
        or (sheet.undecided if found.judgement == FoundDocument.Judgement.PARTLY else ""),
        **_copy(found),
    }
    return render(request, "desk/redaction.html", context)


@require_POST
def unmarking(request: StaffRequest, code: str, pk: int, document: int, mark: int) -> HttpResponse:
    """Lift a mark."""
    _, found = document_found(request, code, pk, document)
    get_object_or_404(found.marks, pk=mark)
    copies.unmark(mark, acting=acting(request))
    messages.success(request, "已取消标记。")
    return redirect("desk:found-document-redaction", code, pk, found.pk)


@require_POST
def copy(request: StaffRequest, code: str, pk: int, document: int) -> HttpResponse:
    """Make the copy for the applicant."""
    _, found = document_found(request, code, pk, document)
    made = copies.make_copy(found.pk, acting=acting(request))
    messages.success(request, "已生成提供件，并核对过其中没有遮盖的文字。请再逐页查看。")
    for sentence in unsearched(files.read(str(made.released)), copy_kind(made)):
        messages.warning(request, f"提供件{sentence}")
    return redirect("desk:found-document-redaction", code, pk, found.pk)


@require_safe
def download(request: StaffRequest, code: str, pk: int, document: int, kind: str) -> FileResponse:
    """The original, for who works on the case, or the copy for the applicant."""
    _, found = document_found(request, code, pk, document)
    content, _ = _content(found, kind)
    if kind == "original":
        originals.download(found.pk, acting=acting(request))
    name = found.filename if kind == "original" else copy_name(found)
    return FileResponse(
        ContentFile(content),
        as_attachment=True,
        filename=name,
        headers={"Cache-Control": "private, no-store"},
    )


@require_safe
def page(
    request: StaffRequest, code: str, pk: int, document: int, kind: str, number: int
) -> HttpResponse:
    """A page of the original or of the copy as a picture; nobody keeps it."""
    _, found = document_found(request, code, pk, document)
    content, known = _content(found, kind)
    if kind == "original":
        originals.view(found.pk, acting=acting(request))
    try:
        if not 1 <= number <= len(page_sizes(content, known)):
            raise Http404("没有这一页。")
        picture = page_image(content, known, number)
    except Refused as refusal:
        raise NotAllowed(str(refusal)) from None
    return HttpResponse(
        picture, content_type="image/png", headers={"Cache-Control": "private, no-store"}
    )


def _sheet(request: StaffRequest, found: FoundDocument) -> Sheet:
    originals.view(found.pk, acting=acting(request))
    return sheet_of(found)


def _several(request: StaffRequest, found: FoundDocument) -> HttpResponse:
    """Mark the proposals that were chosen, on one ground."""
    ground = request.POST.get("ground", "")
    chosen = request.POST.getlist("texts")
    for words in chosen:
        copies.mark(found.pk, MarkEntry(ground=ground, text=words), acting=acting(request))
    if chosen:
        messages.success(request, f"已标记{len(chosen)}处文字。")
    else:
        messages.warning(request, "没有选择要标记的文字。")
    return redirect(request.path)


def _picture(request: StaffRequest, found: FoundDocument) -> HttpResponse:
    """Cover a picture of a Word file, or find it fit to be given."""
    number = request.POST.get("number", "")
    if not number.isdecimal():
        raise NotAllowed("请选择图片。")
    if "clear" in request.POST:
        pictures.clear(found.pk, int(number), acting=acting(request))
        messages.success(request, f"第{number}幅图片可以提供。")
    else:
        entry = MarkEntry(
            ground=request.POST.get("ground", ""), page=int(number), area=copies.WHOLE
        )
        copies.mark(found.pk, entry, acting=acting(request))
        messages.success(request, f"第{number}幅图片将整幅遮盖，提供件须（重新）生成。")
    return redirect(f"{request.path}#picture-{number}")


def _content(found: FoundDocument, kind: str) -> tuple[bytes, FileKind]:
    if kind == "original" and found.original:
        return files.read(str(found.original)), FileKind(found.kind)
    if kind == "copy" and found.released:
        return files.read(str(found.released)), copy_kind(found)
    raise Http404("没有这个文件。")


def _copy(found: FoundDocument) -> dict[str, Any]:
    if not found.released:
        return {"copied": "", "lines": [], "copy_pages": 0}
    lines = copy_text(found)
    return {
        "copied": copy_name(found),
        "lines": lines,
        "copy_pages": 0 if lines else found.page_count or 0,
    }


def _number(request: StaffRequest, most: int) -> int:
    wanted = request.GET.get("page", "")
    return min(max(int(wanted), 1), max(most, 1)) if wanted.isdecimal() else 1
