"""A signed letter is served (送达); what follows for its step, and which day counts, is law.

Source: 国办公开办函〔2016〕235号: by post, through the postal enterprise alone, the day of posting
counts; handed over, the day of signature; by mail or on the net, the day it was sent. Whether that
was in time is a fact to be read off, never asked.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import facts, letter_policies
from gongkai.casework.models import Letter, Service, ServiceMethod, documents_of
from gongkai.casework.policies.follow_up import permit_online
from gongkai.casework.step_facts import identity_of
from gongkai.casework.transitions import effects
from gongkai.casework.transitions.letters import locked
from gongkai.catalog import files
from gongkai.ledgers import records
from gongkai.protection.masking import masked_text
from gongkai.protection.models import Protected
from gongkai.protection.transitions import open_value

_ONLINE_CHANNEL_FROM = date(2024, 1, 1)
# What is disclosed goes along with the letter that says so.
_WITH_INFORMATION = frozenset({"D9", "D10"})
_TO_A_PARTY = frozenset({"D5", "D5c", "D6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """How a letter went out; which of the days is asked for depends on the method."""

    method: str
    carrier: str = ""
    tracking: str = ""
    posted_on: date | None = None
    sent_at: datetime | None = None
    signed_on: date | None = None
    signed_name: str = ""
    consent: str = ""


@transaction.atomic
def serve(letter_id: int, entry: ServiceEntry, *, acting: Acting) -> Service:
    """Record that the letter went out, and let its step take effect from the day that counts.

    A letter that came back is served again; its step keeps the day of the first time.

    Raises: NotAllowed.
    Source: 国办公开办函〔2016〕235号; 邮政法 第五十五条; 行政复议法(2023) 第二十二条第二款.
    """
    letter = locked(letter_id)
    letter_policies.permit_serve(acting.by, letter)
    served_on = _served_on(entry)
    _check(letter, entry, served_on, acting)
    is_again = letter.services.exists()
    if not is_again:
        letter_policies.refuse_outdated(letter, calendar=acting.calendar)
    service = Service(
        letter=letter,
        **asdict(entry),
        served_on=served_on,
        received_on=None if entry.method == ServiceMethod.POST else served_on,
        served_by=person_of(acting.by),
    )
    records.validate(service)
    service.save(force_insert=True)
    if not is_again:
        effects.take_effect(letter, served_on, received_on=service.received_on, acting=acting)
    elif service.received_on:
        effects.reached(letter, service.received_on, acting=acting)
    log.record(
        Action.LETTER_SERVE,
        letter,
        acting,
        method=entry.method,
        served_on=served_on,
        again=is_again,
    )
    return service


def serve_by_email(letter_id: int, *, consent: str = "", acting: Acting) -> Service:
    """Send the signed PDF, with the copies it gives, to the address on record; then record it.

    The mail's subject and text hold nothing personal. What could not be sent was not served.

    Raises: NotAllowed; OSError, SMTPException where the mail could not be sent.
    Source: 国办公开办函〔2016〕235号.
    """
    both = ("application__agency", "record_correction__agency")
    letter = Letter.objects.select_related(*both).get(pk=letter_id)
    letter_policies.permit_serve(acting.by, letter)
    entry = ServiceEntry(method=ServiceMethod.EMAIL, sent_at=acting.at, consent=consent)
    _check(letter, entry, acting.today, acting)
    _message(letter, _address(letter, acting)).send()
    return serve(letter_id, entry, acting=acting)


@transaction.atomic
def received(service_id: int, received_on: date, *, acting: Acting) -> Service:
    """Record when a posted letter reached the other side: its own terms run from that day.

    Raises: NotAllowed.
    """
    service = _locked(service_id, Action.LETTER_RECEIVED, acting)
    if service.received_on or service.returned_on:
        raise NotAllowed("这次送达已经登记了收到或者退回的日期。")
    if not service.served_on <= received_on <= acting.today:
        raise NotAllowed("收到日期不能早于送达的日期，也不能晚于今天。", field="received_on")
    service.received_on = received_on
    service.save(update_fields=["received_on"])
    effects.reached(service.letter, received_on, acting=acting)
    log.record(Action.LETTER_RECEIVED, service.letter, acting, received_on=received_on)
    return service


@transaction.atomic
def returned(service_id: int, returned_on: date, *, reason: str, acting: Acting) -> Service:
    """Record that the post brought the letter back; it can then be served again.

    Raises: NotAllowed.
    """
    service = _locked(service_id, Action.LETTER_RETURNED, acting)
    if service.method != ServiceMethod.POST or service.received_on or service.returned_on:
        raise NotAllowed("只有寄出后还没有收到的邮件可以登记退回。")
    if not service.served_on <= returned_on <= acting.today:
        raise NotAllowed("退回日期不能早于交邮的日期，也不能晚于今天。", field="returned_on")
    if not reason.strip():
        raise NotAllowed("请写明退回的原因。", field="return_reason")
    service.returned_on = returned_on
    service.return_reason = reason.strip()
    service.save(update_fields=["returned_on", "return_reason"])
    log.record(
        Action.LETTER_RETURNED,
        service.letter,
        acting,
        returned_on=returned_on,
        reason=masked_text(service.return_reason),
    )
    return service


# The day that counts by each method, and the field that asks for it.
_DAYS = {
    ServiceMethod.POST: ("交邮日期", "posted_on"),
    ServiceMethod.IN_PERSON: ("签收日期", "signed_on"),
    ServiceMethod.EMAIL: ("发送时间", "sent_at"),
    ServiceMethod.ONLINE: ("发送时间", "sent_at"),
}


def _served_on(entry: ServiceEntry) -> date:
    """The day that counts, by the rule of the method.

    Raises: NotAllowed, where it was not given.
    """
    if entry.method not in _DAYS:
        raise NotAllowed("请选择送达方式。", field="method")
    name, field = _DAYS[ServiceMethod(entry.method)]
    day = getattr(entry, field)
    if day is None:
        raise NotAllowed(f"请填写{name}，送达日期由它确定。", field=field)
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


def _check(letter: Letter, entry: ServiceEntry, served_on: date, acting: Acting) -> None:
    if letter.signed_on is None or not letter.signed_on <= served_on <= acting.today:
        name, field = _DAYS[ServiceMethod(entry.method)]
        raise NotAllowed(
            f"{name}不能早于签发的{letter.signed_on:%Y-%m-%d}，也不能晚于今天。", field=field
        )
    if entry.method == ServiceMethod.POST and not _is_postal(entry.carrier):
        raise NotAllowed(
            "邮寄送达只能通过邮政企业（中国邮政、EMS）；"
            "快递企业不得寄递国家机关公文（邮政法第五十五条）。",
            field="carrier",
        )
    if entry.method == ServiceMethod.IN_PERSON and not entry.signed_name.strip():
        raise NotAllowed("请填写签收人。", field="signed_name")
    if entry.method == ServiceMethod.ONLINE:
        permit_online(letter)
    if entry.method in facts.BY_INTERNET:
        letter_policies.refuse_unwanted(letter, entry.method, entry.consent)
    if entry.method in facts.BY_INTERNET and letter.delivery not in facts.BY_INTERNET:
        _refuse_without_channel(letter, letter.signed_on, acting)


def _refuse_without_channel(letter: Letter, signed_on: date, acting: Acting) -> None:
    """A decision that goes out by Internet names the channel for reconsideration there."""
    if signed_on < _ONLINE_CHANNEL_FROM:
        return
    remedy = facts.composed(letter, on=signed_on, calendar=acting.calendar).remedy
    if remedy and remedy.text:
        raise NotAllowed(
            "这份文书没有写明行政复议的网上渠道，不能通过互联网送达"
            "（行政复议法第二十二条第二款）；请作废后按网上送达重新签发，或者用其他方式送达。",
            field="method",
        )


def _is_postal(carrier: str) -> bool:
    return "邮政" in carrier or "EMS" in carrier.upper()


def _address(letter: Letter, acting: Acting) -> str:
    """The address of whoever gets the letter, opened for this purpose and on record as such."""
    record: Protected | None
    if letter.kind in _TO_A_PARTY:
        record = letter.case.consultations.filter(pk=letter.concerns or 0).first()
    elif letter.record_correction:
        record = getattr(letter.record_correction, "identity", None)
    else:
        record = identity_of(letter.case)
    if record is None or not getattr(record, "email", ""):
        raise NotAllowed("没有登记对方的电子邮箱，请用其他方式送达。", field="method")

    def may_serve(user: User, _: Protected) -> None:
        letter_policies.permit_serve(user, letter)

    reason = f"电子邮件送达{letter.number}"
    return open_value(record, "email", reason=reason, permit=may_serve, acting=acting)


def _message(letter: Letter, address: str) -> EmailMessage:
    agency = letter.subject.agency.name_on(letter.signed_on or letter.drafted_at.date())
    message = EmailMessage(
        subject=f"{agency}文书送达：{letter.number}",
        body=f"您好：\n\n{agency}向您送达文书{letter.number}，见附件。\n\n请勿直接回复本邮件。\n",
        to=[address],
    )
    message.attach(f"{letter.number}.pdf", files.read(str(letter.pdf.name)), "application/pdf")
    if letter.kind in _WITH_INFORMATION:
        decision = facts.decision_of(letter)
        round_id = decision.reopening_id if decision else None
        given = documents_of(letter.case, round_id).exclude(released="")
        for document in given:
            name = f"{document.title}.{document.kind}"
            message.attach(name, files.read(str(document.released.name)))
    return message


def _locked(service_id: int, action: Action, acting: Acting) -> Service:
    letter = locked(Service.objects.values_list("letter_id", flat=True).get(pk=service_id))
    permit(acting.by, action, letter.subject.agency)
    service = Service.objects.select_for_update(of=("self",)).get(pk=service_id)
    service.letter = letter
    return service
