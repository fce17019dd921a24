"""What the scan finds in a report is decided one by one; nothing goes out undecided."""

from dataclasses import dataclass

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit, signs_for
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.publication.models import Finding
from gongkai.reports import scanning
from gongkai.reports.models import AnnualReport, ReportDecision
from gongkai.reports.transitions.report import computed_now, locked

_Status = AnnualReport.Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """What is decided on the finding `key` names, and why."""

    key: str
    decision: str
    basis: str


@transaction.atomic
def decide(report_id: int, entry: DecisionEntry, *, acting: Acting) -> ReportDecision:
    """Decide one finding: it may be public, must be masked, or must be removed.

    Raises: NotAllowed.
    Source: 保守国家秘密法实施条例(2024) 第四十二条 (逐项审查).
    """
    report = locked(report_id)
    permit(acting.by, Action.REPORT_DECIDE, report.agency)
    if report.status not in (_Status.CHECKED, _Status.APPROVED):
        raise NotAllowed("核对以后、发布以前才能逐项决定报告的检查发现。")
    absent = signs_for(acting.by, Action.REPORT_DECIDE, report.agency)
    if report.compiler in (person_of(acting.by), absent):
        raise NotAllowed("编制人不能决定自己编制的报告，代理人也不能；请由另一位保密审查员决定。")
    found = {hit.key: hit for hit in scanning.hits(computed_now(report, acting).document)}
    hit = found.get(entry.key)
    if hit is None:
        raise NotAllowed("报告的文字已经修改，请刷新页面后再决定。")
    if entry.decision not in Finding.Decision:
        raise NotAllowed("请选择处理决定。", field="decision")
    if not entry.basis.strip():
        raise NotAllowed("请写明决定的依据，例如“机关办公电话”。", field="basis")
    decided = ReportDecision(
        report=report,
        key=hit.key,
        place=hit.place[:200],
        excerpt=hit.finding.excerpt,
        decision=entry.decision,
        basis=entry.basis.strip(),
        decided_by=person_of(acting.by),
        on_behalf_of=absent,
        decided_on=acting.today,
    )
    records.validate(decided)
    decided.save(force_insert=True)
    log.record(
        Action.REPORT_DECIDE,
        report,
        acting,
        place=decided.place,
        excerpt=decided.excerpt,
        decision=decided.decision,
        basis=decided.basis,
        on_behalf_of=absent and str(absent),
    )
    return decided
