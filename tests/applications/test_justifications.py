"""Reasons are asked for; a later day of the answer may be set."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Justification
from gongkai.applications.transitions import justifications
from tests.applications.build import MONDAY_DUE, REASONS, case, reasons_asked, received
from tests.build import Town


def _stated(town: Town, on: date = date(2025, 9, 22)) -> Justification:
    justification = reasons_asked(town, case(town))
    return justifications.state(
        justification.pk, stated_on=on, stated="博士论文", acting=town.acting("li", on)
    )


def test_asking_does_not_stop_the_clock(town: Town) -> None:
    application = case(town)
    reasons_asked(town, application)
    application.refresh_from_db()

    assert (application.due_on, application.is_stopped) == (MONDAY_DUE, False)


def _delayed(town: Town, until: date = date(2025, 12, 31)) -> Justification:
    return justifications.judge(
        _stated(town).pk,
        is_reasonable=True,
        delayed_until=until,
        acting=town.acting("zhou", date(2025, 9, 24)),
    )


def test_a_later_day_counts_once_it_was_told(town: Town) -> None:
    justification = _delayed(town)
    application = justification.application
    application.refresh_from_db()
    assert application.due_on == MONDAY_DUE

    justifications.notify(
        justification.pk, told_on=date(2025, 9, 26), acting=town.acting("li", date(2025, 9, 28))
    )
    application.refresh_from_db()
    assert application.due_on == date(2025, 12, 31)


def test_a_later_day_told_after_the_term_is_on_record_and_moves_nothing(town: Town) -> None:
    justification = _delayed(town)
    late = date(2025, 10, 20)
    told = justifications.notify(justification.pk, told_on=late, acting=town.acting("li", late))
    assert told.delay_told_on == late
    application = Application.objects.get(pk=justification.application_id)
    assert application.due_on == MONDAY_DUE


def test_a_later_day_is_told_once_and_after_it_was_set(town: Town) -> None:
    justification = _delayed(town)
    acting = town.acting("li", date(2025, 10, 20))
    with pytest.raises(NotAllowed, match="2025-09-24"):
        justifications.notify(justification.pk, told_on=date(2025, 9, 23), acting=acting)
    told = justifications.notify(justification.pk, told_on=MONDAY_DUE, acting=acting)

    assert told.delay_told_on == MONDAY_DUE
    with pytest.raises(NotAllowed, match="2025-10-17告知"):
        justifications.notify(justification.pk, told_on=MONDAY_DUE, acting=acting)


def test_a_day_that_passed_untold_is_told_no_more(town: Town) -> None:
    """While a correction is awaited the term stands, and the day passes meanwhile."""
    justification = _delayed(town, date(2025, 10, 20))
    Application.objects.filter(pk=justification.application_id).update(is_stopped=True)
    day = date(2025, 10, 20)
    with pytest.raises(NotAllowed, match="已过"):
        justifications.notify(justification.pk, told_on=day, acting=town.acting("li", day))


def test_a_day_that_was_not_told_is_judged_anew(town: Town) -> None:
    justification = _delayed(town)
    acting = town.acting("zhou", date(2025, 9, 25))
    found = justifications.judge(
        justification.pk, is_reasonable=True, delayed_until=date(2025, 12, 1), acting=acting
    )
    assert found.delayed_until == date(2025, 12, 1)

    justifications.notify(justification.pk, told_on=acting.today, acting=acting)
    with pytest.raises(NotAllowed, match="2025-09-25认定"):
        justifications.judge(justification.pk, is_reasonable=False, acting=acting)


def test_no_day_is_told_that_was_not_set(town: Town) -> None:
    justification = _stated(town)
    with pytest.raises(NotAllowed, match="先认定"):
        justifications.notify(
            justification.pk,
            told_on=date(2025, 9, 24),
            acting=town.acting("li", date(2025, 9, 24)),
        )


@pytest.mark.parametrize(
    ("how", "on", "sentence"),
    [
        ({"is_reasonable": False, "delayed_until": date(2025, 12, 31)}, 24, "理由合理的才能"),
        ({"is_reasonable": True, "delayed_until": MONDAY_DUE}, 24, "须晚于"),
        ({"is_reasonable": True, "delayed_until": date(2025, 12, 27)}, 24, "休息日"),
    ],
)
def test_not_judged(town: Town, how: dict[str, object], on: int, sentence: str) -> None:
    justification = _stated(town)
    with pytest.raises(NotAllowed, match=sentence):
        justifications.judge(
            justification.pk,
            acting=town.acting("zhou", date(2025, 9, on)),
            **how,  # type: ignore[arg-type]
        )


def test_no_later_day_after_the_term(town: Town) -> None:
    justification = _stated(town)
    with pytest.raises(NotAllowed, match="2025-10-17届满"):
        justifications.judge(
            justification.pk,
            is_reasonable=True,
            delayed_until=date(2025, 12, 31),
            acting=town.acting("zhou", date(2025, 10, 20)),
        )


def test_whoever_says_nothing_has_the_whole_term(town: Town) -> None:
    """Ten working days after 17 September: 18, 19, 22 to 26, 28, 29 and 30."""
    justification = reasons_asked(town, case(town))
    with pytest.raises(NotAllowed, match="2025-09-30才届满"):
        justifications.judge(
            justification.pk, is_reasonable=False, acting=town.acting("zhou", date(2025, 9, 30))
        )
    acting = town.acting("zhou", date(2025, 10, 9))
    with pytest.raises(NotAllowed, match="没有说明理由"):
        justifications.judge(justification.pk, is_reasonable=True, acting=acting)
    found = justifications.judge(justification.pk, is_reasonable=False, acting=acting)

    assert found.is_reasonable is False
    with pytest.raises(NotAllowed, match="2025-10-09认定"):
        justifications.judge(justification.pk, is_reasonable=False, acting=acting)


def test_not_twice(town: Town) -> None:
    justification = _stated(town)
    acting = town.acting("li", date(2025, 9, 23))
    with pytest.raises(NotAllowed, match="不能再次要求"):
        justifications.prepare(justification.application_id, REASONS, acting=acting)
    with pytest.raises(NotAllowed, match="2025-09-17要求"):
        justifications.ask(justification.pk, asked_on=date(2025, 9, 18), acting=acting)
    with pytest.raises(NotAllowed, match="2025-09-22说明"):
        justifications.state(
            justification.pk, stated_on=date(2025, 9, 23), stated="又", acting=acting
        )


def test_unknown_to_the_regime_of_2008(town: Town) -> None:
    application = received(town)
    with pytest.raises(NotAllowed, match="2007年条例没有"):
        justifications.prepare(application.pk, REASONS, acting=town.acting("li", date(2018, 2, 6)))
