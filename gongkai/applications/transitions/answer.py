"""An application is answered: one outcome, on one ground where the law asks for one."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, Reply
from gongkai.applications.transitions.case import locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.dated import holds_on
from gongkai.law.grounds import ground as ground_of
from gongkai.law.outcomes import UnknownOutcome, check_pair
from gongkai.ledgers import records


@transaction.atomic
def answer(
    application_id: int,
    *,
    outcome: str,
    ground: str,
    replied_on: date,
    number: str,
    acting: Acting,
) -> Reply:
    """Answer an application, and those that are answered with it.

    A late answer is a fact and is recorded as such. `replied_on` is the day of posting, or of
    delivery (国办公开办函〔2016〕235号).

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十六条 (2007: 第二十一条).
    """
    together = Application.objects.filter(answered_with=application_id)
    # In the order of their keys, as a merge locks them.
    for pk in sorted([application_id, *together.values_list("pk", flat=True)]):
        locked(pk)
    application = locked(application_id)
    policies.permit_answer(acting.by, application, today=acting.today)
    in_hand = together.filter(status=Application.Status.IN_HAND).order_by("pk")
    others = [locked(pk) for pk in in_hand.values_list("pk", flat=True)]
    first, *_ = [
        close(
            one,
            acting,
            outcome=outcome,
            ground=ground,
            replied_on=replied_on,
            number=number,
        )
        for one in (application, *others)
    ]
    return first


def close(
    application: Application,
    acting: Acting,
    *,
    outcome: str,
    ground: str,
    replied_on: date,
    number: str,
) -> Reply:
    """Write the answer of one locked application, which ends the case, and record it.

    Raises: NotAllowed.
    """
    reply = Reply(application=application)
    fill(reply, acting, outcome=outcome, ground=ground, replied_on=replied_on, number=number)
    reply.save(force_insert=True)
    application.status = Application.Status.ANSWERED
    application.save(update_fields=["status"])
    log.record(
        Action.APPLICATION_ANSWER,
        application,
        acting,
        outcome=outcome,
        ground=ground,
        replied_on=replied_on,
        number=number,
    )
    return reply


def fill(
    reply: Reply, acting: Acting, *, outcome: str, ground: str, replied_on: date, number: str
) -> None:
    """Put an answer into its record, if the regime of the application knows it.

    The term it was given under is the application's due date of now.

    Raises: NotAllowed.
    """
    application = reply.application
    check_reply(application, acting, outcome=outcome, ground=ground, replied_on=replied_on)
    reply.outcome = outcome
    reply.ground = ground
    reply.replied_on = replied_on
    reply.number = number
    reply.due_on = None if application.is_stopped else application.due_on
    records.validate(reply)


def check_reply(
    application: Application, acting: Acting, *, outcome: str, ground: str, replied_on: date
) -> None:
    """Refuse an answer the regime does not know, or one on an impossible day.

    Raises: NotAllowed.
    """
    if replied_on < application.received_on:
        raise NotAllowed("答复日期不能早于收到申请的日期。", field="replied_on")
    if replied_on > acting.today:
        raise NotAllowed("答复日期在今天之后，只能登记已经作出的答复。", field="replied_on")
    for label, day in queries.days_of(application):
        if replied_on < day:
            raise NotAllowed(f"答复日期不能早于{label}（{day:%Y-%m-%d}）。", field="replied_on")
    _check_pair(outcome, ground, application.received_on)


def _check_pair(outcome: str, ground: str, received_on: date) -> None:
    regime = queries.regime_of(received_on).code
    try:
        check_pair(outcome, ground or None, regime=regime)
    except UnknownOutcome as unknown:
        raise NotAllowed(str(unknown), field="outcome") from None
    if ground and not holds_on(ground_of(ground, regime=regime), received_on):
        raise NotAllowed("收到申请时还没有这一理由，请核对。", field="ground")
