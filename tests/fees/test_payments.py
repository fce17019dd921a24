"""What an applicant paid after a fee notice stands in the register of fees, once."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.fees.ledgers import FEES
from gongkai.fees.models import Fee
from gongkai.fees.transitions import FeeEntry, charge, receive_payment
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import parse_ref
from gongkai.reports.figures import Scope, compute
from tests.applications.build import case, charged, entries_on, received
from tests.build import Town

PAID = date(2025, 10, 20)


def _paid(town: Town, application: Application) -> Fee:
    notice = charged(town, application)
    return receive_payment(notice.pk, paid_on=PAID, acting=town.acting("li", PAID))


def _entry(application: Application, on: date) -> FeeEntry:
    return FeeEntry(
        application=application.number, kind="processing", charged_on=on, charged=Decimal(500)
    )


def _charged_in(town: Town, year: int) -> object:
    ref = parse_ref("fees.charged")
    agencies = type(town.agency).objects.filter(pk=town.agency.pk)
    cell = compute(Scope(agencies, year, base_calendar()), [ref])[ref]
    return getattr(cell.value, "value", None)


def test_a_payment_begins_the_term_anew_and_is_registered(town: Town) -> None:
    application = case(town)
    fee = _paid(town, application)
    application.refresh_from_db()

    assert FEES.read(fee) == _entry(application, PAID)
    assert application.due_on == date(2025, 11, 17)
    assert entries_on(application)[-1] == "fee_notice.pay"


def test_the_annual_report_counts_it(town: Town) -> None:
    _paid(town, case(town))

    assert _charged_in(town, 2025) == 500


def test_the_annual_report_counts_the_cost_fees_of_2007(town: Town) -> None:
    application = received(town, on=date(2017, 3, 1))
    entry = FeeEntry(
        application=application.number,
        kind="copy",
        charged_on=date(2017, 3, 8),
        charged=Decimal(8),
    )
    charge(town.agency, entry, acting=town.acting("li", PAID))

    assert _charged_in(town, 2017) == 8


def test_what_the_register_held_before_counts_once(town: Town) -> None:
    application = case(town)
    notice = charged(town, application)
    held = charge(
        town.agency, _entry(application, date(2025, 10, 17)), acting=town.acting("li", PAID)
    )
    fee = receive_payment(notice.pk, paid_on=PAID, acting=town.acting("li", PAID))

    assert fee == held
    assert _charged_in(town, 2025) == 500


def test_a_ledger_that_tells_of_it_again_is_refused(town: Town) -> None:
    application = case(town)
    _paid(town, application)
    later = town.acting("li", date(2025, 10, 27))
    with pytest.raises(NotAllowed, match="2025-10-20登记"):
        charge(town.agency, _entry(application, date(2025, 10, 21)), acting=later)


def test_a_payment_that_is_refused_leaves_no_fee(town: Town) -> None:
    notice = charged(town, case(town))
    with pytest.raises(NotAllowed, match="在今天之后"):
        receive_payment(notice.pk, paid_on=date(2025, 10, 21), acting=town.acting("li", PAID))

    assert not Fee.objects.exists()
