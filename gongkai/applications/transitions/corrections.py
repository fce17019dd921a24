"""The applicant is asked, once, to correct what is unclear (补正).

Prepared, asked, served, then corrected or lapsed. The clock stands from the day it was asked
and begins anew when the correction came; a lapse is answered as 其他处理 (逾期不补正).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Correction
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
from gongkai.ledgers import records


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry:
    """What is to be corrected, all at once.

    Units: `working_days` is 工作日, the applicant's term from its receipt of the notice.
    """

    unclear: str
    items: str
    guidance: str = ""
    working_days: int


@transaction.atomic
def prepare(application_id: int, entry: CorrectionEntry, *, acting: Acting) -> Correction:
    """Prepare the notice; what was prepared and not sent is replaced.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条; 2007: 第二十一条第（四）项.
    """
    application = locked(application_id)
    policies.permit_correction(acting.by, application, today=acting.today)
    correction = getattr(application, "correction", None) or Correction(application=application)
    correction.unclear = entry.unclear
    correction.items = entry.items
    correction.guidance = entry.guidance
    correction.working_days = entry.working_days
    check_written(correction, "unclear", "items")
    check_term(correction)
    _refuse_late(correction, acting)
    records.validate(correction)
    correction.save()
    log.record(Action.CORRECTION_PREPARE, application, acting, working_days=correction.working_days)
    return correction


@transaction.atomic
def ask(
    correction_id: int, *, asked_on: date, served_on: date | None = None, acting: Acting
) -> Correction:
    """The notice went out; the clock stands, unless it went out too late.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条: within seven working days of receipt.
    """
    correction = locked_step(Correction, correction_id)
    policies.permit_correction_asking(acting.by, correction, today=acting.today)
    correction.asked_on = asked_on
    check_day(correction, "asked_on", acting, since=correction.application.received_on)
    _reach(correction, served_on, acting)
    records.validate(correction)
    correction.save(update_fields=["asked_on", "served_on", "due_on"])
    due_on = move(correction.application, acting)
    log.record(
        Action.CORRECTION_ASK,
        correction.application,
        acting,
        asked_on=asked_on,
        served_on=served_on,
        due_on=due_on,
    )
    return correction


@transaction.atomic
def served(correction_id: int, *, served_on: date, acting: Acting) -> Correction:
    """The notice reached the applicant, whose term begins.

    Raises: NotAllowed.
    """
    correction = locked_step(Correction, correction_id)
    policies.permit_correction_service(acting.by, correction, today=acting.today)
    _reach(correction, served_on, acting)
    records.validate(correction)
    correction.save(update_fields=["served_on", "due_on"])
    log.record(Action.CORRECTION_SERVE, correction.application, acting, served_on=served_on)
    return correction


@transaction.atomic
def receive(correction_id: int, *, corrected_on: date, content: str, acting: Acting) -> Correction:
    """The corrected application came in; the term begins anew.

    One that comes after its term and before the lapse was registered is taken: there may be a
    proper reason (正当理由).

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条.
    """
    correction = locked_step(Correction, correction_id)
    policies.permit_correction_receipt(acting.by, correction, today=acting.today)
    correction.corrected_on = corrected_on
    correction.corrected_content = content
    check_day(correction, "corrected_on", acting, since=correction.served_on or correction.asked_on)
    check_written(correction, "corrected_content")
    records.validate(correction)
    correction.save(update_fields=["corrected_on", "corrected_content"])
    due_on = move(correction.application, acting)
    log.record(
        Action.CORRECTION_RECEIVE,
        correction.application,
        acting,
        corrected_on=corrected_on,
        due_on=due_on,
    )
    return correction


@transaction.atomic
def lapse(correction_id: int, *, on: date, acting: Acting) -> Correction:
    """The applicant let the term pass without a proper reason: the application counts as given up.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条.
    """
    correction = locked_step(Correction, correction_id)
    policies.permit_correction_lapse(acting.by, correction, today=acting.today)
    last = queries.correction_until(correction.application, acting.calendar)
    if last and correction.asked_on and correction.asked_on > last:
        raise NotAllowed(
            f"补正告知超过了7个工作日（{last:%Y-%m-%d}以前），期限照常计算，申请人不补正的"
            "不能视为放弃申请，请按现有内容答复。"
        )
    correction.lapsed_on = on
    check_day(correction, "lapsed_on", acting, since=None)
    if correction.due_on and on <= correction.due_on:
        raise NotAllowed(f"补正期限到{correction.due_on:%Y-%m-%d}才届满，请核对。", field="on")
    records.validate(correction)
    correction.save(update_fields=["lapsed_on"])
    log.record(Action.CORRECTION_LAPSE, correction.application, acting, lapsed_on=on)
    return correction


def _reach(correction: Correction, served_on: date | None, acting: Acting) -> None:
    correction.served_on = served_on
    check_day(correction, "served_on", acting, since=correction.asked_on)
    if served_on:
        correction.due_on = acting.calendar.after(served_on, correction.working_days)


def _refuse_late(correction: Correction, acting: Acting) -> None:
    last = queries.correction_until(correction.application, acting.calendar)
    if last and acting.today > last:
        raise NotAllowed(
            f"补正须在收到申请之日起7个工作日内（{last:%Y-%m-%d}以前）一次性告知（条例第三十条），"
            "现已超过，请按现有内容办理。",
            field="asked_on",
        )
