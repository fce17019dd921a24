"""What holds of the clock on whatever days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.clock import (
    Consultation,
    Correction,
    Delay,
    Event,
    Extension,
    FeeNotice,
    Reopening,
)
from gongkai.law.regimes import Consulted
from tests.law.build import BASE, OTHER, clock

MONDAY = date(2025, 9, 15)
RECEIVED = st.dates(date(2008, 5, 1), date(2026, 12, 31))


@given(received_on=RECEIVED)
def test_the_last_step_is_a_working_day_and_the_day_itself_does_not_count(
    received_on: date,
) -> None:
    found = clock(received_on)
    ordinals = [step.ordinal for step in found.steps if step.ordinal]
    assert ordinals == list(range(1, len(ordinals) + 1))
    assert len(ordinals) == (20 if received_on >= date(2019, 5, 15) else 15)
    assert found.steps[0].day == received_on
    assert BASE.is_working_day(found.due_on)


@given(received_on=RECEIVED, days=st.integers(1, 15))
def test_an_extension_adds_exactly_its_working_days(received_on: date, days: int) -> None:
    plain, extended = clock(received_on), clock(received_on, Extension(days))
    assert BASE.between(plain.due_on, extended.due_on) == days


@given(received_on=st.dates(date(2019, 5, 15), date(2026, 6, 30)), later=st.integers(0, 60))
def test_receiving_later_never_ends_earlier(received_on: date, later: int) -> None:
    then = received_on + timedelta(days=later)
    assert clock(received_on).due_on <= clock(then).due_on


@given(
    received_on=st.dates(date(2019, 5, 15), date(2026, 6, 30)),
    sent_after=st.integers(0, 15),
    answered_after=st.integers(0, 20),
)
def test_a_pause_adds_exactly_the_working_days_it_takes_out(
    received_on: date, sent_after: int, answered_after: int
) -> None:
    sent_on = received_on + timedelta(days=sent_after)
    answered_on = sent_on + timedelta(days=answered_after)
    plain = clock(received_on)
    paused = clock(received_on, Consultation(OTHER, sent_on, sent_on, answered_on))
    taken_out = BASE.between(sent_on, answered_on)
    assert BASE.between(plain.due_on, paused.due_on) == taken_out


DAYS = st.dates(date(2025, 9, 15), date(2025, 12, 31))


@given(
    events=st.lists(
        st.one_of(
            st.builds(Correction, DAYS, st.none()),
            st.builds(Consultation, st.sampled_from(Consulted), DAYS, st.none(), st.none()),
            st.builds(FeeNotice, DAYS, st.none()),
            st.builds(lambda day: Delay(day + timedelta(40), told_on=day), DAYS),
            st.builds(Reopening, DAYS, st.none()),
        ),
        max_size=5,
    )
)
def test_whatever_happens_the_term_is_never_shorter(events: list[Event]) -> None:
    found = clock(MONDAY, *events)
    assert found.due_on >= date(2025, 10, 17)
    assert found.steps[-1].day == found.due_on
