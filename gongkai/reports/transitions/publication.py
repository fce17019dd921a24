"""The publication of a signed report."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.documents.chart_words import chart_table
from gongkai.documents.html import render_block
from gongkai.documents.model import Chart, Document
from gongkai.publication.transitions.content import ItemContent, Signatures
from gongkai.publication.transitions.signed import publish_signed
from gongkai.reports import queries
from gongkai.reports.frozen import snapshot_of
from gongkai.reports.models import AnnualReport, PublishedReport, ReportCheck
from gongkai.reports.scanning import refuse_unsettled
from gongkai.reports.transitions.report import computed_now, latest_check, locked, move


@transaction.atomic
def publish(report_id: int, *, acting: Acting) -> PublishedReport:
    """Publish the approved report: freeze its figures and text, make it a disclosure item.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十九条; 政府信息公开条例(2007) 第三十一条.
    """
    report = locked(report_id)
    permit(acting.by, Action.REPORT_PUBLISH, report.agency)
    if report.status != AnnualReport.Status.APPROVED:
        raise NotAllowed("只有已审签的报告可以发布。")
    if acting.today <= date(report.year, 12, 31):
        raise NotAllowed("报告年度还没有结束，不能发布。")
    checked = latest_check(report)
    computed = computed_now(report, acting)
    if checked.figures_digest != computed.digest:
        raise NotAllowed("审签以后数据或者文字有变化，请退回后重新核对。")
    refuse_unsettled(report, computed.document)
    snapshot = snapshot_of(computed)
    item = publish_signed(
        report.agency,
        ItemContent(
            title=snapshot.document.title.replace("\n", ""),
            generated_on=acting.today,
            summary=f"{report.year}年度政府信息公开工作年度报告",
            body=_body(snapshot.document),
            genre_category="report",
            business_category="business",
        ),
        _signatures(report, checked),
        published_on=acting.today,
        acting=acting,
        action=Action.REPORT_PUBLISH,
    )
    published = PublishedReport(
        report=report,
        item=item,
        published_on=acting.today,
        figures=snapshot.data,
        document=snapshot.frozen_document(),
        digest=snapshot.digest,
    )
    published.save(force_insert=True)
    move(report, AnnualReport.Status.PUBLISHED)
    log.record(Action.REPORT_PUBLISH, report, acting, digest=published.digest)
    return published


def _body(document: Document) -> str:
    """The text of the item: the report's blocks, each chart as the table of its numbers."""
    blocks = (chart_table(one) if isinstance(one, Chart) else one for one in document.blocks)
    return "".join(map(render_block, blocks))


def _signatures(report: AnnualReport, checked: ReportCheck) -> Signatures:
    reviewed, approval = queries.latest_review(checked), queries.approval_of(checked)
    if reviewed is None or approval is None:
        raise NotAllowed("报告的保密审查或者审签记录不完整，请退回后重新办理。")
    return Signatures(
        drafter=report.compiler,
        drafted_on=report.compiled_on,
        reviewer=reviewed.reviewer,
        reviewed_on=reviewed.reviewed_on,
        basis=reviewed.basis,
        approver=approval.approver,
        approved_on=approval.approved_on,
    )
