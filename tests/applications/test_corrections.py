"""The applicant is asked to correct, once; the term begins anew."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Correction
from gongkai.applications.transitions import corrections
from tests.applications.build import CORRECTION, MONDAY_DUE, case, corrected_from, received
from tests.build import Town


def _ask(town: Town, application: Application, on: date) -> Correction:
    acting = town.acting("li", on)
    correction = corrections.prepare(application.pk, CORRECTION, acting=acting)
    return corrections.ask(correction.pk, asked_on=on, served_on=on, acting=acting)


def test_the_term_begins_anew_before_spring_festival(town: Town) -> None:
    """deadlines.md example 6."""
    application = received(town, on=date(2026, 1, 30), applicant_kind="natural_person")
    correction = _ask(town, application, date(2026, 2, 10))
    application.refresh_from_db()
    assert application.is_stopped
    corrections.receive(
        correction.pk,
        corrected_on=date(2026, 2, 24),
        content="2025年的",
        acting=town.acting("li", date(2026, 2, 24)),
    )
    application.refresh_from_db()

    assert (application.due_on, application.is_stopped) == (date(2026, 3, 23), False)
    assert application.content == "2017年宅基地审核结果", "what came in stays"


def test_prepared_it_moves_nothing_and_may_be_prepared_again(town: Town) -> None:
    application = case(town)
    acting = town.acting("li", date(2025, 9, 16))
    corrections.prepare(application.pk, CORRECTION, acting=acting)
    corrections.prepare(application.pk, replace(CORRECTION, items="请写明地块"), acting=acting)
    application.refresh_from_db()

    assert (application.due_on, application.is_stopped) == (MONDAY_DUE, False)
    assert application.correction.items == "请写明地块"


def test_the_applicants_term_runs_from_the_receipt(town: Town) -> None:
    """22 to 26, 28 (Sunday, worked), 29, 30 September, 9 and 10 October."""
    correction = corrected_from(town, case(town))

    assert correction.due_on == date(2025, 10, 10)


@pytest.mark.parametrize(
    ("asked_on", "today", "sentence"),
    [
        (date(2025, 9, 12), date(2025, 9, 16), "不能早于"),
        (date(2025, 9, 18), date(2025, 9, 17), "在今天之后"),
    ],
)
def test_asked_on_a_wrong_day(town: Town, asked_on: date, today: date, sentence: str) -> None:
    application = case(town)
    correction = corrections.prepare(
        application.pk, CORRECTION, acting=town.acting("li", date(2025, 9, 16))
    )
    with pytest.raises(NotAllowed, match=sentence):
        corrections.ask(correction.pk, asked_on=asked_on, acting=town.acting("li", today))


def test_the_seventh_working_day_is_in_time(town: Town) -> None:
    assert _ask(town, case(town), date(2025, 9, 24)).asked_on == date(2025, 9, 24)


def test_after_the_seventh_none_is_prepared(town: Town) -> None:
    day = date(2025, 9, 25)
    with pytest.raises(NotAllowed, match="7个工作日内（2025-09-24以前）"):
        corrections.prepare(case(town).pk, CORRECTION, acting=town.acting("li", day))


def test_told_after_the_seventh_it_is_on_record_and_moves_nothing(town: Town) -> None:
    application, day = case(town), date(2025, 9, 25)
    correction = corrections.prepare(
        application.pk, CORRECTION, acting=town.acting("li", date(2025, 9, 24))
    )
    acting = town.acting("li", day)
    corrections.ask(correction.pk, asked_on=day, served_on=day, acting=acting)
    application.refresh_from_db()
    assert (application.due_on, application.is_stopped) == (MONDAY_DUE, False)

    late = town.acting("li", date(2025, 10, 16))
    with pytest.raises(NotAllowed, match="不能视为放弃申请"):
        corrections.lapse(correction.pk, on=date(2025, 10, 16), acting=late)
    corrections.receive(
        correction.pk, corrected_on=date(2025, 10, 16), content="2015年的", acting=late
    )
    application.refresh_from_db()
    assert application.due_on == MONDAY_DUE


def test_the_regime_of_2008_knows_no_limit_and_no_lapse(town: Town) -> None:
    application = received(town)
    correction = _ask(town, application, date(2018, 2, 26))  # the tenth working day
    with pytest.raises(NotAllowed, match="2007年条例没有"):
        corrections.lapse(
            correction.pk, on=date(2018, 3, 30), acting=town.acting("li", date(2018, 3, 30))
        )
    corrections.receive(
        correction.pk,
        corrected_on=date(2018, 3, 1),
        content="2016年的",
        acting=town.acting("li", date(2018, 3, 1)),
    )
    application.refresh_from_db()

    assert application.due_on == date(2018, 3, 22), "fifteen working days after 1 March"


def test_not_twice(town: Town) -> None:
    application = case(town)
    correction = corrected_from(town, application)
    acting = town.acting("li", date(2025, 9, 22))
    with pytest.raises(NotAllowed, match="一次性告知"):
        corrections.prepare(application.pk, CORRECTION, acting=acting)
    with pytest.raises(NotAllowed, match="2025-09-17告知"):
        corrections.ask(correction.pk, asked_on=date(2025, 9, 18), acting=acting)
    with pytest.raises(NotAllowed, match="2025-09-19收到"):
        corrections.served(correction.pk, served_on=date(2025, 9, 20), acting=acting)


def test_nothing_lapses_before_the_end_of_the_term(town: Town) -> None:
    correction = corrected_from(town, case(town))
    with pytest.raises(NotAllowed, match="2025-10-10才届满"):
        corrections.lapse(
            correction.pk, on=date(2025, 10, 10), acting=town.acting("li", date(2025, 10, 10))
        )
    with pytest.raises(NotAllowed, match="2025-10-10才届满"):
        corrections.lapse(
            correction.pk, on=date(2025, 10, 10), acting=town.acting("li", date(2025, 10, 13))
        )


def test_a_lapse_leaves_the_clock_standing_and_ends_the_waiting(town: Town) -> None:
    application = case(town)
    correction = corrected_from(town, application)
    day = date(2025, 10, 11)
    corrections.lapse(correction.pk, on=day, acting=town.acting("li", day))
    application.refresh_from_db()

    assert application.is_stopped
    assert application.status == "in_hand"
    with pytest.raises(NotAllowed, match="视为放弃"):
        corrections.receive(
            correction.pk, corrected_on=day, content="迟到的", acting=town.acting("li", day)
        )


def test_not_before_it_was_served(town: Town) -> None:
    application = case(town)
    acting = town.acting("li", date(2025, 9, 17))
    correction = corrections.prepare(application.pk, CORRECTION, acting=acting)
    with pytest.raises(NotAllowed, match="还没有送出"):
        corrections.receive(
            correction.pk, corrected_on=date(2025, 9, 17), content="x", acting=acting
        )
    corrections.ask(correction.pk, asked_on=date(2025, 9, 17), acting=acting)
    with pytest.raises(NotAllowed, match="先登记申请人收到"):
        corrections.lapse(
            correction.pk, on=date(2025, 11, 3), acting=town.acting("li", date(2025, 11, 3))
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"items": " "}, "需要补正的事项"),
        ({"unclear": ""}, "不明确"),
        ({"working_days": 0}, "期限"),
    ],
)
def test_incomplete(town: Town, change: dict[str, object], sentence: str) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match=sentence):
        corrections.prepare(
            application.pk,
            replace(CORRECTION, **change),  # type: ignore[arg-type]
            acting=town.acting("li", date(2025, 9, 16)),
        )
