"""An answered case is taken up again, and answered anew.

Its first answer and the row of the report it fills stay as they are. An archived case comes
back from the archive.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies
from gongkai.applications.models import Application, Reopening
from gongkai.applications.transitions.answer import check_reply
from gongkai.applications.transitions.case import check_written, locked, locked_step, move
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningEntry:
    """Why; `due_on` only where a decision orders the day of the new answer."""

    basis: str
    reason: str
    due_on: date | None = None


@transaction.atomic
def reopen(application_id: int, entry: ReopeningEntry, *, acting: Acting) -> Reopening:
    """Take an answered case up again today; its new term begins.

    Raises: NotAllowed.
    Source: no rule on the term: the decision's, else that of the regime, from today.
    """
    application = locked(application_id)
    policies.permit_reopening(acting.by, application, today=acting.today)
    reopening = Reopening(
        application=application,
        basis=entry.basis,
        reason=entry.reason,
        reopened_on=acting.today,
        due_on=entry.due_on,
    )
    check_written(reopening, "reason")
    if entry.due_on and entry.due_on < acting.today:
        raise NotAllowed("重新答复的期限不能早于今天，请核对决定确定的日期。", field="due_on")
    records.validate(reopening)
    reopening.save(force_insert=True)
    archived_on, application.archived_on = application.archived_on, None
    application.status = Application.Status.IN_HAND
    application.save(update_fields=["archived_on", "status"])
    due_on = move(application, acting)
    log.record(
        Action.APPLICATION_REOPEN,
        application,
        acting,
        basis=entry.basis,
        archived_on=archived_on,
        due_on=due_on,
    )
    return reopening


@transaction.atomic
def answer_anew(
    reopening_id: int,
    *,
    outcome: str,
    ground: str,
    replied_on: date,
    number: str,
    acting: Acting,
) -> Reopening:
    """Answer the case that was taken up again, which ends it.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十六条 (2007: 第二十一条).
    """
    reopening = locked_step(Reopening, reopening_id)
    application = reopening.application
    policies.permit_new_answer(acting.by, reopening, today=acting.today)
    if replied_on < reopening.reopened_on:
        raise NotAllowed(
            f"重新答复的日期不能早于重新办理的{reopening.reopened_on:%Y-%m-%d}。",
            field="replied_on",
        )
    check_reply(application, acting, outcome=outcome, ground=ground, replied_on=replied_on)
    reopening.outcome = outcome
    reopening.ground = ground
    reopening.replied_on = replied_on
    reopening.number = number
    records.validate(reopening)
    reopening.save(update_fields=["outcome", "ground", "replied_on", "number"])
    application.status = Application.Status.ANSWERED
    application.save(update_fields=["status"])
    log.record(
        Action.APPLICATION_ANSWER_ANEW,
        application,
        acting,
        outcome=outcome,
        ground=ground,
        replied_on=replied_on,
        number=number,
    )
    return reopening
