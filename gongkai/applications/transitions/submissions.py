"""An application comes in, by any channel; with the day that counts it is registered.

Of a plain letter, a fax or a message the day of the confirmation with the applicant counts:
until then the submission waits. The online form confirms at once (docs/law.md).
"""

import base64
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.queries import public_account
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.applications import codes, policies
from gongkai.applications.models import (
    Application,
    DisclosureSuggestion,
    Identity,
    IdentityProof,
    Submission,
    SubmissionFile,
)
from gongkai.applications.transitions import handling, suggestions
from gongkai.applications.transitions.arrivals import (
    DAYS,
    check_confirmation,
    check_days,
    counting,
    received_on_of,
)
from gongkai.applications.transitions.receipt import ReceiptEntry, begin
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.files import keep_protected
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.law.calendar import WorkCalendar
from gongkai.ledgers import records
from gongkai.protection.masking import Kind, masked
from gongkai.protection.values import carry

# 2019 第二十九条 names no purpose: it was asked for until the day before.
_NO_PURPOSE_SINCE = date(2019, 5, 15)
_PROOF_KINDS = {
    "image/jpeg": FileKind.JPEG,
    "image/png": FileKind.PNG,
    "application/pdf": FileKind.PDF,
}
_PROOF_BYTES = 5 * 1024 * 1024
_MOST_FILES = 20
_TEXTS = (
    *("channel", "applicant_kind", "applicant", "content", "wanted_form", "delivery"),
    *("purpose", "needs_help", "is_oral", "suggests_disclosure"),
)
_IDENTITY = ("id_kind", "id_number", "contact", "phone", "email", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionEntry:
    """What came in; of the days those that are known."""

    channel: str
    submitted_on: date | None = None
    signed_on: date | None = None
    arrived_on: date | None = None
    confirmed_on: date | None = None
    late_reason: str = ""
    applicant_kind: str = ""
    applicant: str
    content: str
    wanted_form: str = ""
    delivery: str = ""
    purpose: str = ""
    needs_help: str = ""
    is_oral: bool = False
    suggests_disclosure: bool = False
    number: str = ""
    category: str = ""
    id_kind: str = ""
    id_number: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    # An earlier submission of the same person, whose identity fills what is empty here.
    known: int | None = None
    # Who is to handle it once it is registered; whoever registers it where nobody is named.
    handler_id: int | None = None


@transaction.atomic
def take(agency: Agency, entry: SubmissionEntry, *, code: str = "", acting: Acting) -> Submission:
    """Register what an officer received.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第二十九条、第三十一条.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    permit(acting.by, Action.SUBMISSION_TAKE, agency)
    submission = _kept(agency, entry, code, acting, taken_by=acting.by)
    log.record(Action.SUBMISSION_TAKE, submission, acting, **_logged(entry))
    return submission


@transaction.atomic
def submit_online(
    agency: Agency, entry: SubmissionEntry, *, code: str, at: datetime, calendar: WorkCalendar
) -> Submission:
    """Register what an applicant submitted; the receipt shown at once confirms it.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第二十九条、第三十一条; docs/law.md.
    """
    acting = Acting(by=public_account(), at=at, calendar=calendar)
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if len(codes.plain(code)) < codes.LENGTH:
        raise NotAllowed("查询码过短，请重新提交。")
    if not (entry.phone or entry.email or entry.address):
        raise NotAllowed(
            "请至少填写一种联系方式（条例第二十九条第二款第（一）项）。", field="phone"
        )
    today = acting.today
    entry = replace(
        entry,
        channel="online",
        number="",
        submitted_on=None,
        signed_on=None,
        arrived_on=today,
        confirmed_on=today,
    )
    submission = _kept(agency, entry, code, acting, taken_by=None)
    log.record(Action.SUBMISSION_SUBMIT, submission, acting, **_logged(entry))
    return submission


@transaction.atomic
def confirm(
    submission_id: int,
    *,
    confirmed_on: date,
    late_reason: str = "",
    number: str = "",
    category: str = "",
    acting: Acting,
) -> Submission:
    """The office and the applicant confirmed it to each other: it is registered.

    No query code was given out while there was no number: `query_codes.reissue` gives the first.
    Whoever confirms it handles it; another is named afterwards (`handling.assign`).

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十一条; 国办公开办函〔2015〕207号 第一条.
    """
    waiting = Submission.objects.get(pk=submission_id)
    Agency.objects.select_for_update().get(pk=waiting.agency_id)
    submission = _locked(submission_id)
    policies.permit_confirmation(acting.by, submission, today=acting.today)
    submission.confirmed_on = confirmed_on
    submission.late_reason = late_reason
    submission.code_hash = ""
    check_days(submission, acting)
    received_on = counting(submission).received_on
    check_confirmation(submission)
    _register(submission, received_on, number, category, None, acting)
    records.validate(submission)
    submission.save(update_fields=["confirmed_on", "late_reason", "application", "code_hash"])
    log.record(
        Action.SUBMISSION_CONFIRM,
        submission,
        acting,
        confirmed_on=confirmed_on,
        number=submission.application.number if submission.application else "",
    )
    return submission


@transaction.atomic
def attach(submission_id: int, *, filename: str, content: bytes, acting: Acting) -> SubmissionFile:
    """Keep a file that came with it: a scan of the letter, or an enclosure.

    Raises: NotAllowed.
    """
    submission = _locked(submission_id)
    policies.permit_attachment(acting.by, submission, today=acting.today)
    if submission.files.count() >= _MOST_FILES:
        raise NotAllowed(f"一件申请最多{_MOST_FILES}个附件。", field="content")
    try:
        incoming = recognise(content, filename)
    except Refused as refusal:
        raise NotAllowed(str(refusal), field="content") from None
    file = SubmissionFile(
        submission=submission,
        filename=incoming.filename,
        kind=incoming.kind.value,
        size=len(content),
        position=submission.files.count() + 1,
    )
    keep_protected(file, content)
    file.save(force_insert=True)
    log.record(Action.SUBMISSION_ATTACH, submission, acting, file=file.pk, kind=file.kind)
    return file


@transaction.atomic
def keep_proof(
    submission_id: int, *, media_type: str, content: bytes, acting: Acting
) -> IdentityProof:
    """Keep the proof of who applied, encrypted; a page opens it against a reason.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第二十九条第二款第（一）项.
    """
    submission = _locked(submission_id)
    policies.permit_proof(acting.by, submission, today=acting.today)
    if len(content) > _PROOF_BYTES:
        raise NotAllowed("身份证明超过5MB，请压缩后再上传。", field="content")
    try:
        kind = recognise(content, "proof").kind
    except Refused as refusal:
        raise NotAllowed(str(refusal), field="content") from None
    if _PROOF_KINDS.get(media_type) is not kind:
        raise NotAllowed("身份证明请上传 jpg、png 或者 pdf 文件。", field="content")
    proof = IdentityProof.objects.create(
        submission=submission,
        media_type=media_type,
        content=base64.b64encode(content).decode("ascii"),
    )
    log.record(Action.SUBMISSION_KEEP_PROOF, submission, acting, media_type=media_type)
    return proof


def _locked(submission_id: int) -> Submission:
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("agency", "application")
        .get(pk=submission_id)
    )


def _kept(
    agency: Agency, entry: SubmissionEntry, code: str, acting: Acting, *, taken_by: User | None
) -> Submission:
    """Write what came in with who it came from, and register it if its day is known."""
    submission = Submission(agency=agency, came_at=acting.at, taken_by=taken_by)
    for name in (*DAYS, "late_reason", *_TEXTS):
        setattr(submission, name, getattr(entry, name))
    submission.code_hash = codes.digest(code) if code else ""
    check_days(submission, acting)
    received_on = received_on_of(submission)
    if entry.purpose and (received_on or acting.today) >= _NO_PURPOSE_SINCE:
        raise NotAllowed("2019年5月15日起不再要求说明用途，请不要登记。", field="purpose")
    if received_on:
        check_confirmation(submission)
        given = (entry.number, entry.category, entry.handler_id)
        _register(submission, received_on, *given, acting)
    records.validate(submission)
    submission.save(force_insert=True)
    identity = Identity(submission=submission, **{name: getattr(entry, name) for name in _IDENTITY})
    if entry.known:
        _carry(entry.known, identity)
    if any(getattr(identity, name) for name in _IDENTITY):
        records.validate(identity)
        identity.save(force_insert=True)
    return submission


def _carry(known: int, identity: Identity) -> None:
    """Fill what is empty from what the same person gave the agency earlier."""
    agency = identity.submission.agency
    earlier = Identity.objects.filter(submission=known, submission__agency=agency).first()
    if earlier is None:
        raise NotAllowed("没有找到以前登记的申请人，请重新查找。")
    identity.id_kind = identity.id_kind or earlier.id_kind
    identity.contact = identity.contact or earlier.contact
    carry(earlier, identity, "id_number", "phone", "email", "address")


def _register(
    submission: Submission,
    received_on: date,
    number: str,
    category: str,
    handler_id: int | None,
    acting: Acting,
) -> None:
    entry = ReceiptEntry(
        number=number,
        received_on=received_on,
        channel=submission.channel,
        applicant_kind=submission.applicant_kind,
        applicant=submission.applicant,
        content=submission.content,
        category=category,
    )
    handler = handling.handler_of(submission.agency, handler_id, acting)
    application = begin(Application(agency=submission.agency, handler=handler), entry, acting)
    submission.application = application
    if submission.suggests_disclosure:
        way = DisclosureSuggestion.Way.APPLICATION
        suggestions.begin(application, way, received_on, "", acting)


def _logged(entry: SubmissionEntry) -> dict[str, object]:
    """What the log keeps for ever: no content of the identity, the name starred."""
    return {
        "channel": entry.channel,
        "applicant": masked(Kind.NAME, entry.applicant),
        **{name: getattr(entry, name) for name in DAYS if getattr(entry, name)},
    }
