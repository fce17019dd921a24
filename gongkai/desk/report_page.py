"""What the page of one report shows: document, findings, steps, the next action, differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from gongkai.accounts.models import User
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.desk.overview import report_deadline
from gongkai.documents.html import render_block
from gongkai.documents.model import Document
from gongkai.law.report_forms import form
from gongkai.reports import queries
from gongkai.reports.compose import ComputedReport, compose
from gongkai.reports.frozen import Snapshot, snapshot_of, thawed
from gongkai.reports.models import AnnualReport, PublishedReport
from gongkai.reports.scanning import Judged, judged
from gongkai.reports.wording import editable_codes

SEVERITIES = {"error": "错误", "warning": "疑问", "note": "提示"}
# What may be done in which state: label, name of the address, action.
ACTIONS: Mapping[str, tuple[tuple[str, str, Action], ...]] = {
    "draft": (("核对", "report-check", Action.REPORT_CHECK),),
    "checked": (
        ("保密审查", "report-review", Action.REPORT_REVIEW),
        ("审签", "report-approval", Action.REPORT_APPROVE),
        ("重新核对", "report-check", Action.REPORT_CHECK),
        ("退回", "report-return", Action.REPORT_RETURN),
    ),
    "approved": (
        ("发布", "report-publication", Action.REPORT_PUBLISH),
        ("退回", "report-return", Action.REPORT_RETURN),
    ),
    "published": (),
}
NEXT = (
    "请开始编制。",
    "下一步：经办人核对数据和文字。",
    "下一步：保密审查员审查（不能是编制人本人）。",
    "下一步：分管领导审签。",
    "下一步：公开工作机构负责人发布。",
    "报告已发布。",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the page; with `paragraph` its wording can be edited."""

    html: SafeString
    paragraph: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything on the page."""

    report: AnnualReport
    document: Document
    parts: Sequence[Part]
    findings: Sequence[Mapping[str, Any]]
    judged: Sequence[Judged]  # what must not be public, as the scan finds it
    may_decide: bool
    steps: Sequence[tuple[str, str]]  # step, "done", "current" or ""
    next_step: str
    actions: Sequence[tuple[str, str]]  # label, address
    deadline: date | None
    form_name: str
    is_changed: bool  # since it was checked
    publication: PublishedReport | None
    differences: Sequence[queries.Difference]


def address(report: AnnualReport) -> str:
    """The page of a report."""
    return reverse("desk:report", args=[report.agency.code, report.year])


def computed_now(agency: Agency, report: AnnualReport) -> ComputedReport:
    """The report as the records have it now."""
    return compose(
        agency,
        report.year,
        form=form(report.form),
        dated=timezone.localdate(),
        calendar=calendar(),
    )


def snapshot_now(agency: Agency, report: AnnualReport) -> Snapshot:
    """The report as it was published, else as the records have it now."""
    published = PublishedReport.objects.filter(report=report).first()
    return thawed(published) if published else snapshot_of(computed_now(agency, report))


def page_of(user: User, agency: Agency, report: AnnualReport) -> ReportPage:
    """The page of a report for a person."""
    computed = computed_now(agency, report)
    published = PublishedReport.objects.filter(report=report).first()
    snapshot = thawed(published) if published else snapshot_of(computed)
    checked = queries.latest_check(report)
    done = queries.steps_done(report)
    due = report_deadline(agency, report.year, calendar())
    may_edit = report.status in ("draft", "checked") and policies.may(
        user, Action.REPORT_EDIT, agency
    )
    return ReportPage(
        report=report,
        document=snapshot.document,
        parts=_parts(snapshot.document, computed, may_edit=may_edit),
        findings=_findings(snapshot.data["findings"]),
        judged=judged(report, snapshot.document),
        may_decide=report.status in ("checked", "approved")
        and policies.may(user, Action.REPORT_DECIDE, agency),
        steps=[
            (step, "done" if place < done else "current" if place == done else "")
            for place, step in enumerate(queries.STEPS)
        ],
        next_step=NEXT[done],
        actions=[
            (label, reverse(f"desk:{name}", args=[agency.code, report.year]))
            for label, name, action in ACTIONS[report.status]
            if policies.may(user, action, agency)
        ],
        deadline=due.due_on if due else None,
        form_name=computed.form.name,
        is_changed=published is None
        and checked is not None
        and report.status != AnnualReport.Status.DRAFT
        and checked.figures_digest != computed.digest,
        publication=published,
        differences=queries.differences(published.figures, computed) if published else [],
    )


def _parts(document: Document, computed: ComputedReport, *, may_edit: bool) -> list[Part]:
    same = len(document.blocks) == len(computed.codes)
    codes = computed.codes if same else ("",) * len(document.blocks)
    editable = editable_codes(computed.form) if may_edit else frozenset()
    edited = {code for code, wording in computed.wordings.items() if wording.is_edited}
    return [
        Part(
            mark_safe(render_block(block)),  # noqa: S308 - it escapes every text
            paragraph=code if code in editable else "",
            is_edited=code in edited,
        )
        for code, block in zip(codes, document.blocks, strict=True)
    ]


def _findings(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one | {"label": SEVERITIES[one["severity"]]} for one in map(dict, found)]
