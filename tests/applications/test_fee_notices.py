"""The applicant is told to pay; the term begins anew with the payment."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.transitions import fee_notices
from gongkai.applications.transitions.fee_notices import FeeNoticeEntry
from tests.applications.build import BY_PAGE, MONDAY, MONDAY_DUE, case, charged, received
from tests.build import Town

BY_ITEM = FeeNoticeEntry(
    method="per_item", why="本月申请数量明显超过合理范围", quantity=11, payment="银行转账"
)


def test_the_term_over_national_day(town: Town) -> None:
    """deadlines.md example 5, fees.md A.7 vector 4."""
    application = case(town)
    notice = charged(town, application)
    application.refresh_from_db()
    assert (notice.amount, notice.due_on) == (500, date(2025, 10, 30))
    assert application.is_stopped

    day = date(2025, 10, 20)
    fee_notices.pay(notice.pk, paid_on=day, acting=town.acting("li", day))
    application.refresh_from_db()
    assert (application.due_on, application.is_stopped) == (date(2025, 11, 17), False)


def test_the_term_of_payment_waits_for_the_receipt(town: Town) -> None:
    application = case(town)
    acting = town.acting("zhou", date(2025, 9, 25))
    notice = fee_notices.prepare(application.pk, BY_PAGE, acting=acting)
    notice = fee_notices.notify(notice.pk, notified_on=date(2025, 9, 25), acting=acting)
    application.refresh_from_db()
    assert notice.due_on is None
    assert application.is_stopped
    with pytest.raises(NotAllowed, match="先登记申请人收到"):
        fee_notices.lapse(
            notice.pk, on=date(2025, 12, 1), acting=town.acting("li", date(2025, 12, 1))
        )
    day = date(2025, 9, 26)
    notice = fee_notices.served(notice.pk, served_on=day, acting=town.acting("li", day))
    assert notice.due_on == date(2025, 10, 30)


def test_prepared_it_moves_nothing_and_may_be_decided_again(town: Town) -> None:
    application = case(town)
    acting = town.acting("zhou", date(2025, 9, 16))
    fee_notices.prepare(application.pk, BY_PAGE, acting=acting)
    notice = fee_notices.prepare(application.pk, replace(BY_PAGE, quantity=150), acting=acting)
    application.refresh_from_db()

    assert notice.amount == 1700
    assert (application.due_on, application.is_stopped) == (MONDAY_DUE, False)


def test_by_item_as_many_as_came(town: Town) -> None:
    """Ten before it in the month: the eleventh costs 100 元, the twelfth has not come."""
    for number in range(10):
        case(town, number=f"旧{number}")
    application = case(town, number="第十一件")
    acting = town.acting("zhou", date(2025, 9, 16))
    with pytest.raises(NotAllowed, match="当月的第11件"):
        fee_notices.prepare(application.pk, replace(BY_ITEM, quantity=12), acting=acting)

    assert fee_notices.prepare(application.pk, BY_ITEM, acting=acting).amount == 100


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (replace(BY_PAGE, quantity=30), "不需收费"),
        (replace(BY_PAGE, quantity=0), "正整数"),
        (replace(BY_ITEM, quantity=1), "不需收费"),
        (replace(BY_PAGE, why=" "), "超过合理范围"),
        (replace(BY_PAGE, payment=""), "缴纳方式"),
    ],
)
def test_not_decided(town: Town, entry: FeeNoticeEntry, sentence: str) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match=sentence):
        fee_notices.prepare(application.pk, entry, acting=town.acting("zhou", date(2025, 9, 16)))


@pytest.mark.parametrize(
    ("on", "kind", "sentence"),
    [
        (date(2018, 2, 5), "", "2017年4月1日起停止收取"),
        (date(2020, 11, 2), "natural_person", "尚未施行"),
    ],
)
def test_no_tariff_no_fee(town: Town, on: date, kind: str, sentence: str) -> None:
    application = received(town, on=on, applicant_kind=kind)
    with pytest.raises(NotAllowed, match=sentence):
        fee_notices.prepare(application.pk, BY_PAGE, acting=town.acting("zhou", on))


def test_never_by_both_methods(town: Town) -> None:
    application = case(town)
    charged(town, application)
    with pytest.raises(NotAllowed, match="不得同时按件、按量"):
        fee_notices.prepare(application.pk, BY_ITEM, acting=town.acting("zhou", date(2025, 9, 29)))


def test_a_notice_sent_after_the_term_is_on_record_and_moves_nothing(town: Town) -> None:
    application = case(town)
    notice = fee_notices.prepare(application.pk, BY_PAGE, acting=town.acting("zhou", MONDAY))
    day, later = date(2025, 10, 20), date(2025, 11, 28)
    fee_notices.notify(notice.pk, notified_on=day, served_on=day, acting=town.acting("li", day))
    application.refresh_from_db()
    assert (application.due_on, application.is_stopped) == (MONDAY_DUE, False)
    with pytest.raises(NotAllowed, match="不能据此视为放弃"):
        fee_notices.lapse(notice.pk, on=later, acting=town.acting("li", later))
    fee_notices.pay(notice.pk, paid_on=later, acting=town.acting("li", later))
    application.refresh_from_db()
    assert application.due_on == MONDAY_DUE


def test_no_fee_is_decided_on_after_the_term(town: Town) -> None:
    application, day = case(town), date(2025, 10, 20)
    with pytest.raises(NotAllowed, match="2025-10-17届满"):
        fee_notices.prepare(application.pk, BY_PAGE, acting=town.acting("zhou", day))


def test_nothing_lapses_before_the_end_of_the_term(town: Town) -> None:
    notice = charged(town, case(town))
    day = date(2025, 10, 30)
    with pytest.raises(NotAllowed, match="2025-10-30才届满"):
        fee_notices.lapse(notice.pk, on=day, acting=town.acting("li", day))
    later = town.acting("li", date(2025, 10, 31))
    fee_notices.lapse(notice.pk, on=date(2025, 10, 31), acting=later)
    with pytest.raises(NotAllowed, match="视为放弃"):
        fee_notices.pay(notice.pk, paid_on=date(2025, 10, 31), acting=later)


def test_days_in_order(town: Town) -> None:
    notice = charged(town, case(town))
    acting = town.acting("li", date(2025, 9, 29))
    with pytest.raises(NotAllowed, match="不能早于"):
        fee_notices.pay(notice.pk, paid_on=date(2025, 9, 25), acting=acting)
    with pytest.raises(NotAllowed, match="今天之后"):
        fee_notices.pay(notice.pk, paid_on=date(2025, 9, 30), acting=acting)
    with pytest.raises(NotAllowed, match="2025-09-26收到"):
        fee_notices.served(notice.pk, served_on=date(2025, 9, 28), acting=acting)
