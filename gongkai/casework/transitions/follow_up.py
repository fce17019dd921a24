"""What an applicant does on the page of the case, and how the office takes it up.

A message moves nothing by itself: an officer reads it and registers the step it is about.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.accounts.queries import public_account
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application, RecordCorrection
from gongkai.applications.transitions import record_corrections
from gongkai.applications.transitions.record_corrections import RecordCorrectionEntry
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework.models import ApplicantMessage, Letter, Rating
from gongkai.casework.policies.follow_up import permit_fetch, permit_message, permit_rating
from gongkai.casework.step_facts import identity_of
from gongkai.catalog import files
from gongkai.intake.archives import Limits, Refused
from gongkai.intake.files import recognise
from gongkai.law.calendar import WorkCalendar
from gongkai.ledgers import records

Kind = ApplicantMessage.Kind
_A_DAY = 10
_LIMITS = Limits(file=10 * 1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEntry:
    """What an applicant sends: a text, a file, or both."""

    kind: str
    text: str = ""
    filename: str = ""
    content: bytes = b""


@transaction.atomic
def send_message(
    application_id: int, entry: MessageEntry, *, at: datetime, calendar: WorkCalendar
) -> ApplicantMessage:
    """Keep what the applicant sends; the page has asked for number and query code.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条、第三十五条、第五十一条; 国办函〔2020〕109号 第六条.
    """
    acting, application = _by_applicant(at, calendar), _locked(application_id)
    permit_message(application, entry.kind)
    if application.messages.filter(came_at__date=acting.today).count() >= _A_DAY:
        raise NotAllowed(f"一件申请一天最多提交{_A_DAY}次，请明天再提交，或者打电话联系本机关。")
    _refuse_empty(entry)
    message = ApplicantMessage(
        application=application, kind=entry.kind, text=entry.text.strip(), came_at=acting.at
    )
    if entry.content:
        _keep_file(message, entry)
    records.validate(message)
    message.save(force_insert=True)
    log.record(Action.MESSAGE_SEND, message, acting, kind=entry.kind, has_file=bool(entry.content))
    return message


@transaction.atomic
def take_up(message_id: int, *, result: str, acting: Acting) -> ApplicantMessage:
    """Say what became of a message; the applicant reads it on the page of the case.

    Raises: NotAllowed.
    """
    message = _waiting(message_id, acting)
    if not result.strip():
        raise NotAllowed("请写明处理结果，申请人会看到。", field="result")
    message.taken_up_at, message.taken_up_by = acting.at, acting.by
    message.result = result.strip()
    records.validate(message)
    message.save(update_fields=["taken_up_at", "taken_up_by", "result"])
    log.record(Action.MESSAGE_TAKE_UP, message, acting, kind=message.kind)
    return message


@transaction.atomic
def register_record_correction(message_id: int, *, acting: Acting) -> RecordCorrection:
    """Register what the applicant asks to be corrected, with who asks and what came along.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    message = _waiting(message_id, acting)
    if message.kind != Kind.RECORD:
        raise NotAllowed("这件来信没有要求更正记录，请按来信的事项处理。")
    application = message.application
    entry = RecordCorrectionEntry(
        received_on=timezone.localtime(message.came_at).date(),
        channel="online",
        applicant_kind=application.applicant_kind,
        applicant=application.applicant,
        earlier=application,
        record=application.content,
        wrong=message.text,
        evidence="见来信" if message.original else "",
        known=identity_of(application),
    )
    correction = record_corrections.register(application.agency, entry, acting=acting)
    if message.original:
        record_corrections.attach(
            correction.pk,
            filename=message.filename,
            content=files.read_protected(message),
            acting=acting,
        )
    message.record_correction = correction
    message.save(update_fields=["record_correction"])
    take_up(message.pk, result=f"已登记为{correction.number}，办理后告知您。", acting=acting)
    return correction


@transaction.atomic
def rate(
    application_id: int, *, score: int, comment: str, at: datetime, calendar: WorkCalendar
) -> Rating:
    """The applicant rates the handling, once, after its end.

    Units: `score` is 1 to 5, 5 the best.
    Raises: NotAllowed.
    """
    acting, application = _by_applicant(at, calendar), _locked(application_id)
    permit_rating(application)
    if not 1 <= score <= 5:
        raise NotAllowed("请选择1至5分。", field="score")
    rating = Rating(
        application=application, score=score, comment=comment.strip(), rated_on=acting.today
    )
    records.validate(rating)
    rating.save(force_insert=True)
    log.record(Action.RATING_GIVE, rating, acting, score=score)
    return rating


@transaction.atomic
def fetch(letter_id: int, *, at: datetime, calendar: WorkCalendar) -> bytes:
    """The PDF of a letter that was served; that it was fetched stays on record.

    Of an online service the day it was sent counts for both sides, and to fetch what was posted
    is no receipt of the post (docs/law.md), so no day is moved.

    Raises: NotAllowed.
    Source: 国办公开办函〔2016〕235号.
    """
    acting = _by_applicant(at, calendar)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    permit_fetch(letter)
    content = files.read(str(letter.pdf.name))
    log.record(Action.LETTER_FETCH, letter, acting)
    return content


def _waiting(message_id: int, acting: Acting) -> ApplicantMessage:
    """A message that nobody has taken up, its row locked.

    Raises: NotAllowed.
    """
    message = (
        ApplicantMessage.objects.select_for_update(of=("self",))
        .select_related("application__agency")
        .get(pk=message_id)
    )
    permit(acting.by, Action.MESSAGE_TAKE_UP, message.application.agency)
    if message.taken_up_at:
        raise NotAllowed("这件来信已经处理过。")
    return message


def _by_applicant(at: datetime, calendar: WorkCalendar) -> Acting:
    return Acting(by=public_account(), at=at, calendar=calendar)


def _locked(application_id: int) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=application_id)
    )


def _refuse_empty(entry: MessageEntry) -> None:
    if entry.kind == Kind.WITHDRAWAL or entry.text.strip():
        return
    if entry.kind != Kind.PAYMENT:
        raise NotAllowed("请写明内容。", field="text")
    if not entry.content:
        raise NotAllowed("请上传缴费凭证，或者写明缴费情况。", field="content")


def _keep_file(message: ApplicantMessage, entry: MessageEntry) -> None:
    try:
        incoming = recognise(entry.content, entry.filename, _LIMITS)
    except Refused as refusal:
        raise NotAllowed(str(refusal), field="content") from None
    message.filename = incoming.filename
    files.keep_protected(message, entry.content)
