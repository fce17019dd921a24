"""The worked examples of the law's dates, hand-counted, with the wrong answers beside them."""

from datetime import date

import pytest

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock import (
    Consultation,
    Correction,
    Event,
    Extension,
    FeeNotice,
    ImpossibleClock,
    reply_deadline,
)
from gongkai.law.counting import Deadline, explain
from gongkai.law.regimes import Consulted, NoRegime
from tests.law.build import BASE, CO_PRODUCER, OTHER, THIRD_PARTY, clock


def counted_days(found: Deadline) -> list[tuple[int, int]]:
    return [(step.day.month, step.day.day) for step in found.steps if step.ordinal]


def test_example_1_spring_festival_2018() -> None:
    found = clock(date(2018, 2, 5))
    assert found.due_on == date(2018, 3, 1)
    february = [6, 7, 8, 9, 11, 12, 13, 14, 22, 23, 24, 26, 27, 28]
    assert counted_days(found) == [*((2, day) for day in february), (3, 1)]
    assert clock(date(2018, 2, 5), Extension(15)).due_on == date(2018, 3, 22)
    by_the_week = reply_deadline(date(2018, 2, 5), WorkCalendar())
    assert by_the_week.due_on == date(2018, 2, 26)
    assert by_the_week.is_provisional


def test_example_2_spring_festival_2026() -> None:
    found = clock(date(2026, 2, 9))
    assert found.due_on == date(2026, 3, 13)
    february = [10, 11, 12, 13, 14, 24, 25, 26, 27, 28]
    march = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13]
    assert counted_days(found) == [
        *((2, day) for day in february),
        *((3, day) for day in march),
    ]
    assert clock(date(2026, 2, 9), Extension(20)).due_on == date(2026, 4, 13)


def test_example_3_national_day_2026() -> None:
    found = clock(date(2026, 9, 18))
    assert found.due_on == date(2026, 10, 22)
    assert counted_days(found)[:9] == [
        (9, 20), (9, 21), (9, 22), (9, 23), (9, 24), (9, 28), (9, 29), (9, 30), (10, 8)
    ]  # fmt: skip


def test_example_4_third_party_over_national_day_2025() -> None:
    received_on = date(2025, 9, 15)
    silent = Consultation(THIRD_PARTY, date(2025, 9, 22), date(2025, 9, 24))
    answered = Consultation(THIRD_PARTY, date(2025, 9, 22), date(2025, 9, 24), date(2025, 10, 9))
    assert clock(received_on).due_on == date(2025, 10, 17)
    assert clock(received_on, silent).due_on == date(2025, 11, 11)
    assert clock(received_on, answered).due_on == date(2025, 10, 29)
    assert counted_days(clock(received_on, silent))[:6] == [
        (9, 16), (9, 17), (9, 18), (9, 19), (9, 22), (10, 22)
    ]  # fmt: skip


def test_example_5_fee_over_national_day_2025() -> None:
    received_on = date(2025, 9, 10)
    unpaid = clock(received_on, FeeNotice(date(2025, 9, 26)))
    assert unpaid.lapses_on == date(2025, 10, 30)
    assert unpaid.is_stopped
    assert any("视为放弃申请" in note for note in unpaid.notes)
    paid = clock(received_on, FeeNotice(date(2025, 9, 26), date(2025, 10, 20)))
    assert paid.due_on == date(2025, 11, 17)
    assert (paid.lapses_on, paid.is_stopped) == (None, False)


def test_example_6_correction_before_spring_festival_2026() -> None:
    received_on = date(2026, 1, 30)
    found = clock(received_on, Correction(date(2026, 2, 10), date(2026, 2, 24)))
    assert found.due_on == date(2026, 3, 23)
    assert not found.warnings
    assert clock(received_on).due_on == date(2026, 3, 5)


def test_example_8_the_amendment_of_2020() -> None:
    received_on = date(2020, 1, 16)
    before = reply_deadline(received_on, BASE.as_known_on(date(2020, 1, 26)))
    after = reply_deadline(received_on, BASE.as_known_on(date(2020, 1, 27)))
    assert before.due_on == date(2020, 2, 18)
    assert after.due_on == date(2020, 2, 20)
    assert before.calendar_version != after.calendar_version


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [(date(2019, 5, 14), date(2019, 6, 4)), (date(2019, 5, 15), date(2019, 6, 13))],
)
def test_the_day_of_receipt_chooses_the_regime(received_on: date, due_on: date) -> None:
    # 7 June 2019 (端午节) is off.
    assert clock(received_on).due_on == due_on


def test_before_the_regulations_there_is_no_clock() -> None:
    with pytest.raises(NoRegime):
        clock(date(2008, 4, 30))


def test_a_correction_asked_for_on_the_eighth_day_changes_nothing_but_warns() -> None:
    # 10 February 2026 is the seventh working day after 30 January, 11 February the eighth.
    late = clock(date(2026, 1, 30), Correction(date(2026, 2, 11), date(2026, 2, 24)))
    assert late.due_on == date(2026, 3, 5)
    assert late.warnings == ("要求补正超过了7个工作日（第8个工作日），期限照常计算，不重新起算。",)


def test_an_open_correction_stops_the_clock_visibly() -> None:
    found = clock(date(2026, 1, 30), Correction(date(2026, 2, 10)))
    assert found.is_stopped
    assert explain(found)[-1] == "期限届满日：不早于2026年3月5日（周四）。"


def test_only_the_first_correction_counts() -> None:
    first = Correction(date(2026, 2, 3), date(2026, 2, 5))
    second = Correction(date(2026, 2, 9), date(2026, 2, 24))
    found = clock(date(2026, 1, 30), second, first)
    assert found.due_on == clock(date(2026, 1, 30), first).due_on
    assert found.warnings == ("补正应当一次性告知，再次要求补正不使期限重新计算。",)


def test_a_correction_of_2008_begins_the_term_anew_with_a_note() -> None:
    # 1 to 21 March 2018 holds no day off but weekends.
    found = clock(date(2018, 2, 26), Correction(date(2018, 2, 27), date(2018, 2, 28)))
    assert found.due_on == date(2018, 3, 21)
    assert any("实务理解" in note for note in found.notes)


@pytest.mark.parametrize("who", [OTHER, CO_PRODUCER])
def test_other_agencies_do_not_stop_the_clock_of_2008(who: Consulted) -> None:
    asked = Consultation(who, date(2018, 3, 5), date(2018, 3, 6), date(2018, 3, 12))
    found = clock(date(2018, 3, 1), asked)
    assert found.due_on == date(2018, 3, 22)
    assert len(found.warnings) == 1


def test_a_third_party_of_2008_has_no_term() -> None:
    asked = Consultation(THIRD_PARTY, date(2018, 3, 5), date(2018, 3, 6))
    found = clock(date(2018, 3, 1), asked)
    assert found.is_stopped
    assert found.due_on == date(2018, 3, 22)
    answered = Consultation(THIRD_PARTY, date(2018, 3, 5), date(2018, 3, 6), date(2018, 3, 12))
    # Left out: 6 to 9 and 12 March, five working days.
    assert clock(date(2018, 3, 1), answered).due_on == date(2018, 3, 29)


def test_another_agency_of_2019_has_no_term_either() -> None:
    open_ended = clock(date(2024, 3, 1), Consultation(OTHER, date(2024, 3, 4)))
    assert open_ended.is_stopped
    answered = Consultation(OTHER, date(2024, 3, 4), None, date(2024, 3, 6))
    # Without it 29 March; 5 and 6 March are left out.
    assert clock(date(2024, 3, 1), answered).due_on == date(2024, 4, 2)


def test_a_letter_not_yet_served_is_counted_from_its_sending_for_the_time_being() -> None:
    unserved = clock(date(2025, 9, 15), Consultation(THIRD_PARTY, date(2025, 9, 22)))
    served = Consultation(THIRD_PARTY, date(2025, 9, 22), date(2025, 9, 22))
    assert unserved.due_on == clock(date(2025, 9, 15), served).due_on
    assert unserved.is_stopped


def test_a_late_opinion_takes_out_its_term_only() -> None:
    late = Consultation(THIRD_PARTY, date(2025, 9, 22), date(2025, 9, 24), date(2025, 10, 30))
    found = clock(date(2025, 9, 15), late)
    assert found.due_on == date(2025, 11, 11)
    assert found.warnings == ("第三方在2025-10-21以后才答复，逾期的时间不扣除。",)


def test_overlapping_letters_take_out_a_day_once() -> None:
    one = Consultation(THIRD_PARTY, date(2024, 3, 4), date(2024, 3, 4), date(2024, 3, 8))
    other = Consultation(OTHER, date(2024, 3, 6), None, date(2024, 3, 12))
    # 5 to 8, 11 and 12 March are six days; 20 working days end on 29 March; 4 to 6 April off,
    # Sunday 7 April working.
    assert clock(date(2024, 3, 1), one, other).due_on == date(2024, 4, 9)


def test_extension_and_pause_add_up() -> None:
    answered = Consultation(THIRD_PARTY, date(2025, 9, 22), date(2025, 9, 24), date(2025, 10, 9))
    found = clock(date(2025, 9, 15), answered, Extension(5, date(2025, 10, 20)))
    assert found.due_on == date(2025, 11, 5)


def test_an_extension_told_too_late_adds_nothing() -> None:
    found = clock(date(2018, 2, 5), Extension(15, date(2018, 3, 2)))
    assert found.due_on == date(2018, 3, 1)
    assert found.warnings == ("延期告知在2018-03-01原期限届满以后作出，期限照常计算，不延长。",)
    in_time = clock(date(2018, 2, 5), Extension(15, date(2018, 3, 1)))
    assert (in_time.due_on, in_time.warnings) == (date(2018, 3, 22), ())


def test_an_extension_told_while_the_clock_stands_is_in_time() -> None:
    asked = Consultation(OTHER, date(2025, 9, 22))
    found = clock(date(2025, 9, 15), asked, Extension(5, date(2025, 11, 3)))
    assert found.is_stopped
    assert not found.warnings


def test_an_extension_before_the_fee_is_spent_with_the_old_term() -> None:
    events = (
        Extension(20, date(2025, 9, 20)),
        FeeNotice(date(2025, 9, 26), date(2025, 10, 20)),
    )
    found = clock(date(2025, 9, 10), *events)
    assert found.due_on == date(2025, 11, 17)
    assert found.warnings == ("延期告知在期限重新计算以前作出，不延长重新计算的期限。",)


def test_a_fee_paid_too_late_warns() -> None:
    found = clock(date(2025, 9, 10), FeeNotice(date(2025, 9, 26), date(2025, 10, 31)))
    assert found.warnings == ("申请人逾期缴费，依规定已视为放弃申请，继续办理须说明理由。",)


def test_a_fee_of_2008_changes_nothing() -> None:
    found = clock(date(2018, 3, 1), FeeNotice(date(2018, 3, 5), date(2018, 3, 6)))
    assert found.due_on == date(2018, 3, 22)
    assert found.warnings == ("2007年条例没有缴费期限，收费不影响答复期限。",)


@pytest.mark.parametrize(
    ("received_on", "events", "sentence"),
    [
        (date(2024, 3, 1), (Extension(21),), "最长不得超过20个工作日"),
        (date(2018, 3, 1), (Extension(16),), "最长不得超过15个工作日"),
        (date(2018, 3, 1), (Extension(0),), "最短1个"),
        (date(2024, 3, 1), (Extension(5), Extension(5)), "不得再次延期"),
        (date(2024, 3, 1), (Extension(5, date(2024, 2, 1)),), "延期的日期先后颠倒"),
        (date(2024, 3, 1), (Correction(date(2024, 2, 1)),), "补正的日期先后颠倒"),
        (date(2024, 3, 1), (Correction(date(2024, 3, 5), date(2024, 3, 4)),), "补正的日期"),
        (date(2024, 3, 1), (FeeNotice(date(2024, 3, 5), date(2024, 3, 4)),), "收费的日期"),
        (
            date(2024, 3, 1),
            (Consultation(THIRD_PARTY, date(2024, 3, 5), date(2024, 3, 4)),),
            "征求第三方意见的日期",
        ),
        (
            date(2024, 3, 1),
            (Consultation(OTHER, date(2024, 3, 5), None, date(2024, 3, 4)),),
            "征求其他机关意见的日期",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    received_on: date, events: tuple[Event, ...], sentence: str
) -> None:
    with pytest.raises(ImpossibleClock, match=sentence):
        clock(received_on, *events)
