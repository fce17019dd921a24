"""The steps of a report: compile, word, check, review, approve, return, publish.

    draft ──check──▶ checked ──review, approve──▶ approved ──publish──▶ published
      ▲                 │ edit, return                │ return
      └─────────────────┴─────────────────────────────┘

Whoever signs, signs a digest of the figures, names and wording; when the records change
them in between, the report must be checked again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.report_forms import Finding, NoFormError, Severity, form, form_for
from gongkai.ledgers import records
from gongkai.publication.models import SecrecyReview
from gongkai.reports import queries
from gongkai.reports.compose import ComputedReport, compose
from gongkai.reports.frozen import finding_key
from gongkai.reports.models import (
    AnnualReport,
    ReportApproval,
    ReportCheck,
    ReportReturn,
    ReportReview,
)
from gongkai.reports.scanning import refuse_unsettled

CHANGED = "核对以后数据或者文字有变化，请重新核对。"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileEntry:
    """Which report to begin; without a form the usual one of the year."""

    year: int
    form: str = ""


@transaction.atomic
def compile_report(agency: Agency, entry: CompileEntry, *, acting: Acting) -> AnnualReport:
    """Begin the report on a year (编制).

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十九条、第五十条; 政府信息公开条例(2007) 第三十一条.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    permit(acting.by, Action.REPORT_COMPILE, agency)
    if entry.year > acting.today.year:
        raise NotAllowed("该年度还没有开始，不能编制报告。", field="year")
    if AnnualReport.objects.filter(agency=agency, year=entry.year).exists():
        raise NotAllowed(f"{entry.year}年度的报告已经编制，请直接打开。", field="year")
    report = AnnualReport(
        agency=agency,
        year=entry.year,
        form=_form_code(entry),
        status=AnnualReport.Status.DRAFT,
        compiler=person_of(acting.by),
        compiled_on=acting.today,
    )
    return records.enter(report, action=Action.REPORT_COMPILE, acting=acting)


@transaction.atomic
def check(report_id: int, *, reasons: Mapping[str, str], acting: Acting) -> ReportCheck:
    """Check the figures and the wording; an error must be repaired, or explained in `reasons`.

    `reasons` are by `finding_key`.

    Raises: NotAllowed.
    """
    report = locked(report_id)
    permit(acting.by, Action.REPORT_CHECK, report.agency)
    if report.status not in (AnnualReport.Status.DRAFT, AnnualReport.Status.CHECKED):
        raise NotAllowed("已审签或者已发布的报告不能核对；需要修改的，请先退回。")
    computed = computed_now(report, acting)
    _refuse_unexplained(computed.findings, reasons)
    checked = ReportCheck(
        report=report,
        checked_by=person_of(acting.by),
        checked_on=acting.today,
        findings=[
            {
                "key": finding_key(finding),
                "severity": finding.severity.value,
                "code": finding.code,
                "message": finding.message,
                "keys": [str(ref) for ref in finding.keys],
                "reason": reasons.get(finding_key(finding), "").strip(),
            }
            for finding in computed.findings
        ],
        figures_digest=computed.digest,
    )
    checked.save(force_insert=True)
    move(report, AnnualReport.Status.CHECKED)
    log.record(Action.REPORT_CHECK, report, acting, digest=checked.figures_digest)
    return checked


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """The conclusion of the secrecy review, and on what it rests."""

    conclusion: str
    basis: str


@transaction.atomic
def review(report_id: int, entry: ReviewEntry, *, acting: Acting) -> ReportReview:
    """Review the checked report for secrets; nobody reviews what they compiled.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第十七条 (2007: 第十四条): 先审查、后公开.
    """
    report = locked(report_id)
    permit(acting.by, Action.REPORT_REVIEW, report.agency)
    checked = _checked(report)
    reviewer = person_of(acting.by)
    if reviewer.pk == report.compiler_id:
        raise NotAllowed("编制人不能审查自己编制的报告，请由其他保密审查员审查。")
    computed = computed_now(report, acting)
    _refuse_changed(checked, computed)
    if entry.conclusion == SecrecyReview.Conclusion.MAY_DISCLOSE:
        refuse_unsettled(report, computed.document)
    reviewed = ReportReview(
        reviewed_check=checked,
        reviewer=reviewer,
        reviewed_on=acting.today,
        conclusion=entry.conclusion,
        basis=entry.basis,
    )
    records.validate(reviewed)
    reviewed.save(force_insert=True)
    log.record(Action.REPORT_REVIEW, report, acting, conclusion=entry.conclusion)
    return reviewed


@transaction.atomic
def approve(report_id: int, *, acting: Acting) -> ReportApproval:
    """Sign the report for publication (审签).

    Raises: NotAllowed.
    """
    report = locked(report_id)
    permit(acting.by, Action.REPORT_APPROVE, report.agency)
    checked = _checked(report)
    reviewed = queries.latest_review(checked)
    if reviewed is None or reviewed.conclusion != SecrecyReview.Conclusion.MAY_DISCLOSE:
        raise NotAllowed("报告还没有经过保密审查并得出“可以公开”的结论，不能审签。")
    computed = computed_now(report, acting)
    _refuse_changed(checked, computed)
    refuse_unsettled(report, computed.document)
    approval = ReportApproval(
        approved_check=checked, approver=person_of(acting.by), approved_on=acting.today
    )
    approval.save(force_insert=True)
    move(report, AnnualReport.Status.APPROVED)
    log.record(Action.REPORT_APPROVE, report, acting, digest=checked.figures_digest)
    return approval


@transaction.atomic
def return_report(report_id: int, *, corrections: str, acting: Acting) -> ReportReturn:
    """Send a checked or approved report back to its compiler.

    Raises: NotAllowed.
    """
    report = locked(report_id)
    permit(acting.by, Action.REPORT_RETURN, report.agency)
    if report.status not in (AnnualReport.Status.CHECKED, AnnualReport.Status.APPROVED):
        raise NotAllowed("只有已核对或者已审签、尚未发布的报告可以退回。")
    if not corrections.strip():
        raise NotAllowed("请写明需要修改什么。", field="corrections")
    returned = ReportReturn(
        report=report,
        returned_by=person_of(acting.by),
        returned_on=acting.today,
        corrections=corrections.strip(),
    )
    returned.save(force_insert=True)
    move(report, AnnualReport.Status.DRAFT)
    log.record(Action.REPORT_RETURN, report, acting, reason=returned.corrections)
    return returned


def locked(report_id: int) -> AnnualReport:
    """The report, locked until the transaction ends."""
    return (
        AnnualReport.objects.select_for_update(of=("self",))
        .select_related("agency__superior", "compiler")
        .get(pk=report_id)
    )


def computed_now(report: AnnualReport, acting: Acting) -> ComputedReport:
    """The report as the records have it at the moment of the act."""
    return compose(
        report.agency,
        report.year,
        form=form(report.form),
        dated=acting.today,
        calendar=acting.calendar,
    )


def _form_code(entry: CompileEntry) -> str:
    try:
        chosen = form(entry.form) if entry.form else form_for(entry.year)
    except NoFormError as refusal:
        raise NotAllowed(str(refusal), field="form") from None
    applies = chosen.applies_to(entry.year)
    if not applies.applies:
        raise NotAllowed(applies.warning, field="form")
    return chosen.code


def move(report: AnnualReport, status: AnnualReport.Status) -> None:
    report.status = status
    report.save(update_fields=["status"])


def latest_check(report: AnnualReport) -> ReportCheck:
    checked = queries.latest_check(report)
    if checked is None:
        raise NotAllowed("报告还没有核对，请先核对。")
    return checked


def _checked(report: AnnualReport) -> ReportCheck:
    if report.status != AnnualReport.Status.CHECKED:
        raise NotAllowed("只有已核对、尚未审签的报告可以审查和审签。")
    return latest_check(report)


def _refuse_changed(checked: ReportCheck, computed: ComputedReport) -> None:
    if checked.figures_digest != computed.digest:
        raise NotAllowed(CHANGED)


def _refuse_unexplained(findings: Sequence[Finding], reasons: Mapping[str, str]) -> None:
    open_errors = [
        finding
        for finding in findings
        if finding.severity is Severity.ERROR and not reasons.get(finding_key(finding), "").strip()
    ]
    if open_errors:
        raise NotAllowed(
            f"还有{len(open_errors)}处错误没有改正，也没有说明理由：{open_errors[0].message}"
        )
