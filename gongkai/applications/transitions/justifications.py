"""Reasons are asked for because the applications are too many (说明理由, 2019 第三十五条).

Asking does not stop the clock: the article says nothing of the kind. Nor does the judgement move
it: a later day that it sets counts once the applicant was told.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies
from gongkai.applications.models import Justification
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
class JustificationEntry:
    """How many and how often.

    Units: `working_days` is 工作日, the applicant's term from the day it was asked.
    """

    counts: str
    working_days: int


@transaction.atomic
def prepare(application_id: int, entry: JustificationEntry, *, acting: Acting) -> Justification:
    """Prepare the letter; what was prepared and not sent is replaced.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十五条.
    """
    application = locked(application_id)
    policies.permit_justification(acting.by, application, today=acting.today)
    justification = getattr(application, "justification", None) or Justification(
        application=application
    )
    justification.counts = entry.counts
    justification.working_days = entry.working_days
    check_written(justification, "counts")
    check_term(justification)
    records.validate(justification)
    justification.save()
    log.record(Action.JUSTIFICATION_PREPARE, application, acting, working_days=entry.working_days)
    return justification


@transaction.atomic
def ask(justification_id: int, *, asked_on: date, acting: Acting) -> Justification:
    """The letter went out.

    Raises: NotAllowed.
    """
    justification = locked_step(Justification, justification_id)
    policies.permit_justification_asking(acting.by, justification, today=acting.today)
    justification.asked_on = asked_on
    check_day(justification, "asked_on", acting, since=justification.application.received_on)
    justification.save(update_fields=["asked_on"])
    log.record(Action.JUSTIFICATION_ASK, justification.application, acting, asked_on=asked_on)
    return justification


@transaction.atomic
def state(justification_id: int, *, stated_on: date, stated: str, acting: Acting) -> Justification:
    """The applicant gave reasons.

    Raises: NotAllowed.
    """
    justification = locked_step(Justification, justification_id)
    policies.permit_statement(acting.by, justification, today=acting.today)
    justification.stated_on = stated_on
    justification.stated = stated
    check_day(justification, "stated_on", acting, since=justification.asked_on)
    check_written(justification, "stated")
    records.validate(justification)
    justification.save(update_fields=["stated_on", "stated"])
    log.record(Action.JUSTIFICATION_STATE, justification.application, acting, stated_on=stated_on)
    return justification


@transaction.atomic
def judge(
    justification_id: int,
    *,
    is_reasonable: bool,
    delayed_until: date | None = None,
    acting: Acting,
) -> Justification:
    """Judge the reasons: unreasonable ones end in 不予处理, for reasonable ones a later day of
    the answer may be set, which `notify` completes.

    What set a day that was not told is replaced.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十五条.
    """
    justification = locked_step(Justification, justification_id)
    policies.permit_judgement(acting.by, justification, today=acting.today)
    _refuse_early(justification, acting)
    if is_reasonable and not justification.stated_on:
        raise NotAllowed("申请人没有说明理由，不能认定理由合理。", field="is_reasonable")
    justification.is_reasonable = is_reasonable
    justification.judged_on = acting.today
    justification.delayed_until = delayed_until
    if delayed_until:
        _check_delay(justification, delayed_until, acting)
    records.validate(justification)
    justification.save(update_fields=["is_reasonable", "judged_on", "delayed_until"])
    log.record(
        Action.JUSTIFICATION_JUDGE,
        justification.application,
        acting,
        is_reasonable=is_reasonable,
        delayed_until=delayed_until,
    )
    return justification


@transaction.atomic
def notify(justification_id: int, *, told_on: date, acting: Acting) -> Justification:
    """The applicant was told of the later day: it takes effect, unless the term had ended.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十五条.
    """
    justification = locked_step(Justification, justification_id)
    application = justification.application
    policies.permit_delay_notice(acting.by, justification, today=acting.today)
    justification.delay_told_on = told_on
    check_day(justification, "delay_told_on", acting, since=justification.judged_on)
    in_time = application.is_stopped or told_on <= application.due_on
    if in_time and justification.delayed_until and told_on >= justification.delayed_until:
        raise NotAllowed("确定的延迟答复日期已过，请重新认定。", field="told_on")
    records.validate(justification)
    justification.save(update_fields=["delay_told_on"])
    due_on = move(application, acting)
    log.record(Action.JUSTIFICATION_NOTIFY, application, acting, told_on=told_on, due_on=due_on)
    return justification


def _refuse_early(justification: Justification, acting: Acting) -> None:
    """Whoever has given no reasons yet has the whole term for them."""
    if justification.stated_on or justification.asked_on is None:
        return
    until = acting.calendar.after(justification.asked_on, justification.working_days)
    if acting.today <= until:
        raise NotAllowed(f"申请人说明理由的期限到{until:%Y-%m-%d}才届满，届满后再认定。")


def _check_delay(justification: Justification, day: date, acting: Acting) -> None:
    application = justification.application
    if not justification.is_reasonable:
        raise NotAllowed(
            "理由合理的才能确定延迟答复的期限（条例第三十五条）。", field="delayed_until"
        )
    if not application.is_stopped and acting.today > application.due_on:
        raise NotAllowed(
            f"答复期限已于{application.due_on:%Y-%m-%d}届满，不能再确定延迟答复的期限。",
            field="delayed_until",
        )
    if day <= application.due_on:
        raise NotAllowed(
            f"延迟答复的日期须晚于现在的期限{application.due_on:%Y-%m-%d}。", field="delayed_until"
        )
    if not acting.calendar.is_working_day(day):
        raise NotAllowed("延迟答复的日期是休息日，请选择工作日。", field="delayed_until")
