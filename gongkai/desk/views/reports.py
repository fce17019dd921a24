"""Annual reports: the list, one report as it is printed, its texts, its files."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.desk import report_page
from gongkai.desk.overview import report_deadline
from gongkai.desk.report_forms import CompileForm, TextForm
from gongkai.law.report_forms import FORMS
from gongkai.publication.models import Finding
from gongkai.reports import queries
from gongkai.reports.exports import FORMATS
from gongkai.reports.models import AnnualReport
from gongkai.reports.transitions import text as texts
from gongkai.reports.transitions.report import CompileEntry, compile_report
from gongkai.reports.wording import Wording
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def reports(request: StaffRequest, code: str) -> HttpResponse:
    """The agency's reports by year, and a form to begin one."""
    agency = readable_agency(request.user, code)
    found, today = list(queries.reports_of(agency)), timezone.localdate()
    form = CompileForm(request.POST or None, today=today, begun=[one.year for one in found])
    if request.method == "POST" and form.is_valid():
        try:
            report = compile_report(
                agency, CompileEntry(**form.cleaned_data), acting=acting(request)
            )
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("desk:report", code, report.year)
    context = {
        "agency": agency,
        "rows": [
            (one, FORMS[one.form].name, report_deadline(agency, one.year, calendar()))
            for one in found
        ],
        "form": form,
        "due_year": today.year - 1,
        "deadline": report_deadline(agency, today.year - 1, calendar()),
        "may_compile": policies.may(request.user, Action.REPORT_COMPILE, agency),
    }
    return render(request, "desk/reports.html", context)


@require_safe
def report(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """The report as it will be printed, with its findings, its steps and its files."""
    agency, found = _opened(request, code, year)
    page = report_page.page_of(request.user, agency, found)
    context = {
        "agency": agency,
        "page": page,
        "formats": FORMATS,
        "decisions": Finding.Decision.choices,
    }
    return render(request, "desk/report.html", context)


@require_safe
def download(request: StaffRequest, code: str, year: int, kind: str) -> HttpResponse:
    """The report as a file; once it is published, exactly what was published."""
    agency, found = _opened(request, code, year)
    if kind not in FORMATS:
        raise Http404("没有这种文件格式。")
    snapshot = report_page.snapshot_now(agency, found)
    name = f"{snapshot.document.title}.{kind}".replace("\n", "")
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        FORMATS[kind].render(snapshot),
        FORMATS[kind].content_type,
        headers={"Content-Disposition": disposition},
    )


@require_http_methods(["GET", "POST"])
def text(request: StaffRequest, code: str, year: int, paragraph: str) -> HttpResponse:
    """The wording of one paragraph: shown, edited, or given back to the form."""
    agency, found = _opened(request, code, year)
    policies.permit(request.user, Action.REPORT_EDIT, agency)
    wording = _wording(agency, found, paragraph)
    form = TextForm(request.POST or None, initial={"text": wording.text})
    if request.method == "POST" and form.is_valid():
        try:
            _write(found, paragraph, request.POST, form.cleaned_data["text"], request)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect(report_page.address(found) + f"#text-{paragraph}")
    context = {"agency": agency, "report": found, "wording": wording, "form": form}
    part = request.htmx  # type: ignore[attr-defined]
    return render(request, "desk/_report_text.html" if part else "desk/report_text.html", context)


def _write(
    report: AnnualReport,
    paragraph: str,
    posted: Mapping[str, Any],
    words: str,
    request: StaffRequest,
) -> None:
    if "reset" in posted:
        texts.reset(report.pk, paragraph, acting=acting(request))
        messages.success(request, "已恢复为格式的文字。")
    else:
        texts.word(report.pk, paragraph, text=words, acting=acting(request))
        messages.success(request, "已保存文字，报告需要重新核对。")


def _wording(agency: Agency, report: AnnualReport, paragraph: str) -> Wording:
    wordings = report_page.computed_now(agency, report).wordings
    if paragraph not in wordings:
        raise Http404("该报告格式没有这一段。")
    return wordings[paragraph]


def _opened(request: StaffRequest, code: str, year: int) -> tuple[Agency, AnnualReport]:
    agency = readable_agency(request.user, code)
    found = queries.report_on(agency, year)
    if found is None:
        raise Http404(f"{year}年度的报告还没有编制，请先在“年度报告”中开始编制。")
    return agency, found
