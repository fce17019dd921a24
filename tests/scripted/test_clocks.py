"""Days counted by hand against the law's own functions, without any transition."""

import pytest

from gongkai.law import fees
from gongkai.law.receipt import ReceiptFacts, receipt
from gongkai.law.regimes import regime_on
from tests.scripted.cases import Case, Event, all_cases, service_day
from tests.scripted.clocks import known_on, states

CASES = all_cases()


def by_name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_the_day_of_receipt_and_its_regime(case: Case) -> None:
    found = receipt(case.received.channel, ReceiptFacts(**case.received.days))
    assert found.received_on == case.received.received_on
    assert regime_on(found.received_on).code == case.regime


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_due_dates_after_every_event(case: Case) -> None:
    found = states(case)
    assert [(verb, on, law) for verb, on, _, law in found] == [
        (verb, on, hand) for verb, on, hand, _ in found
    ]


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_notice_moves_what_it_should(case: Case) -> None:
    for event in case.happened("notice"):
        notices = {row.notice.code: row.notice for row in known_on(event.on).days}
        assert notices[event.fields["code"]].published_on == event.on


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_in_time_is_a_matter_of_the_way_of_service(case: Case) -> None:
    for event in case.happened("serve"):
        day = service_day(event)
        if event.in_time is not None:
            assert event.in_time == (day <= event.state.due_on)
            assert not event.state.is_stopped


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_case_is_closed_by_its_first_end(case: Case) -> None:
    ends = [
        service_day(event) if event.verb == "serve" else event.on
        for event in case.happened("serve", "lapse_correction", "lapse_fee", "withdraw")
        if event.verb != "serve" or event.in_time is not None
    ]
    if case.happened("merge"):
        return  # closed with the other one: test_coverage
    assert case.closed_on == ends[0]


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_fees_and_the_days_to_pay_and_to_correct(case: Case) -> None:
    for event in case.happened("fee_notice"):
        if case.regime == "2019":
            assert event.fields["amount"] == charge(event, case).amount
        else:
            assert fees.FeeMethod(event.fields["method"]) in fees.methods_on(event.on)
    for verb, asked in (("lapse_fee", "fee_notice"), ("lapse_correction", "ask_correction")):
        for event in [e for e in case.events if e.verb == verb and case.regime == "2019"]:
            [notice] = case.happened(asked)
            last = known_on(event.on).after(notice.on, term_of(notice, case))
            assert bool(event.refused) == (event.on <= last), (event.verb, last)


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_reopened_case_is_due_on_the_day_it_says(case: Case) -> None:
    for event in case.happened("reopen"):
        days = regime_on(case.received.received_on).reply.days
        assert event.state.due_on == event.fields["due_on"]
        assert event.state.due_on == known_on(event.on).after(event.on, days)


def charge(event: Event, case: Case) -> fees.Charge:
    on = case.received.received_on
    if event.fields["method"] == "per_page":
        return fees.page_fee(event.fields["pages"], on=on)
    ordinal = event.fields["ordinal"]
    return fees.item_fee(ordinal, ordinal, on=on)


def term_of(notice: Event, case: Case) -> int:
    if notice.verb == "ask_correction":
        return int(notice.fields["working_days"])
    payment = regime_on(case.received.received_on).payment
    assert payment
    return payment.days
