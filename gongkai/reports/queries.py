"""Reads of annual reports: their steps, their deadline, what changed after publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.law.report_forms import Counted, Measure, label_of, parse_ref
from gongkai.law.report_forms.values import number_text
from gongkai.reports.compose import ComputedReport
from gongkai.reports.figures import REGISTERS, Scope
from gongkai.reports.models import AnnualReport, ReportApproval, ReportCheck, ReportReview

STEPS = ("编制", "核对", "保密审查", "审签", "发布")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the records now give otherwise than the published report."""

    key: str
    label: str
    then: str
    now: str


def reports_of(agency: Agency) -> QuerySet[AnnualReport]:
    """The agency's reports, newest first."""
    found = AnnualReport.objects.filter(agency=agency).select_related("compiler", "publication")
    return found.order_by("-year", "pk")


def report_on(agency: Agency, year: int) -> AnnualReport | None:
    """The agency's report on a year, if it was begun."""
    return reports_of(agency).filter(year=year).first()


def has_entries(agency: Agency, year: int, ledger: str) -> bool:
    """Whether a register of the agency has entries in a year."""
    register = REGISTERS.get(ledger)
    scope = Scope(Agency.objects.filter(pk=agency.pk), year, None)  # type: ignore[arg-type]
    return register is not None and register.has_entries(scope, Measure.FLOW)


def latest_check(report: AnnualReport) -> ReportCheck | None:
    """What the report was checked to be, if it was."""
    return report.checks.order_by("-pk").first()


def latest_review(check: ReportCheck) -> ReportReview | None:
    """The secrecy review of what was checked."""
    return check.reviews.order_by("-pk").first()


def approval_of(check: ReportCheck) -> ReportApproval | None:
    """The leader's signature under what was checked."""
    return ReportApproval.objects.filter(approved_check=check).first()


def steps_done(report: AnnualReport | None) -> int:
    """How many of `STEPS` are behind the report."""
    if report is None:
        return 0
    done = {
        AnnualReport.Status.DRAFT: 1,
        AnnualReport.Status.CHECKED: 2,
        AnnualReport.Status.APPROVED: 4,
        AnnualReport.Status.PUBLISHED: 5,
    }[AnnualReport.Status(report.status)]
    if report.status == AnnualReport.Status.CHECKED:
        check = latest_check(report)
        review = latest_review(check) if check else None
        done += bool(review and review.conclusion == "may_disclose")
    return done


def differences(published: Mapping[str, Any], now: ComputedReport) -> list[Difference]:
    """Where the records no longer give what was published, in the order of publication."""
    found = []
    for row in published["figures"]:
        ref = parse_ref(row["key"])
        figure = now.figures.get(ref)
        if figure is None:
            continue
        then = _shown(row["value"], row.get("state", ""))
        value = figure.value
        today = number_text(value.value) if isinstance(value, Counted) else value.value
        if then != today:
            found.append(Difference(row["key"], label_of(ref), then, today))
    return found


def _shown(value: int | float | None, state: str) -> str:
    if value is None:
        return {"empty": "未填报", "not_applicable": "不适用"}[state]
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
