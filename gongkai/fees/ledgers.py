"""The ledger of this room, as offices keep it."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.applications.queries import numbers_of
from gongkai.audit.actions import Action
from gongkai.fees import transitions
from gongkai.fees.models import Fee
from gongkai.ledgers.columns import Amount, Choice, Column, Day, Reference, Text
from gongkai.ledgers.ledger import Ledger


@dataclass(frozen=True, slots=True)
class AmountOrNothing(Amount):
    """An amount in yuan; an empty cell is zero."""

    empty: Decimal | None = Decimal(0)


FEES = Ledger(
    key="fees",
    sheet="收费",
    about="向申请人收取和减免的费用，每件申请每项一行；没有收费不用登记。",
    columns=(
        Column(
            "application",
            "申请编号",
            Reference(numbers_of, 60),
            required=True,
            synonyms=("登记编号",),
        ),
        Column("kind", "收费项目", Choice(Fee.Kind.choices), required=True, synonyms=("项目",)),
        Column("charged_on", "日期", Day(), required=True, synonyms=("收费日期",)),
        Column("charged", "收取金额", AmountOrNothing(), synonyms=("金额", "收费金额")),
        Column("waived", "减免金额", AmountOrNothing(), synonyms=("减免",)),
        Column("waiver_reason", "减免理由", Text(200), synonyms=("减免原因",)),
    ),
    entry=transitions.FeeEntry,
    model=Fee,
    day="charged_on",
    records=lambda agency: Fee.objects.filter(agency=agency).select_related("application"),
    read=lambda fee: transitions.FeeEntry(
        application=fee.application.number,
        kind=fee.kind,
        charged_on=fee.charged_on,
        charged=fee.charged,
        waived=fee.waived,
        waiver_reason=fee.waiver_reason,
    ),
    enter=transitions.charge,
    amend=transitions.amend_fee,
    entering=Action.FEE_CHARGE,
    amending=Action.FEE_AMEND,
    synonyms=("收费减免", "收费及减免"),
)

ALL = (FEES,)
