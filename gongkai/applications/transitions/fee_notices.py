"""The applicant is told to pay for processing (收费通知, 国办函〔2020〕109号).

Decided, notified, served, then paid or lapsed. From the notice the clock stands, the payment
begins it anew; a lapse is answered as 其他处理 (逾期未缴费). The money itself is the matter of
the room `fees`, whose `receive_payment` registers it with the payment.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, FeeNotice
from gongkai.applications.transitions.case import (
    check_day,
    check_written,
    locked,
    locked_step,
    move,
)
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law import fees
from gongkai.law.regimes import Term
from gongkai.ledgers import records


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticeEntry:
    """By which method, for what; the amount follows from the tariff.

    `quantity` is the ordinal of the application within its month, or its pages.
    """

    method: str
    why: str
    quantity: int
    payment: str


@transaction.atomic
def prepare(application_id: int, entry: FeeNoticeEntry, *, acting: Acting) -> FeeNotice:
    """Decide on the fee; what was decided and not sent is replaced.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十二条; 国办函〔2020〕109号 第三条至第六条.
    """
    application = locked(application_id)
    policies.permit_fee_notice(acting.by, application, today=acting.today)
    notice = getattr(application, "fee_notice", None) or FeeNotice(application=application)
    notice.method = entry.method
    notice.why = entry.why
    notice.quantity = entry.quantity
    notice.payment = entry.payment
    notice.amount = _amount(application, entry)
    check_written(notice, "why", "payment")
    records.validate(notice)
    notice.save()
    log.record(
        Action.FEE_NOTICE_PREPARE,
        application,
        acting,
        method=entry.method,
        quantity=entry.quantity,
        amount=notice.amount,
    )
    return notice


@transaction.atomic
def notify(
    fee_notice_id: int, *, notified_on: date, served_on: date | None = None, acting: Acting
) -> FeeNotice:
    """The notice went out; the clock stands, unless the term of the answer had ended.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第六条.
    """
    notice = locked_step(FeeNotice, fee_notice_id)
    policies.permit_fee_notification(acting.by, notice, today=acting.today)
    notice.notified_on = notified_on
    check_day(notice, "notified_on", acting, since=notice.application.received_on)
    _reach(notice, served_on, acting)
    notice.save(update_fields=["notified_on", "served_on", "due_on"])
    due_on = move(notice.application, acting)
    log.record(
        Action.FEE_NOTICE_NOTIFY,
        notice.application,
        acting,
        notified_on=notified_on,
        served_on=served_on,
        due_on=due_on,
    )
    return notice


@transaction.atomic
def served(fee_notice_id: int, *, served_on: date, acting: Acting) -> FeeNotice:
    """The notice reached the applicant, whose term of payment begins.

    Raises: NotAllowed.
    """
    notice = locked_step(FeeNotice, fee_notice_id)
    policies.permit_fee_service(acting.by, notice, today=acting.today)
    _reach(notice, served_on, acting)
    notice.save(update_fields=["served_on", "due_on"])
    move(notice.application, acting)
    log.record(Action.FEE_NOTICE_SERVE, notice.application, acting, served_on=served_on)
    return notice


@transaction.atomic
def pay(fee_notice_id: int, *, paid_on: date, acting: Acting) -> FeeNotice:
    """The applicant paid; the term begins anew.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第六条.
    """
    notice = locked_step(FeeNotice, fee_notice_id)
    policies.permit_payment(acting.by, notice, today=acting.today)
    notice.paid_on = paid_on
    check_day(notice, "paid_on", acting, since=notice.served_on or notice.notified_on)
    notice.save(update_fields=["paid_on"])
    due_on = move(notice.application, acting)
    log.record(Action.FEE_NOTICE_PAY, notice.application, acting, paid_on=paid_on, due_on=due_on)
    return notice


@transaction.atomic
def lapse(fee_notice_id: int, *, on: date, acting: Acting) -> FeeNotice:
    """The applicant let the term of payment pass: the application counts as given up.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第六条.
    """
    notice = locked_step(FeeNotice, fee_notice_id)
    policies.permit_fee_lapse(acting.by, notice, today=acting.today)
    notice.lapsed_on = on
    check_day(notice, "lapsed_on", acting, since=None)
    if notice.due_on and on <= notice.due_on:
        raise NotAllowed(f"缴费期限到{notice.due_on:%Y-%m-%d}才届满，请核对。", field="on")
    notice.save(update_fields=["lapsed_on"])
    log.record(Action.FEE_NOTICE_LAPSE, notice.application, acting, lapsed_on=on)
    return notice


def _amount(application: Application, entry: FeeNoticeEntry) -> int:
    """The fee by the tariff of the day of receipt, in 元."""
    try:
        if entry.method == FeeNotice.Method.PER_PAGE:
            amount = fees.page_fee(entry.quantity, on=application.received_on).amount
        else:
            amount = fees.item_price(entry.quantity, on=application.received_on)
            _refuse_more_than_came(application, entry.quantity)
    except (fees.NothingChargeable, ValueError) as refusal:
        raise NotAllowed(str(refusal), field="quantity") from None
    if not amount:
        raise NotAllowed("按标准不需收费，不能发出收费通知。", field="quantity")
    return amount


def _refuse_more_than_came(application: Application, quantity: int) -> None:
    ordinal = queries.month_ordinal(application)
    if quantity > ordinal:
        raise NotAllowed(
            f"按登记，该申请是申请人当月的第{ordinal}件，不能按第{quantity}件计收"
            "（国办函〔2020〕109号第四条）。",
            field="quantity",
        )


def _reach(notice: FeeNotice, served_on: date | None, acting: Acting) -> None:
    notice.served_on = served_on
    check_day(notice, "served_on", acting, since=notice.notified_on)
    if served_on:
        notice.due_on = acting.calendar.after(served_on, _term(notice).days)


def _term(notice: FeeNotice) -> Term:
    """The term of payment, which exists wherever a tariff does."""
    term = queries.regime_of(notice.application.received_on).payment
    if term is None:
        raise NotAllowed("2007年条例没有信息处理费，不得收取。")
    return term
