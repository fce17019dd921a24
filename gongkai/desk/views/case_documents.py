"""The searches and the documents of a case: recorded, listed, judged, arranged, removed."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import findings
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.visibility import public_items
from gongkai.desk.case_documents import document_row, document_rows, former_lists
from gongkai.desk.case_found import case_found
from gongkai.desk.finding_forms import (
    DescriptionForm,
    DocumentForm,
    JudgementForm,
    SearchForm,
    is_offered,
    judgement_choices,
)
from gongkai.desk.views.draft_uploads import limits
from gongkai.intake.archives import Refused
from gongkai.intake.files import recognise
from gongkai.web.requests import StaffRequest, acting

_SHOWN = 20


@require_http_methods(["GET", "POST"])
def searches(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The searches that were made; another is recorded."""
    agency, application = case_found(request, code, pk)
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            findings.record_search(application.pk, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            _add(form, refusal)
        else:
            messages.success(request, "已登记检索记录。")
            return redirect("desk:case-searches", code, pk)
    context = {
        "agency": agency,
        "application": application,
        "form": form,
        "searches": application.searches.select_related("searched_by").order_by("pk"),
        "obstacle": obstacle(lambda: policies.permit_search(request.user, application)),
    }
    return render(request, "desk/case_searches.html", context)


@require_http_methods(["GET", "POST"])
def documents(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The list of documents; one is added by description, with its file, or as a public item."""
    agency, application = case_found(request, code, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if "item" in request.POST:
            return _item_added(request, application)
        if form.is_valid() and (added := _added(request, application, form)):
            messages.success(request, "已登记，请提出处理意见。")
            return redirect("desk:found-document", code, pk, added.pk)
    words = request.GET.get("q", "").strip()
    change = obstacle(
        lambda: policies.permit_inventory(request.user, Action.DOCUMENT_ADD, application)
    )
    context = {
        "agency": agency,
        "application": application,
        "form": form,
        "rows": document_rows(application),
        "former": former_lists(application),
        "words": words,
        "found": _public(words) if words else [],
        "obstacle": change,
    }
    return render(request, "desk/found_documents.html", context)


@require_http_methods(["GET", "POST"])
def document(request: StaffRequest, code: str, pk: int, document: int) -> HttpResponse:
    """One document with its judgement; the form's fields follow what was chosen."""
    agency, found = document_found(request, code, pk, document)
    choices = judgement_choices(found)
    given = request.POST.get("choice") or request.GET.get("choice") or _choice(found)
    choice = given if is_offered(given, choices) else ""
    form = JudgementForm(request.POST or None, document=found, choice=choice)
    if request.method == "POST" and form.is_valid():
        try:
            findings.judge(found.pk, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            _add(form, refusal)
        else:
            messages.success(request, "已保存处理意见。")
            return redirect("desk:found-document", code, pk, found.pk)
    context = _context(agency, found) | {
        "form": form,
        "choices": choices,
        "choice": choice,
        "obstacle": obstacle(
            lambda: policies.permit_document(request.user, Action.DOCUMENT_JUDGE, found)
        ),
        "unopened": obstacle(lambda: policies.permit_original(request.user, found)),
        "uncopied": obstacle(lambda: policies.permit_copy(request.user, found)),
        "unmarkable": obstacle(
            lambda: policies.permit_marking(request.user, Action.DOCUMENT_MARK, found)
        ),
        "row": document_row(found),
    }
    return render(request, "desk/found_document.html", context)


@require_http_methods(["GET", "POST"])
def description(request: StaffRequest, code: str, pk: int, document: int) -> HttpResponse:
    """Correct what a document is called."""
    agency, found = document_found(request, code, pk, document)
    policies.permit_document(request.user, Action.DOCUMENT_DESCRIBE, found)
    known = {name: getattr(found, name) for name in ("title", "document_number", "dated")}
    form = DescriptionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            findings.describe(found.pk, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            _add(form, refusal)
        else:
            messages.success(request, "已更正。")
            return redirect("desk:found-document", code, pk, found.pk)
    return render(
        request, "desk/found_document_description.html", _context(agency, found) | {"form": form}
    )


@require_POST
def position(request: StaffRequest, code: str, pk: int, document: int) -> HttpResponse:
    """Move a document to another place in the list."""
    _, found = document_found(request, code, pk, document)
    wanted = request.POST.get("position", "")
    place = int(wanted) if wanted.isdecimal() else 0
    findings.arrange(found.pk, position=place, acting=acting(request))
    return redirect("desk:found-documents", code, pk)


@require_http_methods(["GET", "POST"])
def removal(request: StaffRequest, code: str, pk: int, document: int) -> HttpResponse:
    """Take a document off the list, after a question."""
    agency, found = document_found(request, code, pk, document)
    policies.permit_document(request.user, Action.DOCUMENT_REMOVE, found)
    if request.method == "POST":
        findings.remove(found.pk, acting=acting(request))
        messages.success(request, f"已移除“{found.title}”。")
        return redirect("desk:found-documents", code, pk)
    return render(request, "desk/found_document_removal.html", _context(agency, found))


def document_found(
    request: StaffRequest, code: str, pk: int, document: int
) -> tuple[Agency, FoundDocument]:
    """The document an address names, if the person may read its case. Raises: Http404."""
    agency, application = case_found(request, code, pk)
    found = get_object_or_404(application.found_documents.select_related("item"), pk=document)
    found.application = application
    return agency, found


def _context(agency: Agency, found: FoundDocument) -> dict[str, Any]:
    return {"agency": agency, "application": found.application, "document": found}


def _choice(found: FoundDocument) -> str:
    return f"{found.judgement}:{found.ground}" if found.ground else found.judgement


def _added(
    request: StaffRequest, application: Application, form: DocumentForm
) -> FoundDocument | None:
    """The new document; None where it was refused, which the form then says."""
    answers = form.cleaned_data
    upload = answers.pop("file")
    content = upload.read() if upload else b""
    try:
        known = recognise(content, upload.name, limits()) if upload else None
        entry = findings.DocumentEntry(**answers, file=known, content=content)
        return findings.add_document(
            application.pk, entry, most_bytes=settings.ITEM_FILES_BYTES, acting=acting(request)
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
    except NotAllowed as refusal:
        _add(form, refusal)
    return None


def _item_added(request: StaffRequest, application: Application) -> HttpResponse:
    wanted = request.POST["item"]
    entry = findings.DocumentEntry(item_id=int(wanted) if wanted.isdecimal() else 0)
    findings.add_document(
        application.pk, entry, most_bytes=settings.ITEM_FILES_BYTES, acting=acting(request)
    )
    messages.success(request, "已列入清单，处理意见为已主动公开。")
    return redirect("desk:found-documents", application.agency.code, application.pk)


def _public(words: str) -> QuerySet[DisclosureItem]:
    """Public items of any agency with these words in their title or as a number."""
    named = Q(title__contains=words) | Q(document_number__contains=words) | Q(index_number=words)
    found = public_items().filter(named).select_related("agency")
    return found.order_by("-published_on", "-pk")[:_SHOWN]


def _add(form: Any, refusal: NotAllowed) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
