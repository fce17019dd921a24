"""An application online: agency, form, check, receipt; nobody needs an account.

The answers travel as hidden fields from the form to the check and back; nothing is kept until
the application is sent, or the applicant saves a draft.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import registering
from gongkai.applications import codes
from gongkai.applications.models import Submission
from gongkai.applications.queries import deadline_of
from gongkai.calendars.queries import calendar
from gongkai.law.clock import reply_deadline
from gongkai.law.counting import chinese_day
from gongkai.portal import agency_parts, apply_paper, transitions
from gongkai.portal.apply_forms import ApplyForm, CodeForm, PapersForm
from gongkai.portal.directory import Place, standing
from gongkai.portal.models import Draft
from gongkai.portal.privacy import private
from gongkai.portal.search_query import LONGEST_TEXT
from gongkai.portal.similar_items import similar_items
from gongkai.search.storage import IndexOutdated
from gongkai.web import qr_codes
from gongkai.web.gates import Gate, status_of
from gongkai.web.page_cache import depends_on
from gongkai.web.rate_limits import Limit, TooOften, source_of, take

_GATE = Gate(name="apply", sentence="从您的网络提交的申请太多", per_hour=20)
_SAVING = Limit("apply-draft", "从您的网络保存的草稿太多", 20, timedelta(hours=1))
_OPENING = Limit("apply-draft, opening", "续填码试得太多", 20, timedelta(hours=1))
_NO_DRAFT = "没有这份草稿：续填码可能写错了，或者已经满30天删除。请核对后再试。"
Context = dict[str, Any]


@csrf_exempt  # no account stands behind it, so no other site could misuse one
@private
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """The page for what was pressed; at first the form, or the agencies to choose from."""
    code = request.POST.get("agency") or request.GET.get("agency", "")
    answering = Q(agency__in=registering())
    chosen = standing(answering & Q(agency__code=code), today=timezone.localdate())
    place = next(iter(chosen), None)
    if place is None:
        found = standing(answering, today=timezone.localdate())
        context = {"places": found, "is_unknown": bool(code)}
        return render(request, "portal/apply_agencies.html", context)
    if request.method != "POST":
        return _form(request, place, ApplyForm())
    return _STEPS.get(request.POST.get("step", ""), _edit)(request, place)


@csrf_exempt
@private
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Go on with a draft: its code is posted, never part of an address."""
    form, at = CodeForm(request.POST or None), timezone.localtime()
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            take(_OPENING, source_of(request), at=at)
            agency, answers = transitions.open_draft(code, at=at, calendar=calendar())
        except (Draft.DoesNotExist, TooOften) as refusal:
            form.add_error("code", str(refusal) if isinstance(refusal, TooOften) else _NO_DRAFT)
        else:
            place = _place(agency.code)
            return _form(request, place, ApplyForm(initial=answers), draft=code, was_saved=True)
    return render(request, "portal/apply_draft.html", {"form": form})


@csrf_exempt  # it reads what anybody may read
@private
@login_not_required
@require_POST
def similar(request: HttpRequest) -> JsonResponse:
    """What is public already, while one types; posted, for addresses stand in logs."""
    try:
        hits = similar_items(request.POST.get("wanted", "")[:LONGEST_TEXT])
    except IndexOutdated:
        hits = []
    items = [{"title": hit.title.striptags(), "address": hit.address} for hit in hits]
    return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The form on paper, to print and fill in by hand."""
    depends_on(request, f"agency:{code}", "agencies")
    today = timezone.localdate()
    place = _place(code)
    content = apply_paper.pdf(place, agency_parts.office_of(place, today), today)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote('政府信息公开申请表.pdf')}"
    return answer


def _edit(request: HttpRequest, place: Place) -> HttpResponse:
    """Back from the check."""
    return _form(request, place, _as_typed(request))


def _look(request: HttpRequest, place: Place) -> HttpResponse:
    """Whether it is public already."""
    form = _as_typed(request)
    wanted = str(form.initial.get("wanted", "")).strip()[:LONGEST_TEXT]
    looked: Context = {"wanted": wanted, "hits": [], "is_broken": False}
    try:
        looked["hits"] = similar_items(wanted)
    except IndexOutdated:
        looked["is_broken"] = True
    return _form(request, place, form, looked=looked)


def _check(request: HttpRequest, place: Place) -> HttpResponse:
    """What will be sent, and what then happens by when."""
    form = ApplyForm(request.POST)
    if not form.is_valid():
        return _form(request, place, form)
    return _checked(request, place, form, PapersForm(), at=timezone.localtime())


def _save(request: HttpRequest, place: Place) -> HttpResponse:
    """Keep what was typed, right or not."""
    form, at = ApplyForm(request.POST), timezone.localtime()
    try:
        take(_SAVING, source_of(request), at=at)
    except TooOften as refusal:
        again = _as_typed(request)
        return _form(request, place, again, refusal=str(refusal), status=429)
    code = transitions.save_draft(
        Agency.objects.get(pk=place.pk),
        form.typed(),
        code=request.POST.get("draft", ""),
        today=at.date(),
    )
    context = {"place": place, "code": code, "until": at.date() + transitions.KEPT}
    return render(request, "portal/apply_saved.html", context)


def _send(request: HttpRequest, place: Place) -> HttpResponse:
    """Send it in; the receipt is this answer, for the code is nowhere else.

    The form that was sent and got no answer gets its receipt when it is sent again.
    """
    form, at, code = ApplyForm(request.POST), timezone.localtime(), _code(request)
    agency = Agency.objects.get(pk=place.pk)
    if twice := transitions.submitted(agency, code):
        return _receipt(request, place, twice, code)
    if not form.is_valid():
        return _form(request, place, form)
    papers = PapersForm(request.POST, request.FILES)
    if papers.is_valid() and _GATE.admits(request, papers, at=at):
        if form.cleaned_data["website"]:
            return render(request, "portal/apply_agencies.html", {"places": [], "is_unknown": True})
        try:
            taken = transitions.submit(
                agency,
                form.entry(),
                papers.envelope(code),
                at=at,
                calendar=calendar(),
            )
            return _receipt(request, place, taken, code)
        except NotAllowed as refusal:
            field = refusal.field if refusal.field in papers.fields else None
            papers.add_error(field, str(refusal))
    return _checked(request, place, form, papers, at=at)


_STEPS: dict[str, Callable[[HttpRequest, Place], HttpResponse]] = {
    "look": _look,
    "check": _check,
    "save": _save,
    "send": _send,
}


def _code(request: HttpRequest) -> str:
    """The query code that the page proposed, or another one: by it a form is known again."""
    code = request.POST.get("code", "")
    return code if codes.is_code(code) else codes.new_code()


def _as_typed(request: HttpRequest) -> ApplyForm:
    """The form with what was typed, without complaints."""
    return ApplyForm(initial=ApplyForm(request.POST).typed())


def _form(
    request: HttpRequest, place: Place, form: ApplyForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "place": place,
        "form": form,
        "office": agency_parts.office_of(place, timezone.localdate()),
        "draft": request.POST.get("draft", ""),
        "looked": None,
        "refusal": "",
        "was_saved": False,
        **more,
    }
    return render(request, "portal/apply.html", context, status=status)


def _checked(
    request: HttpRequest, place: Place, form: ApplyForm, papers: PapersForm, *, at: datetime
) -> HttpResponse:
    due = reply_deadline(at.date(), calendar())
    context = {
        "place": place,
        "form": form,
        "papers": papers,
        "code": _code(request),
        "draft": request.POST.get("draft", ""),
        "today": at.date(),
        "due_on": chinese_day(due.due_on),
        "proof": _GATE.proof(request, at=at),
    }
    return render(request, "portal/apply_check.html", context, status=status_of(papers))


def _receipt(request: HttpRequest, place: Place, submission: Submission, code: str) -> HttpResponse:
    application = submission.application
    if application is None:
        raise NotAllowed("申请没有登记成功，请稍后再试，或者打电话联系本机关。")
    found = deadline_of(application, calendar())
    status = request.build_absolute_uri(reverse("portal:applications"))
    at = timezone.localtime(submission.came_at)
    context = {
        "place": place,
        "application": application,
        "code": code,
        "found": found,
        "due_on": chinese_day(found.due_on),
        "office": agency_parts.office_of(place, at.date()),
        "at": at,
        "status": status,
        "qr": qr_codes.drawn(f"{status}#{quote(application.number)}"),
    }
    return render(request, "portal/apply_receipt.html", context)


def _place(code: str) -> Place:
    found = standing(Q(agency__code=code), today=timezone.localdate())
    if not found:
        raise Http404("没有这个机关，请从机关目录中选择。")
    return found[0]
