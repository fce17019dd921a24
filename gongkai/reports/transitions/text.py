"""The wording of a report's paragraphs."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.report_forms import TemplateError, form
from gongkai.reports.models import AnnualReport, ReportText
from gongkai.reports.transitions.report import locked
from gongkai.reports.wording import editable_codes, edited_runs


@transaction.atomic
def word(report_id: int, paragraph: str, *, text: str, acting: Acting) -> ReportText:
    """Word a paragraph; figures stay placeholders in it, and a checked report must be rechecked.

    Raises: NotAllowed.
    """
    report = _open(report_id, paragraph, acting)
    try:
        edited_runs(text, where="这一段")
    except TemplateError as refusal:
        raise NotAllowed(str(refusal), field="text") from None
    before = ReportText.objects.filter(report=report, paragraph=paragraph).first()
    edited = before or ReportText(report=report, paragraph=paragraph)
    was, edited.text, edited.edited_at = edited.text, text, acting.at
    edited.save()
    _back_to_draft(report)
    log.record(Action.REPORT_EDIT, report, acting, paragraph=paragraph, changes=[was, text])
    return edited


@transaction.atomic
def reset(report_id: int, paragraph: str, *, acting: Acting) -> None:
    """Give a paragraph back the wording of the form; the log keeps what it was.

    Raises: NotAllowed.
    """
    report = _open(report_id, paragraph, acting)
    edited = ReportText.objects.filter(report=report, paragraph=paragraph).first()
    if edited is None:
        raise NotAllowed("这一段没有改动过，无需恢复。")
    was = edited.text
    edited.delete()
    _back_to_draft(report)
    log.record(Action.REPORT_EDIT, report, acting, paragraph=paragraph, changes=[was, ""])


def _open(report_id: int, paragraph: str, acting: Acting) -> AnnualReport:
    report = locked(report_id)
    permit(acting.by, Action.REPORT_EDIT, report.agency)
    if report.status not in (AnnualReport.Status.DRAFT, AnnualReport.Status.CHECKED):
        raise NotAllowed("已审签或者已发布的报告不能改文字；需要修改的，请先退回。")
    if paragraph not in editable_codes(form(report.form)):
        raise NotAllowed("该报告格式没有这一段。")
    return report


def _back_to_draft(report: AnnualReport) -> None:
    if report.status != AnnualReport.Status.DRAFT:
        report.status = AnnualReport.Status.DRAFT
        report.save(update_fields=["status"])
