"""Fees are charged and waived, as far as the law of the day allows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.applications.queries import numbered
from gongkai.applications.transitions import fee_notices
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.fees.models import Fee
from gongkai.law.fees import FeeMethod, NothingChargeable, period_on
from gongkai.ledgers import records


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeEntry:
    """One charge or waiver; an amount left empty is zero.

    Units: 元.
    """

    application: str
    kind: str
    charged_on: date
    charged: Decimal = Decimal(0)
    waived: Decimal = Decimal(0)
    waiver_reason: str = ""


@transaction.atomic
def charge(agency: Agency, entry: FeeEntry, *, acting: Acting) -> Fee:
    """Register what an applicant was charged, and what was waived.

    Raises: NotAllowed, with the rule, where the law of the day knows no such fee.
    Source: 政府信息公开条例(2007) 第二十七条、第二十八条; 政府信息公开条例(2019) 第四十二条.
    """
    policies.permit(acting.by, Action.FEE_CHARGE, agency)
    fee = Fee(agency=agency, **_values(agency, entry, acting))
    _refuse_twice(fee)
    return records.enter(fee, action=Action.FEE_CHARGE, acting=acting)


@transaction.atomic
def receive_payment(fee_notice_id: int, *, paid_on: date, acting: Acting) -> Fee:
    """The applicant paid the processing fee: the term begins anew, the register holds the money.

    What the register already holds of it counts once.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第六条.
    """
    notice = fee_notices.pay(fee_notice_id, paid_on=paid_on, acting=acting)
    application = notice.application
    held = application.fees.filter(kind=Fee.Kind.PROCESSING, charged__gt=0)
    if fee := held.order_by("pk").first():
        return fee
    entry = FeeEntry(
        application=application.number,
        kind=Fee.Kind.PROCESSING,
        charged_on=paid_on,
        charged=Decimal(notice.amount),
    )
    return charge(application.agency, entry, acting=acting)


@transaction.atomic
def amend_fee(fee_id: int, entry: FeeEntry, *, reason: str, acting: Acting) -> Fee:
    """Correct a charge or waiver.

    Raises: NotAllowed.
    """
    fee = Fee.objects.select_for_update(of=("self",)).select_related("agency").get(pk=fee_id)
    policies.permit(acting.by, Action.FEE_AMEND, fee.agency)
    values = _values(fee.agency, entry, acting)
    records.amend(fee, values, reason=reason, action=Action.FEE_AMEND, acting=acting)
    _refuse_twice(fee)
    return fee


def _values(agency: Agency, entry: FeeEntry, acting: Acting) -> dict[str, object]:
    application = numbered(agency, entry.application, field="application")
    if entry.charged_on < application.received_on:
        raise NotAllowed("收费日期不能早于收到申请的日期。", field="charged_on")
    if entry.charged_on > acting.today:
        raise NotAllowed("收费日期在今天之后，请核对。", field="charged_on")
    if entry.charged:
        _refuse_illegal(entry)
    return {
        "application": application,
        "kind": entry.kind,
        "charged_on": entry.charged_on,
        "charged": entry.charged,
        "waived": entry.waived,
        "waiver_reason": entry.waiver_reason,
    }


_KINDS = {
    FeeMethod.SEARCH: Fee.Kind.SEARCH,
    FeeMethod.COPY: Fee.Kind.COPY,
    FeeMethod.POSTAGE: Fee.Kind.POSTAGE,
    FeeMethod.PER_ITEM: Fee.Kind.PROCESSING,
    FeeMethod.PER_PAGE: Fee.Kind.PROCESSING,
}


def _refuse_illegal(entry: FeeEntry) -> None:
    try:
        period = period_on(entry.charged_on)
    except NothingChargeable as rule:
        raise NotAllowed(str(rule), field="charged") from None
    if entry.kind not in {_KINDS[method] for method in period.methods}:
        raise NotAllowed(
            f"{entry.charged_on:%Y-%m-%d}不得收取该项费用：{period.rule}（{period.source}）",
            field="charged",
        )


def _refuse_twice(fee: Fee) -> None:
    same = Fee.objects.filter(
        application=fee.application, kind=fee.kind, charged_on=fee.charged_on
    ).exclude(pk=fee.pk)
    if same.exists():
        raise NotAllowed("该申请同一天的同一收费项目已登记过，请更正原登记。", field="kind")
    if fee.kind == Fee.Kind.PROCESSING and fee.charged:
        _refuse_second_method(fee)


def _refuse_second_method(fee: Fee) -> None:
    """One application has one processing fee (国办函〔2020〕109号 第三条)."""
    held = Fee.objects.filter(
        application=fee.application, kind=Fee.Kind.PROCESSING, charged__gt=0
    ).exclude(pk=fee.pk)
    if other := held.order_by("pk").first():
        raise NotAllowed(
            f"该申请的信息处理费已于{other.charged_on:%Y-%m-%d}登记，不得重复收取"
            "（国办函〔2020〕109号第三条），请更正原登记。",
            field="kind",
        )
