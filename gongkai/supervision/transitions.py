"""Complaints and inspections are registered and corrected; reports of errors are answered."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import person_of
from gongkai.applications.queries import numbered
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework.models import ApplicantMessage
from gongkai.casework.transitions.follow_up import take_up
from gongkai.catalog.visibility import public_items
from gongkai.ledgers import records
from gongkai.supervision.models import Complaint, ErrorReport, Inspection, InspectionFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintEntry:
    """A complaint, report or appeal; without a day of handling it is open.

    `application` is the number of the application it is about, if any.
    """

    number: str
    kind: str
    received_on: date
    subject: str
    application: str = ""
    handled_on: date | None = None
    handling: str = ""


@transaction.atomic
def receive_complaint(agency: Agency, entry: ComplaintEntry, *, acting: Acting) -> Complaint:
    """Register a complaint, report or appeal about disclosure.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第五十一条 (2007: 第三十三条).
    """
    policies.permit(acting.by, Action.COMPLAINT_RECEIVE, agency)
    _refuse_future(entry, acting)
    complaint = Complaint(agency=agency, **_values(agency, entry))
    return records.enter(complaint, action=Action.COMPLAINT_RECEIVE, acting=acting)


@transaction.atomic
def amend_complaint(
    complaint_id: int, entry: ComplaintEntry, *, reason: str, acting: Acting
) -> Complaint:
    """Correct a complaint, or add how it was handled.

    Raises: NotAllowed.
    """
    complaint = (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=complaint_id)
    )
    policies.permit(acting.by, Action.COMPLAINT_AMEND, complaint.agency)
    _refuse_future(entry, acting)
    values = _values(complaint.agency, entry)
    return records.amend(
        complaint, values, reason=reason, action=Action.COMPLAINT_AMEND, acting=acting
    )


def _values(agency: Agency, entry: ComplaintEntry) -> dict[str, Any]:
    number = entry.application
    application = numbered(agency, number, field="application") if number else None
    if application and entry.received_on < application.received_on:
        raise NotAllowed("收到日期早于收到申请的日期，请核对申请编号。", field="received_on")
    return asdict(entry) | {"application": application}


@transaction.atomic
def register_message(message_id: int, entry: ComplaintEntry, *, acting: Acting) -> Complaint:
    """Enter a complaint that an applicant sent from the page of a case, and tell the applicant.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第五十一条.
    """
    message = ApplicantMessage.objects.select_related("application__agency").get(pk=message_id)
    if message.kind != ApplicantMessage.Kind.COMPLAINT:
        raise NotAllowed("这件来信不是投诉，请按来信的事项处理。")
    application = message.application
    entry = replace(entry, application=application.number)
    complaint = receive_complaint(application.agency, entry, acting=acting)
    result = f"已登记为{complaint.get_kind_display()}（{complaint.number}），办理后告知您。"
    take_up(message.pk, result=result, acting=acting)
    return complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionEntry:
    """One finding of an inspection, or without `finding` an inspection that found nothing."""

    inspected_on: date
    inspector: str
    subject: str
    finding: str = ""
    needs_correction: bool = False
    corrected_on: date | None = None


@transaction.atomic
def make_inspection(agency: Agency, entry: InspectionEntry, *, acting: Acting) -> InspectionFinding:
    """Register an inspection with what it found; each further finding joins it.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第四十七条 (2007: 第三十条).
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    policies.permit(acting.by, Action.INSPECTION_MAKE, agency)
    _check(entry, acting)
    inspection, _ = Inspection.objects.get_or_create(
        agency=agency,
        inspected_on=entry.inspected_on,
        inspector=entry.inspector,
        subject=entry.subject,
    )
    finding = InspectionFinding(
        inspection=inspection,
        description=entry.finding,
        needs_correction=entry.needs_correction,
        corrected_on=entry.corrected_on,
    )
    records.validate(finding)
    _refuse_something_beside_nothing(finding)
    finding.save(force_insert=True)
    log.record(Action.INSPECTION_MAKE, finding, acting, values=asdict(entry))
    return finding


@transaction.atomic
def amend_inspection(
    finding_id: int, entry: InspectionEntry, *, reason: str, acting: Acting
) -> InspectionFinding:
    """Correct a finding; day, inspector and subject change for all findings of the inspection.

    Raises: NotAllowed.
    """
    finding = (
        InspectionFinding.objects.select_for_update(of=("self", "inspection"))
        .select_related("inspection__agency")
        .get(pk=finding_id)
    )
    policies.permit(acting.by, Action.INSPECTION_AMEND, finding.inspection.agency)
    _check(entry, acting)
    if not reason.strip():
        raise NotAllowed("请写明更正的原因。", field="reason")
    before, after = asdict(entry_of(finding)), asdict(entry)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changes:
        raise NotAllowed("没有改动任何内容，无需保存。")
    _write(finding, entry)
    log.record(Action.INSPECTION_AMEND, finding, acting, changes=changes, reason=reason)
    return finding


def entry_of(finding: InspectionFinding) -> InspectionEntry:
    """The row a record stands for."""
    return InspectionEntry(
        inspected_on=finding.inspection.inspected_on,
        inspector=finding.inspection.inspector,
        subject=finding.inspection.subject,
        finding=finding.description,
        needs_correction=finding.needs_correction,
        corrected_on=finding.corrected_on,
    )


def _write(finding: InspectionFinding, entry: InspectionEntry) -> None:
    inspection = finding.inspection
    inspection.inspected_on = entry.inspected_on
    inspection.inspector = entry.inspector
    inspection.subject = entry.subject
    finding.description = entry.finding
    finding.needs_correction = entry.needs_correction
    finding.corrected_on = entry.corrected_on
    records.validate(inspection)
    records.validate(finding)
    _refuse_something_beside_nothing(finding)
    inspection.save()
    finding.save()


def _refuse_future(entry: ComplaintEntry, acting: Acting) -> None:
    if entry.received_on > acting.today:
        raise NotAllowed("收到日期在今天之后，请核对。", field="received_on")
    if entry.handled_on and entry.handled_on > acting.today:
        raise NotAllowed("办结日期在今天之后，尚未办结的请不填。", field="handled_on")
    if entry.handling and not entry.handled_on:
        raise NotAllowed("填写了处理结果，请填写办结日期。", field="handled_on")


def _check(entry: InspectionEntry, acting: Acting) -> None:
    if entry.inspected_on > acting.today:
        raise NotAllowed("检查日期在今天之后，只能登记已经进行的检查。", field="inspected_on")
    if entry.corrected_on and not entry.inspected_on <= entry.corrected_on <= acting.today:
        raise NotAllowed("整改完成日期须在检查之后、今天以前。", field="corrected_on")


def _refuse_something_beside_nothing(finding: InspectionFinding) -> None:
    others = InspectionFinding.objects.filter(inspection=finding.inspection).exclude(pk=finding.pk)
    if finding.description and others.filter(description="").exists():
        raise NotAllowed("该次检查已登记为未发现问题，请更正原登记。", field="finding")
    if not finding.description and others.exists():
        raise NotAllowed("该次检查已登记有发现的情况，请写明发现的情况。", field="finding")


# What one item, and the whole portal, take in an hour: nobody is asked who they are.
_AN_HOUR = timedelta(hours=1)
_MOST_OF_AN_ITEM = 10
_MOST = 100


@transaction.atomic
def report_error(item_id: int, *, kind: str, text: str, contact: str, at: datetime) -> ErrorReport:
    """Keep what a reader found wrong in a public item; no account acts, so the row is the record.

    Raises: NotAllowed, also where too many came within the hour.
    """
    item = public_items().filter(pk=item_id).first()
    if item is None:
        raise NotAllowed("这条信息现在没有公开，不能纠错。")
    lately = ErrorReport.objects.filter(reported_at__gt=at - _AN_HOUR)
    if lately.filter(item=item).count() >= _MOST_OF_AN_ITEM or lately.count() >= _MOST:
        raise NotAllowed("刚才提交的纠错太多，请一小时以后再提交，或者打电话告诉公开工作机构。")
    found = ErrorReport(
        item=item, kind=kind, text=text.strip(), contact=contact.strip(), reported_at=at
    )
    records.validate(found)
    found.save(force_insert=True)
    return found


@transaction.atomic
def answer_error(report_id: int, *, answer: str, acting: Acting) -> ErrorReport:
    """Say what was done about a reader's report.

    Raises: NotAllowed.
    """
    found = (
        ErrorReport.objects.select_for_update(of=("self",))
        .select_related("item__agency")
        .get(pk=report_id)
    )
    policies.permit(acting.by, Action.ERROR_ANSWER, found.item.agency)
    if found.answered_on:
        raise NotAllowed("这条纠错已经处理过了。")
    if not answer.strip():
        raise NotAllowed("请写明怎样处理的。", field="answer")
    found.answer = answer.strip()
    found.answered_by = person_of(acting.by)
    found.answered_on = acting.today
    records.validate(found)
    found.save(update_fields=["answer", "answered_by", "answered_on"])
    log.record(Action.ERROR_ANSWER, found, acting, item=found.item_id, answer=found.answer)
    return found
