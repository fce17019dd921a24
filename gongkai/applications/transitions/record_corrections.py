"""A record about oneself is to be corrected: registered, verified, decided, carried out, told.

It moves no term and no figure of the annual report: it is no application.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.applications.models import (
    Application,
    Identity,
    RecordCorrection,
    RecordEvidence,
    RecordIdentity,
)
from gongkai.applications.policies import record_corrections as policies
from gongkai.applications.queries.record_corrections import next_record_number
from gongkai.applications.transitions.case import check_day, check_written
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.files import keep_protected
from gongkai.intake.archives import Refused
from gongkai.intake.files import recognise
from gongkai.law.regimes import NoRegime, regime_on
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS, UnknownTerm, term
from gongkai.ledgers import records
from gongkai.protection.masking import Kind, masked
from gongkai.protection.values import carry

_MOST_FILES = 20
_OWN = ("received_on", "channel", "applicant_kind", "applicant", "earlier", "record", "wrong")
_IDENTITY = ("id_kind", "id_number", "phone", "email", "address")
Result = RecordCorrection.Result


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrectionEntry:
    """What came in: which record, what is wrong with it, and what is to prove it."""

    received_on: date
    channel: str
    applicant_kind: str = ""
    applicant: str
    earlier: Application | None = None
    record: str
    wrong: str
    evidence: str = ""
    planned_on: date | None = None
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    # Who asks, as known from a case of the same person: it fills what is empty here.
    known: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecision:
    """What the agency decides; the other agency where that may correct the record."""

    result: str
    decision: str = ""
    other_agency: str = ""
    other_contact: str = ""


@transaction.atomic
def register(agency: Agency, entry: RecordCorrectionEntry, *, acting: Acting) -> RecordCorrection:
    """Register a request under the next number of its own register.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    permit(acting.by, Action.RECORD_CORRECTION_REGISTER, agency)
    _check_entry(agency, entry)
    correction = RecordCorrection(
        agency=agency,
        number=next_record_number(agency, entry.received_on.year),
        planned_on=entry.planned_on,
        evidence=entry.evidence.strip(),
        **{name: getattr(entry, name) for name in _OWN},
    )
    check_day(correction, "received_on", acting, since=None)
    check_written(correction, "applicant", "record", "wrong")
    records.validate(correction)
    correction.save(force_insert=True)
    _keep_identity(correction, entry)
    log.record(
        Action.RECORD_CORRECTION_REGISTER,
        correction,
        acting,
        number=correction.number,
        received_on=entry.received_on,
        channel=entry.channel,
        applicant=masked(Kind.NAME, entry.applicant),
    )
    return correction


@transaction.atomic
def attach(correction_id: int, *, filename: str, content: bytes, acting: Acting) -> RecordEvidence:
    """Keep a file that is to prove what is wrong; its kind is read from its content.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条: 有证据证明.
    """
    correction = locked(correction_id)
    policies.permit_evidence(acting.by, correction, today=acting.today)
    if correction.files.count() >= _MOST_FILES:
        raise NotAllowed(f"一件更正申请最多{_MOST_FILES}个证据文件。", field="content")
    try:
        incoming = recognise(content, filename)
    except Refused as refusal:
        raise NotAllowed(str(refusal), field="content") from None
    file = RecordEvidence(
        record_correction=correction,
        filename=incoming.filename,
        kind=incoming.kind.value,
        size=len(content),
        position=correction.files.count() + 1,
    )
    keep_protected(file, content)
    file.save(force_insert=True)
    log.record(Action.RECORD_CORRECTION_ATTACH, correction, acting, file=file.pk, kind=file.kind)
    return file


@transaction.atomic
def verify(
    correction_id: int, *, verified: str, verified_on: date, acting: Acting
) -> RecordCorrection:
    """Write down what was found; what was found and not decided on is replaced.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条: 审核属实; 2007: 第二十五条第二款.
    """
    correction = locked(correction_id)
    policies.permit_verification(acting.by, correction, today=acting.today)
    correction.verified = verified.strip()
    correction.verified_on = verified_on
    correction.verified_by = person_of(acting.by)
    check_written(correction, "verified")
    check_day(correction, "verified_on", acting, since=correction.received_on)
    records.validate(correction)
    correction.save(update_fields=["verified", "verified_on", "verified_by"])
    log.record(Action.RECORD_CORRECTION_VERIFY, correction, acting, verified_on=verified_on)
    return correction


@transaction.atomic
def decide(correction_id: int, entry: RecordDecision, *, acting: Acting) -> RecordCorrection:
    """Decide by law what becomes of the request.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    correction = locked(correction_id)
    policies.permit_record_decision(acting.by, correction, today=acting.today)
    policies.refuse_result(correction, entry.result)
    is_elsewhere = entry.result in RecordCorrection.ELSEWHERE
    correction.result = entry.result
    correction.decision = entry.decision.strip()
    correction.other_agency = entry.other_agency.strip() if is_elsewhere else ""
    correction.other_contact = entry.other_contact.strip() if is_elsewhere else ""
    correction.decided_on = acting.today
    correction.decided_by = person_of(acting.by)
    check_written(correction, "other_agency" if is_elsewhere else "decision")
    check_day(correction, "decided_on", acting, since=correction.verified_on)
    records.validate(correction)
    correction.save()
    log.record(Action.RECORD_CORRECTION_DECIDE, correction, acting, result=entry.result)
    return correction


@transaction.atomic
def carry_out(correction_id: int, *, done_on: date, acting: Acting) -> RecordCorrection:
    """The record was corrected, or the request handed to the agency that may correct it.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    correction = locked(correction_id)
    policies.permit_completion(acting.by, correction, today=acting.today)
    correction.done_on = done_on
    check_day(correction, "done_on", acting, since=correction.decided_on)
    correction.save(update_fields=["done_on"])
    log.record(Action.RECORD_CORRECTION_CARRY_OUT, correction, acting, done_on=done_on)
    return correction


@transaction.atomic
def notify(correction_id: int, *, notified_on: date, acting: Acting) -> RecordCorrection:
    """The letter that tells the result went out.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条: 告知申请人; 2007: 第二十五条第二款.
    """
    correction = locked(correction_id)
    policies.permit_record_notice(acting.by, correction, today=acting.today)
    correction.notified_on = notified_on
    check_day(correction, "notified_on", acting, since=correction.done_on or correction.decided_on)
    correction.save(update_fields=["notified_on"])
    log.record(Action.RECORD_CORRECTION_NOTIFY, correction, acting, notified_on=notified_on)
    return correction


def locked(correction_id: int) -> RecordCorrection:
    """The request, its row locked."""
    return (
        RecordCorrection.objects.select_for_update(of=("self",))
        .select_related("agency__superior")
        .get(pk=correction_id)
    )


def _check_entry(agency: Agency, entry: RecordCorrectionEntry) -> None:
    try:
        regime_on(entry.received_on)
    except NoRegime as refusal:
        raise NotAllowed(str(refusal), field="received_on") from None
    for name, terms in (("channel", RECEIPT_CHANNELS), ("applicant_kind", APPLICANT_KINDS)):
        code = getattr(entry, name)
        if not code and name != "channel":
            continue
        try:
            term(terms, code)
        except UnknownTerm as unknown:
            raise NotAllowed(str(unknown), field=name) from None
    same = {name: getattr(entry, name) for name in ("received_on", "applicant", "record", "wrong")}
    if known := RecordCorrection.objects.filter(agency=agency, **same).first():
        raise NotAllowed(f"同一申请人同日的同一更正申请已登记为“{known.number}”，无需再登记。")
    if entry.earlier and entry.earlier.agency_id != agency.pk:
        raise NotAllowed("提供该记录的申请不是本机关的，请核对编号。", field="earlier")
    if entry.planned_on and entry.planned_on < entry.received_on:
        raise NotAllowed("自定办结日期不能早于收到日期，请核对。", field="planned_on")


def _keep_identity(correction: RecordCorrection, entry: RecordCorrectionEntry) -> None:
    identity = RecordIdentity(
        record_correction=correction, **{name: getattr(entry, name) for name in _IDENTITY}
    )
    if entry.known:
        identity.id_kind = identity.id_kind or entry.known.id_kind
        carry(entry.known, identity, "id_number", "phone", "email", "address")
    if any(getattr(identity, name) for name in _IDENTITY):
        records.validate(identity)
        identity.save(force_insert=True)
