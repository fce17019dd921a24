"""The applicant's own pages: entered with number and query code, left after half an hour."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.queries.submissions import by_number_and_code
from gongkai.calendars.queries import calendar
from gongkai.casework.models import ApplicantMessage
from gongkai.casework.policies.follow_up import permit_message, permit_rating
from gongkai.casework.queries import documents_given, letters_to
from gongkai.casework.transitions import follow_up
from gongkai.casework.transitions.follow_up import MessageEntry
from gongkai.catalog import files
from gongkai.law.counting import chinese_day
from gongkai.portal.case_forms import EntryForm, MessageForm, RatingForm
from gongkai.portal.case_page import MESSAGES, family_of, page_of
from gongkai.portal.directory import branch
from gongkai.portal.media_types import media_type_for
from gongkai.portal.privacy import enter, entered, leave, private
from gongkai.web.rate_limits import Limit, TooOften, give_back, source_of, take

_HOUR = timedelta(hours=1)
# Only wrong ones count. At a number only wrong ones are refused, for many people may share an
# address; the total ends all, so that no code is found by trying (it has 80 random bits).
_OF_NUMBER = Limit("query-code", "这个编号试得太多", 10, _HOUR)
_OF_SOURCE = Limit("query-code, source", "从您的网络查询失败太多", 60, _HOUR)
_WRONG = "编号或者查询码不对，请对照回执核对。查询码丢失的，请凭身份证明向办理机关询问。"
Kind = ApplicantMessage.Kind
View = Callable[..., HttpResponse]


def _of_applicant(view: View) -> View:
    """A page of the session's case, or of one told apart from it, which `part` numbers."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        root = entered(request, at=timezone.localtime())
        if root is None:
            return redirect("portal:applications")
        family = family_of(root)
        part = request.GET.get("part", "1")
        if not part.isdecimal() or not 1 <= int(part[:4]) <= len(family):
            raise Http404("没有这一件。")
        return view(request, family[int(part) - 1], *args, **kwargs)

    return private(login_not_required(shown))


@private
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def applications(request: HttpRequest) -> HttpResponse:
    """Number and query code; then where the case stands."""
    at = timezone.localtime()
    if request.method == "POST":
        return _entry(request, at)
    root = entered(request, at=at)
    if root is None:
        return render(request, "portal/applications.html", {"form": EntryForm()})
    family = family_of(root)
    part = request.GET.get("part", "1")
    place = int(part) if part.isdecimal() and len(part) < 4 else 1
    application = family[min(max(place, 1), len(family)) - 1]
    found = page_of(application, calendar(), today=at.date())
    context = {
        "page": found,
        "family": family,
        "part": family.index(application) + 1,
        "due_on": chinese_day(found.deadline.due_on) if found.deadline else "",
        "agency": application.agency.name_on(at.date()),
    }
    return render(request, "portal/application.html", context)


@private
@login_not_required
@require_POST
def departure(request: HttpRequest) -> HttpResponse:
    """Leave at once."""
    leave(request)
    return redirect("portal:applications")


@_of_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, application: Application, kind: str) -> HttpResponse:
    """Send something about the case."""
    if kind not in MESSAGES:
        raise Http404("没有这种事项。")
    if request.method != "POST":
        permit_message(application, kind)
    form = MessageForm(Kind(kind), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send(application, kind, form)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect(_back(request, "sent"))
    above = branch(application.agency.code)
    context = {
        "application": application,
        "kind": kind,
        "title": MESSAGES[Kind(kind)],
        **_asked(application),
        "form": form,
        "above": above.above[-1].name if above and above.above else "",
        "back": _back(request),
    }
    return render(request, "portal/application_message.html", context)


@_of_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, application: Application) -> HttpResponse:
    """Rate the handling, once."""
    if request.method != "POST":
        permit_rating(application)
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = timezone.localtime()
        try:
            follow_up.rate(application.pk, **form.cleaned_data, at=at, calendar=calendar())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(_back(request, "sent"))
    context = {"application": application, "form": form, "back": _back(request)}
    return render(request, "portal/application_rating.html", context)


@_of_applicant
@require_POST
def letter(request: HttpRequest, application: Application, pk: int) -> HttpResponse:
    """The PDF of a letter served here; posted, for that it was fetched is a fact to be kept."""
    found = next((row for row in letters_to(application) if row.pk == pk), None)
    if found is None:
        raise Http404("没有这份文书。")
    content = follow_up.fetch(found.pk, at=timezone.localtime(), calendar=calendar())
    return _file(content, f"{found.number}.pdf", "application/pdf")


@_of_applicant
@require_safe
def document(request: HttpRequest, application: Application, position: int) -> HttpResponse:
    """The released copy of a document that was given."""
    given = documents_given(application)
    found = next((row for row in given if row.position == position), None)
    if found is None:
        raise Http404("没有这份文件。")
    name = str(found.released.name)
    extension = name.rpartition(".")[2]
    return _file(files.read(name), f"{found.title}.{extension}", media_type_for(extension))


def _entry(request: HttpRequest, at: datetime) -> HttpResponse:
    form = EntryForm(request.POST)
    status = 200
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        source = source_of(request)
        try:
            take(_OF_SOURCE, source, at=at)
            if found := by_number_and_code(number, code):
                give_back(_OF_SOURCE, source, at=at)
                enter(request, found, at=at)
                return redirect("portal:applications")
            take(_OF_NUMBER, f"{number} {source}", at=at)
        except TooOften as refusal:
            form.add_error(None, str(refusal))
            status = 429
        else:
            form.add_error(None, _WRONG)
    return render(request, "portal/applications.html", {"form": form}, status=status)


def _send(application: Application, kind: str, form: MessageForm) -> None:
    upload = form.cleaned_data.get("content")
    entry = MessageEntry(
        kind=kind,
        text=form.cleaned_data["text"],
        filename=upload.name if upload else "",
        content=upload.read() if upload else b"",
    )
    follow_up.send_message(application.pk, entry, at=timezone.localtime(), calendar=calendar())


def _asked(application: Application) -> dict[str, Any]:
    """What the applicant was asked for; not what is only prepared."""
    correction = getattr(application, "correction", None)
    notice = getattr(application, "fee_notice", None)
    return {
        "correction": correction if correction and correction.asked_on else None,
        "fee_notice": notice if notice and notice.notified_on else None,
    }


def _back(request: HttpRequest, anchor: str = "") -> str:
    part = request.GET.get("part", "")
    query = f"?part={int(part)}" if part.isdecimal() else ""
    return f"{reverse('portal:applications')}{query}{'#' if anchor else ''}{anchor}"


def _file(content: bytes, filename: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer
