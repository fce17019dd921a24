"""An answered case is taken up again; its first answer stays."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import queries
from gongkai.applications.models import Application, Reopening, Reply
from gongkai.applications.transitions import closing, consultations, reopenings, withdrawals
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.reopenings import ReopeningEntry
from tests.applications.build import (
    MONDAY,
    MONDAY_DUE,
    THIRD_PARTY,
    answered,
    case,
    consulted,
    entries_on,
    received,
)
from tests.build import Town

ENTRY = ReopeningEntry(basis="reconsideration", reason="复议决定撤销原答复，责令重新答复")
AGAIN = date(2026, 2, 9)


def _reopened(
    town: Town, application: Application, *, on: date = AGAIN, due_on: date | None = None
) -> Reopening:
    entry = replace(ENTRY, due_on=due_on)
    return reopenings.reopen(application.pk, entry, acting=town.acting("zhou", on))


def _anew(town: Town, reopening: Reopening, on: date) -> Reopening:
    return reopenings.answer_anew(
        reopening.pk,
        outcome="withheld",
        ground="state_secret",
        replied_on=on,
        number="青政公开〔2026〕3号",
        acting=town.acting("li", on),
    )


def test_in_hand_again_with_a_new_term(town: Town) -> None:
    """Twenty working days over Spring Festival 2026: deadlines.md example 2."""
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    _reopened(town, application)
    application.refresh_from_db()

    assert application.status == "in_hand"
    assert application.due_on == date(2026, 3, 13)
    assert application.reply.due_on == MONDAY_DUE
    assert not application.reply.is_late


def test_the_day_a_decision_orders(town: Town) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    _reopened(town, application, due_on=date(2026, 2, 27))
    application.refresh_from_db()

    assert application.due_on == date(2026, 2, 27)


def test_by_the_regime_of_its_receipt(town: Town) -> None:
    """Fifteen working days after 7 January 2026: 8 to 28 January."""
    application = received(town)
    answered(town, application, date(2018, 2, 9))
    _reopened(town, application, on=date(2026, 1, 7))
    application.refresh_from_db()

    assert application.due_on == date(2026, 1, 28)


def test_answered_anew_it_counts_once_by_its_first_answer(town: Town) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    found = _anew(town, _reopened(town, application), date(2026, 2, 27))
    application.refresh_from_db()

    assert application.status == "answered"
    assert (found.outcome, found.ground) == ("withheld", "state_secret")
    assert application.reply.outcome == "disclosed"
    assert Reply.objects.count() == 1
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert list(queries.answered([town.agency], MONDAY, date(2025, 12, 31))) == [application]
    assert list(queries.answered([town.agency], *year)) == []
    assert entries_on(application)[-2:] == ["application.reopen", "application.answer_anew"]


def test_once_more(town: Town) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    _anew(town, _reopened(town, application), date(2026, 2, 27))
    _anew(town, _reopened(town, application, on=date(2026, 6, 1)), date(2026, 6, 2))

    assert application.reopenings.count() == 2


def test_it_comes_back_from_the_archive(town: Town) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    day = date(2025, 12, 1)
    closing.archive(application.pk, archived_on=day, acting=town.acting("wu", day))
    _reopened(town, application)
    application.refresh_from_db()

    assert application.archived_on is None
    assert application.status == "in_hand"


def test_what_was_asked_before_moves_the_new_term_no_more(town: Town) -> None:
    application = case(town)
    consulted(town, application)  # never answered
    answered(town, application, date(2025, 10, 13))
    _reopened(town, application)
    application.refresh_from_db()
    assert (application.due_on, application.is_stopped) == (date(2026, 3, 13), False)

    day = date(2026, 2, 10)
    letter = consultations.prepare(application.pk, THIRD_PARTY, acting=town.acting("li", day))
    consultations.send(letter.pk, sent_on=day, served_on=day, acting=town.acting("li", day))
    application.refresh_from_db()
    # 11 to 14, 24 to 28 February, 2 to 6 and 9 March are the fifteen days of the opinion.
    assert application.due_on == date(2026, 4, 3), "nineteen more, 10 March to 3 April"


@pytest.mark.parametrize(
    ("entry", "name", "sentence"),
    [
        (ENTRY, "li", "权限"),
        (replace(ENTRY, reason=" "), "zhou", "理由"),
        (replace(ENTRY, basis="whim"), "zhou", "whim"),
        (replace(ENTRY, due_on=date(2026, 2, 6)), "zhou", "不能早于今天"),
    ],
)
def test_refused(town: Town, entry: ReopeningEntry, name: str, sentence: str) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    with pytest.raises(NotAllowed, match=sentence):
        reopenings.reopen(application.pk, entry, acting=town.acting(name, AGAIN))


def test_only_what_was_answered(town: Town) -> None:
    in_hand, withdrawn = case(town, number="甲"), case(town, number="乙")
    withdrawals.withdraw(withdrawn.pk, on=MONDAY, acting=town.acting("li", MONDAY))
    with pytest.raises(NotAllowed, match="还在办理"):
        _reopened(town, in_hand)
    with pytest.raises(NotAllowed, match="已撤回"):
        _reopened(town, withdrawn)


def test_answered_by_its_own_transition(town: Town) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 22))
    reopening = _reopened(town, application)
    with pytest.raises(NotAllowed, match="请登记重新答复"):
        answered(town, application, AGAIN)
    with pytest.raises(NotAllowed, match="正在重新办理"):
        withdrawals.withdraw(application.pk, on=AGAIN, acting=town.acting("li", AGAIN))
    with pytest.raises(NotAllowed, match="不能早于重新办理的2026-02-09"):
        reopenings.answer_anew(
            reopening.pk,
            outcome="disclosed",
            ground="",
            replied_on=date(2026, 2, 6),
            number="",
            acting=town.acting("li", AGAIN),
        )
    with pytest.raises(NotAllowed, match="须写明理由"):
        reopenings.answer_anew(
            reopening.pk,
            outcome="withheld",
            ground="",
            replied_on=AGAIN,
            number="",
            acting=town.acting("li", AGAIN),
        )
    _anew(town, reopening, AGAIN)
    with pytest.raises(NotAllowed, match="2026-02-09重新答复"):
        _anew(town, reopening, AGAIN)


def test_an_answer_given_while_the_clock_stood_is_not_late(town: Town) -> None:
    application = case(town)
    day = date(2025, 9, 22)
    letter = consultations.prepare(application.pk, THIRD_PARTY, acting=town.acting("li", day))
    consultations.send(letter.pk, sent_on=day, acting=town.acting("li", day))
    on = date(2025, 12, 1)
    reply = answer(
        application.pk,
        outcome="withheld",
        ground="third_party",
        replied_on=on,
        number="",
        acting=town.acting("li", on),
    )

    assert (reply.due_on, reply.is_late) == (None, False)
