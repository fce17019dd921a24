"""An application is answered: one outcome, on one ground where the law asks for one."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, Reply
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
    """Answer an application. A late answer is a fact and is recorded as such.

    `replied_on` is the day of posting, or of delivery (国办公开办函〔2016〕235号).

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十六条 (2007: 第二十一条).
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=application_id)
    )
    policies.permit_answer(acting.by, application)
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

    Raises: NotAllowed.
    """
    application = reply.application
    if replied_on < application.received_on:
        raise NotAllowed("答复日期不能早于收到申请的日期。", field="replied_on")
    if replied_on > acting.today:
        raise NotAllowed("答复日期在今天之后，只能登记已经作出的答复。", field="replied_on")
    extension = getattr(application, "extension", None)
    if extension and replied_on < extension.notified_on:
        raise NotAllowed("答复日期不能早于延期告知日期。", field="replied_on")
    _check_pair(outcome, ground, application.received_on)
    reply.outcome = outcome
    reply.ground = ground
    reply.replied_on = replied_on
    reply.number = number
    records.validate(reply)


def _check_pair(outcome: str, ground: str, received_on: date) -> None:
    regime = queries.regime_of(received_on).code
    try:
        check_pair(outcome, ground or None, regime=regime)
    except UnknownOutcome as unknown:
        raise NotAllowed(str(unknown), field="outcome") from None
    if ground and not holds_on(ground_of(ground, regime=regime), received_on):
        raise NotAllowed("收到申请时还没有这一理由，请核对。", field="ground")
