"""Somebody is asked in writing for an opinion (征求意见); the time it takes does not count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Consultation
from gongkai.applications.transitions.case import (
    check_day,
    check_term,
    check_written,
    locked,
    locked_step,
    move,
)
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.regimes import Consulted
from gongkai.ledgers import records
from gongkai.protection.masking import Kind, masked


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEntry:
    """Who is asked about which passage.

    Units: `working_days` is 工作日, given only where the law sets no term.
    """

    who: str
    party_name: str
    phone: str = ""
    address: str = ""
    email: str = ""
    passage: str
    working_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionEntry:
    """What was answered: a value of `Consultation.Answer`, not 逾期未答复."""

    answered_on: date
    answer: str
    reasons: str = ""


@transaction.atomic
def prepare(application_id: int, entry: ConsultationEntry, *, acting: Acting) -> Consultation:
    """Prepare the letter.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十二条至第三十四条; 2007: 第二十三条.
    """
    application = locked(application_id)
    policies.permit_consultation(acting.by, application, today=acting.today)
    consultation = Consultation(
        application=application,
        who=entry.who,
        party_name=entry.party_name,
        phone=entry.phone,
        address=entry.address,
        email=entry.email,
        passage=entry.passage,
        working_days=entry.working_days,
    )
    check_written(consultation, "party_name", "passage")
    records.validate(consultation)
    _check_term(consultation)
    consultation.save(force_insert=True)
    log.record(
        Action.CONSULTATION_PREPARE,
        application,
        acting,
        who=entry.who,
        party_name=masked(Kind.NAME, entry.party_name),
    )
    return consultation


@transaction.atomic
def send(
    consultation_id: int, *, sent_on: date, served_on: date | None = None, acting: Acting
) -> Consultation:
    """The letter went out.

    Raises: NotAllowed.
    """
    consultation = locked_step(Consultation, consultation_id)
    policies.permit_consultation_sending(acting.by, consultation, today=acting.today)
    consultation.sent_on = sent_on
    consultation.served_on = served_on
    check_day(consultation, "sent_on", acting, since=consultation.application.received_on)
    check_day(consultation, "served_on", acting, since=sent_on)
    days = {"sent_on": sent_on, "served_on": served_on}
    return _changed(consultation, Action.CONSULTATION_SEND, acting, days)


@transaction.atomic
def served(consultation_id: int, *, served_on: date, acting: Acting) -> Consultation:
    """The letter reached the party, whose term begins.

    Raises: NotAllowed.
    """
    consultation = locked_step(Consultation, consultation_id)
    policies.permit_consultation_service(acting.by, consultation, today=acting.today)
    consultation.served_on = served_on
    check_day(consultation, "served_on", acting, since=consultation.sent_on)
    return _changed(consultation, Action.CONSULTATION_SERVE, acting, {"served_on": served_on})


@transaction.atomic
def answer(consultation_id: int, entry: OpinionEntry, *, acting: Acting) -> Consultation:
    """The opinion came in; what follows from it is `law.opinions.opinion_of`.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十二条、第三十四条; 2007: 第二十三条.
    """
    consultation = locked_step(Consultation, consultation_id)
    policies.permit_opinion(acting.by, consultation, today=acting.today)
    if entry.answer in ("", Consultation.Answer.NONE):
        raise NotAllowed("请选择对方的意见；没有答复的，期满后登记逾期未答复。", field="answer")
    consultation.answered_on = entry.answered_on
    consultation.answer = entry.answer
    consultation.reasons = entry.reasons
    check_day(
        consultation, "answered_on", acting, since=consultation.served_on or consultation.sent_on
    )
    if entry.answer == Consultation.Answer.OBJECT_WITH_REASON:
        check_written(consultation, "reasons")
    values = {"answered_on": entry.answered_on, "answer": entry.answer}
    return _changed(consultation, Action.CONSULTATION_ANSWER, acting, values, "reasons")


@transaction.atomic
def close_unanswered(consultation_id: int, *, on: date, acting: Acting) -> Consultation:
    """No opinion came within the term.

    A third party's silence leaves the decision to the agency, a co-producer's is consent
    (2019); under the Regulations of 2007 a third party's silence is no consent.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十二条、第三十四条.
    """
    consultation = locked_step(Consultation, consultation_id)
    policies.permit_consultation_closing(acting.by, consultation, today=acting.today)
    if on > acting.today:
        raise NotAllowed("登记日期在今天之后，请核对。", field="on")
    until = queries.opinion_until(consultation, acting.calendar)
    if until is None or on <= until:
        end = f"到{until:%Y-%m-%d}才届满" if until else "没有确定"
        raise NotAllowed(
            f"对方的答复期限{_article(consultation)}{end}，届满后才能登记逾期未答复。", field="on"
        )
    consultation.answer = Consultation.Answer.NONE
    return _changed(consultation, Action.CONSULTATION_CLOSE, acting, {"closed_on": on})


@transaction.atomic
def override(consultation_id: int, *, text: str, acting: Acting) -> Consultation:
    """Disclose against the third party's objection, for the public interest.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十五条、第三十二条; 2007: 第二十三条.
    """
    consultation = locked_step(Consultation, consultation_id)
    policies.permit_override(acting.by, consultation, today=acting.today)
    consultation.override = text
    check_written(consultation, "override")
    return _changed(consultation, Action.CONSULTATION_OVERRIDE, acting, {}, "override")


def _changed(
    consultation: Consultation,
    action: Action,
    acting: Acting,
    values: Mapping[str, object],
    *texts: str,
) -> Consultation:
    """Write what was set, let the due date follow, and record it."""
    records.validate(consultation)
    consultation.save(update_fields=["sent_on", "served_on", "answered_on", "answer", *texts])
    due_on = move(consultation.application, acting)
    log.record(
        action,
        consultation.application,
        acting,
        consultation=consultation.pk,
        due_on=due_on,
        **values,
    )
    return consultation


def _article(consultation: Consultation) -> str:
    """The article of the term; nothing where the agency set it."""
    regime = queries.regime_of(consultation.application.received_on)
    term = regime.opinion.get(Consulted(consultation.who))
    return f"（{term.article}）" if term else ""


def _check_term(consultation: Consultation) -> None:
    """The agency sets a term where the law sets none, and only there."""
    regime = queries.regime_of(consultation.application.received_on)
    term = regime.opinion.get(Consulted(consultation.who))
    if term and consultation.working_days is not None:
        raise NotAllowed(
            f"对方的答复期限由{term.article}规定为{term.days}个工作日，请不要另填。",
            field="working_days",
        )
    if not term:
        check_term(consultation)
