"""The letters of a case: begun, worded, reviewed, signed, voided, downloaded."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.applications.queries.retention import erasure_of
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.casework import facts, letter_policies
from gongkai.casework.kinds import KINDS, REGISTRATION, text_of
from gongkai.casework.letter_starts import obstacle, startable
from gongkai.casework.models import Letter, LetterReview
from gongkai.casework.transitions import letters as transitions
from gongkai.catalog import files
from gongkai.desk import case_letters, letter_page
from gongkai.desk.case_found import case_found, record_found
from gongkai.desk.letter_forms import ReviewForm, TextForm, VoidForm
from gongkai.documents.docx import render_docx
from gongkai.documents.pdf import render_pdf
from gongkai.letters.compose import compose_from
from gongkai.web.requests import StaffRequest, acting

_RENDERING = {"pdf": render_pdf, "docx": render_docx}


@require_http_methods(["GET", "POST"])
def start(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The letters that fit the case now, and why the others do not; one is begun."""
    agency, application = case_found(request, code, pk)
    permit(request.user, Action.LETTER_DRAFT, agency)
    if request.method == "POST":
        concerns = request.POST.get("concerns", "")
        letter = transitions.draft(
            application.pk,
            request.POST.get("kind", ""),
            concerns=int(concerns) if concerns.isdecimal() else None,
            acting=acting(request),
        )
        return redirect("desk:letter", code, pk, letter.pk)
    found = startable(request.user, application)
    context = {
        "agency": agency,
        "application": application,
        "open": [one for one in found if not one.obstacle],
        "closed": [one for one in found if one.obstacle],
        "kinds": KINDS,
    }
    return render(request, "desk/letter_start.html", context)


@require_http_methods(["GET", "POST"])
def letter(request: StaffRequest, code: str, letter: int, **of: int) -> HttpResponse:
    """The letter as it will look, its marked fields beside it, and what comes next."""
    _, found = letter_of(request, code, letter, **of)
    page = letter_page.page_of(request.user, found, today=timezone.localdate(), calendar=calendar())
    form = TextForm(request.POST or None, letter=found, found=page.found)
    if request.method == "POST" and form.is_valid():
        try:
            transitions.edit(
                found.pk,
                form.edits(),
                particulars=form.particulars(),
                delivery=form.cleaned_data["delivery"],
                acting=acting(request),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存，审查须就新的文字重新进行。")
            return redirect(letter_page.address(found))
    context = context_of(found) | {
        "page": page,
        "form": form,
        "fixed": obstacle(lambda: letter_policies.permit_edit(request.user, found)),
        "services": found.services.select_related("served_by").order_by("pk"),
        "history": log.history(found),
    }
    return render(request, "desk/letter.html", context)


@require_POST
def submission(request: StaffRequest, code: str, letter: int, **of: int) -> HttpResponse:
    """Send the letter to its reviewers; what it lacks is said on its own page."""
    _, found = letter_of(request, code, letter, **of)
    letter_policies.permit_submit(request.user, found)
    try:
        transitions.submit(found.pk, acting=acting(request))
    except NotAllowed as refusal:
        messages.error(request, f"没有送审：{refusal}填好后请再送审，各项在“还缺”中列出。")
    else:
        messages.success(request, "已送审。")
    return redirect(letter_page.address(found))


@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, code: str, letter: int, kind: str, **of: int) -> HttpResponse:
    """Review the letter's secrecy or its legality."""
    _, found = letter_of(request, code, letter, **of)
    if kind not in LetterReview.Kind.values:
        raise Http404("没有这种审查。")
    wanted = LetterReview.Kind(kind)
    letter_policies.permit_review(request.user, found, wanted)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transitions.review(found.pk, kind, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"已登记{wanted.label}。")
            return redirect(letter_page.address(found))
    page = letter_page.page_of(request.user, found, today=timezone.localdate(), calendar=calendar())
    context = context_of(found) | {"form": form, "step": wanted.label, "page": page}
    return render(request, "desk/letter_step.html", context)


@require_http_methods(["GET", "POST"])
def signature(request: StaffRequest, code: str, letter: int, **of: int) -> HttpResponse:
    """Sign the letter, after a question: the number cannot be taken back."""
    _, found = letter_of(request, code, letter, **of)
    letter_policies.permit_sign(request.user, found, on=timezone.localdate(), calendar=calendar())
    if request.method == "POST":
        signed = transitions.sign(found.pk, acting=acting(request))
        messages.success(request, f"已签发，文号{signed.number}。请送达。")
        return redirect(letter_page.address(found))
    page = letter_page.page_of(request.user, found, today=timezone.localdate(), calendar=calendar())
    return render(request, "desk/letter_signature.html", context_of(found) | {"page": page})


@require_http_methods(["GET", "POST"])
def void(request: StaffRequest, code: str, letter: int, **of: int) -> HttpResponse:
    """Void the letter with a reason; its number stays used."""
    _, found = letter_of(request, code, letter, **of)
    letter_policies.permit_void(request.user, found)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        transitions.void(found.pk, **form.cleaned_data, acting=acting(request))
        messages.success(request, "已作废。")
        return redirect(letter_page.address(found))
    context = context_of(found) | {"form": form, "step": "作废", "page": None}
    return render(request, "desk/letter_step.html", context)


@require_safe
def download(request: StaffRequest, code: str, letter: int, kind: str, **of: int) -> FileResponse:
    """The letter as a file: as it was signed, or as a draft that says so."""
    _, found = letter_of(request, code, letter, **of)
    if kind not in _RENDERING:
        raise Http404("没有这种文件格式。")
    title = case_letters.title_of(found, found.subject)
    if kept := str(found.pdf if kind == "pdf" else found.docx):
        return _file(files.read(kept), f"{found.number}{title}.{kind}")
    if erased := erasure_of(found.subject):
        raise NotAllowed(f"这份文书已于{erased.erased_on:%Y-%m-%d}按保存期限清除，不能再下载。")
    composed = facts.composed(found, on=timezone.localdate(), calendar=calendar())
    content = _RENDERING[kind](letter_page.as_draft(composed.document))
    return _file(content, f"{title}（草稿）.{kind}")


@require_safe
def registration(request: StaffRequest, code: str, pk: int) -> FileResponse:
    """The registration form (登记表) of the case, for the file."""
    _, application = case_found(request, code, pk)
    today = timezone.localdate()
    case = facts.case_facts(application, on=today, calendar=calendar())
    text = text_of(REGISTRATION, application.received_on)
    document = compose_from(text, facts.on_file(case), edits={}).document
    return _file(render_pdf(document), f"{application.number}登记表.pdf")


def letter_of(
    request: StaffRequest, code: str, letter: int, *, pk: int = 0, record: int = 0
) -> tuple[Agency, Letter]:
    """The letter an address names, if the person may read its subject: case `pk`, or a `record`.

    Raises: Http404.
    """
    if record:
        agency, correction = record_found(request, code, record)
        found = get_object_or_404(correction.letters, pk=letter)
        found.record_correction = correction
        return agency, found
    agency, application = case_found(request, code, pk)
    found = get_object_or_404(application.letters, pk=letter)
    found.application = application
    return agency, found


def context_of(letter: Letter) -> dict[str, Any]:
    """What every page of a letter shows: its way there, its title, the addresses of its pages."""
    return {
        "agency": letter.subject.agency,
        "letter": letter,
        "kind": KINDS[letter.kind],
        "title": case_letters.title_of(letter, letter.subject),
        "erased": erasure_of(letter.subject),
        "above": letter_page.above(letter),
        "at": partial(letter_page.address, letter),
        "back": letter_page.address(letter),
    }


def _file(content: bytes, name: str) -> FileResponse:
    return FileResponse(ContentFile(content), as_attachment=True, filename=name)
