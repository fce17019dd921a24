"""The steps of a report: check, review, approval, return, publication."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.desk import report_page
from gongkai.desk.report_forms import CheckForm, ReturnForm, ReviewForm
from gongkai.law.report_forms import Severity
from gongkai.reports import queries
from gongkai.reports.frozen import finding_key
from gongkai.reports.models import AnnualReport
from gongkai.reports.transitions import report as transitions
from gongkai.reports.transitions.findings import DecisionEntry, decide
from gongkai.reports.transitions.publication import publish
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def check(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """Check the figures; an error that stays needs a reason."""
    agency, report = _opened(request, code, year, Action.REPORT_CHECK)
    computed = report_page.computed_now(agency, report)
    errors = {
        finding_key(finding): finding.message
        for finding in computed.findings
        if finding.severity is Severity.ERROR
    }
    form = CheckForm(errors, request.POST if request.method == "POST" else None)
    lead = f"发现{len(errors)}处错误。" if errors else "没有发现错误。核对后即可送保密审查。"
    return _step(
        request,
        report,
        form,
        lambda: transitions.check(report.pk, reasons=form.cleaned_data, acting=acting(request)),
        words=("核对", lead, "完成核对"),
    )


@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """Review the report for secrets."""
    _, report = _opened(request, code, year, Action.REPORT_REVIEW)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    return _step(
        request,
        report,
        form,
        lambda: transitions.review(
            report.pk, transitions.ReviewEntry(**form.cleaned_data), acting=acting(request)
        ),
        words=(
            "保密审查",
            "逐项审查报告的文字和数据，编制人不能审查自己编制的报告。",
            "提交审查结论",
        ),
    )


@require_POST
def decision(request: StaffRequest, code: str, year: int, key: str) -> HttpResponse:
    """Decide one finding of the scan."""
    _, report = _opened(request, code, year, Action.REPORT_DECIDE)
    entry = DecisionEntry(
        key=key,
        decision=request.POST.get("decision", ""),
        basis=request.POST.get("basis", ""),
    )
    try:
        decided = decide(report.pk, entry, acting=acting(request))
        messages.success(request, f"“{decided.excerpt}”：{decided.get_decision_display()}。")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(report_page.address(report) + "#scan")


@require_http_methods(["GET", "POST"])
def approval(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """Sign the report."""
    _, report = _opened(request, code, year, Action.REPORT_APPROVE)
    return _step(
        request,
        report,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda: transitions.approve(report.pk, acting=acting(request)),
        words=("审签", "审签以后数据或者文字有变化的，须退回重新核对。", "同意发布"),
    )


@require_http_methods(["GET", "POST"])
def return_(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """Send the report back."""
    _, report = _opened(request, code, year, Action.REPORT_RETURN)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    return _step(
        request,
        report,
        form,
        lambda: transitions.return_report(
            report.pk, corrections=form.cleaned_data["corrections"], acting=acting(request)
        ),
        words=("退回", "报告退回编制人修改，修改后重新核对。", "退回修改"),
    )


@require_http_methods(["GET", "POST"])
def publication(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """Publish the report: it becomes a public item and does not change any more."""
    _, report = _opened(request, code, year, Action.REPORT_PUBLISH)
    return _step(
        request,
        report,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda: publish(report.pk, acting=acting(request)),
        words=(
            "发布",
            "报告发布后成为公开信息，数据和文字不再改变；以后记录有变化，会在报告页面列出差异。",
            "确认发布",
        ),
    )


def _step(
    request: StaffRequest,
    report: AnnualReport,
    form: forms.Form,
    act: Callable[[], object],
    *,
    words: tuple[str, str, str],
) -> HttpResponse:
    """Show one step, or take it; `words` are its title, what it means, and its button."""
    title, lead, button = words
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"{title}已完成。")
            return redirect(report_page.address(report))
    context: dict[str, Any] = {
        "agency": report.agency,
        "report": report,
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
    }
    return render(request, "desk/report_step.html", context)


def _opened(
    request: StaffRequest, code: str, year: int, action: Action
) -> tuple[Agency, AnnualReport]:
    agency = readable_agency(request.user, code)
    report = queries.report_on(agency, year)
    if report is None:
        raise Http404(f"{year}年度的报告还没有编制。")
    policies.permit(request.user, action, agency)
    return agency, report
