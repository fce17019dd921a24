"""The applicant takes the application back (撤回).

Under the Regulations of 2019 that is an outcome with a row of its own in the report (其他处理).
Those of 2007 know no such outcome and their forms no such row: the case ends with its
`Withdrawal` alone, and no result is counted. Both are received applications.
"""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, Reply, Withdrawal
from gongkai.applications.transitions.answer import fill
from gongkai.applications.transitions.case import check_day, locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records


@transaction.atomic
def withdraw(application_id: int, *, on: date, reason: str = "", acting: Acting) -> Withdrawal:
    """End the case at the applicant's wish; no answer is owed.

    Raises: NotAllowed.
    Source: 国办公开办函〔2021〕30号 表三（六）; 2007: no rule.
    """
    application = locked(application_id)
    policies.permit_withdrawal(acting.by, application, today=acting.today)
    withdrawal = Withdrawal(application=application, withdrawn_on=on, reason=reason)
    check_day(withdrawal, "withdrawn_on", acting, since=application.received_on)
    for label, day in queries.days_of(application):
        if on < day:
            raise NotAllowed(f"撤回日期不能早于{label}（{day:%Y-%m-%d}）。", field="on")
    records.validate(withdrawal)
    withdrawal.save(force_insert=True)
    if queries.regime_of(application.received_on).code != "2008":
        reply = Reply(application=application)
        fill(reply, acting, outcome="other_handling", ground="withdrawn", replied_on=on, number="")
        reply.save(force_insert=True)
    application.answered_with = None
    application.status = Application.Status.ANSWERED
    application.save(update_fields=["answered_with", "status"])
    log.record(Action.APPLICATION_WITHDRAW, application, acting, withdrawn_on=on)
    return withdrawal
