"""A later day that is set, a fee notice on its way, a case that is taken up again."""

from datetime import date

import pytest

from gongkai.law.clock import (
    Consultation,
    Correction,
    Delay,
    Event,
    Extension,
    FeeNotice,
    ImpossibleClock,
    Reopening,
)
from tests.law.build import OTHER, THIRD_PARTY, clock

# deadlines.md example 4: received on Monday 2025-09-15, due on 2025-10-17.
MONDAY = date(2025, 9, 15)


def test_a_delay_sets_a_later_day() -> None:
    found = clock(MONDAY, Delay(date(2025, 12, 31), told_on=date(2025, 9, 24)))
    assert found.due_on == date(2025, 12, 31)
    assert found.steps[-1].article == "政府信息公开条例(2019) 第三十五条"
    assert not found.warnings


def test_a_delay_never_shortens() -> None:
    extended = Extension(20, date(2025, 9, 22))
    found = clock(MONDAY, Delay(date(2025, 10, 24), told_on=date(2025, 9, 24)), extended)
    assert found.due_on == clock(MONDAY, extended).due_on == date(2025, 11, 14)
    assert "不晚于" in found.warnings[0]


def test_a_delay_told_after_the_term_moves_nothing() -> None:
    told_on = date(2025, 10, 27)
    found = clock(MONDAY, Delay(date(2025, 12, 31), told_on=told_on))
    assert found.due_on == date(2025, 10, 17)
    assert "期限照常计算，不延迟" in found.warnings[0]


def test_a_fee_asked_for_after_the_term_moves_nothing() -> None:
    late = date(2025, 10, 27)
    notice = FeeNotice(late, date(2025, 10, 31), notified_on=late)
    found = clock(MONDAY, notice)
    assert found.due_on == date(2025, 10, 17)
    assert "期限照常计算，不重新起算" in found.warnings[0]
    assert found.lapses_on is None


def test_a_fee_asked_for_within_the_extended_term_is_in_time() -> None:
    told, sent = date(2025, 10, 13), date(2025, 10, 27)
    notice = FeeNotice(sent, date(2025, 10, 31), notified_on=sent)
    found = clock(MONDAY, Extension(20, told), notice)
    assert found.due_on == date(2025, 11, 28)  # twenty working days after the payment
    assert not any("收费通知在" in warning for warning in found.warnings)


def test_2008_knows_no_delay() -> None:
    found = clock(date(2018, 2, 5), Delay(date(2018, 6, 1), told_on=date(2018, 2, 9)))
    assert found.due_on == date(2018, 3, 1)
    assert "2007年条例没有延迟答复" in found.warnings[0]


def test_a_delay_into_an_unknown_year_is_provisional() -> None:
    assert clock(MONDAY, Delay(date(2031, 3, 3), told_on=MONDAY)).is_provisional


@pytest.mark.parametrize(
    "event",
    [
        Delay(date(2025, 9, 20), told_on=date(2025, 9, 24)),
        Delay(date(2025, 12, 31), told_on=date(2025, 9, 12)),
        Reopening(date(2025, 9, 12)),
        Reopening(date(2025, 12, 1), due_on=date(2025, 11, 28)),
        FeeNotice(date(2025, 9, 22), notified_on=date(2025, 9, 23)),
    ],
)
def test_days_out_of_order(event: Event) -> None:
    with pytest.raises(ImpossibleClock, match="先后颠倒"):
        clock(MONDAY, event)


def test_a_fee_notice_on_its_way_stops_the_clock_and_sets_no_day() -> None:
    found = clock(MONDAY, FeeNotice(None, notified_on=date(2025, 9, 22)))
    assert found.is_stopped
    assert found.lapses_on is None
    assert "自申请人收到次日起" in found.notes[0]


def test_a_payment_before_the_receipt_was_recorded() -> None:
    found = clock(MONDAY, FeeNotice(None, date(2025, 10, 20), date(2025, 9, 22)))
    assert (found.due_on, found.is_stopped) == (date(2025, 11, 17), False)


def test_taken_up_again_over_spring_festival() -> None:
    """Twenty working days after 2026-02-09, as in example 2."""
    found = clock(MONDAY, Reopening(date(2026, 2, 9)))
    assert found.due_on == date(2026, 3, 13)
    assert "没有法定期限" in found.notes[0]


def test_taken_up_again_only_what_follows_counts() -> None:
    before = (
        Correction(date(2025, 9, 17)),
        Consultation(THIRD_PARTY, date(2025, 9, 22)),
        Extension(5, date(2025, 9, 24)),
        FeeNotice(date(2025, 9, 26)),
        Delay(date(2026, 6, 1), told_on=date(2025, 9, 26)),
    )
    found = clock(MONDAY, *before, Reopening(date(2026, 2, 9)))
    assert (found.due_on, found.is_stopped) == (date(2026, 3, 13), False)
    after = Extension(20, date(2026, 3, 2))
    assert clock(MONDAY, *before[:2], Reopening(date(2026, 2, 9)), after).due_on == date(
        2026, 4, 13
    )


def test_taken_up_again_with_an_ordered_day() -> None:
    found = clock(MONDAY, Reopening(date(2026, 2, 9), due_on=date(2026, 2, 27)))
    assert found.due_on == date(2026, 2, 27)
    assert found.steps[-1].why == "决定确定的答复期限届满"


def test_a_term_the_agency_set_bounds_the_pause() -> None:
    """Ten working days after 24 September end on 14 October; fifteen remain."""
    letter = Consultation(OTHER, date(2025, 9, 22), date(2025, 9, 24), working_days=10)
    found = clock(MONDAY, letter)
    assert (found.due_on, found.is_stopped) == (date(2025, 11, 4), False)
    late = Consultation(OTHER, date(2025, 9, 22), date(2025, 9, 24), date(2025, 10, 20), 10)
    assert clock(MONDAY, late).due_on == date(2025, 11, 4)
