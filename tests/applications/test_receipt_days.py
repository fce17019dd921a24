"""The days on which an application came in are corrected, and its term follows."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import corrections, splitting
from gongkai.applications.transitions.receipt_days import ReceiptDays, correct_days
from gongkai.applications.transitions.register import amend, entry_of
from gongkai.audit import log
from tests.applications.build import CORRECTION, MONDAY, MONDAY_DUE, answered, case
from tests.build import Town
from tests.desk.case_build import came

THURSDAY = date(2025, 9, 18)
TUESDAY = ReceiptDays(reason="回执上是16日", submitted_on=date(2025, 9, 16))


def _application(town: Town) -> Application:
    application = came(town, on=MONDAY).application
    assert application
    return application


def _correct(town: Town, application: Application, entry: ReceiptDays = TUESDAY) -> None:
    correct_days(application.pk, entry, acting=town.acting("li", THURSDAY))


def test_receipt_and_term_follow_the_day_of_the_submission(town: Town) -> None:
    application = _application(town)
    assert application.due_on == MONDAY_DUE
    _correct(town, application)
    application.refresh_from_db()

    assert application.received_on == application.submission.submitted_on == date(2025, 9, 16)
    assert application.due_on == date(2025, 10, 20), "one working day later, over a weekend"
    entry = log.history(application)[0]
    assert entry.action == "submission.correct_days"
    assert entry.data["reason"] == "回执上是16日"
    assert ("提交日期", "2025-09-15", "2025-09-16") in entry.changes
    assert ("答复期限", "2025-10-17", "2025-10-20") in entry.changes


def test_what_was_split_from_it_follows(town: Town) -> None:
    application = _application(town)
    acting = town.acting("li", MONDAY)
    _, part = splitting.split(application.pk, contents=["甲村", "乙村"], acting=acting)
    _correct(town, application)
    part.refresh_from_db()

    assert part.received_on == date(2025, 9, 16)
    assert part.due_on == date(2025, 10, 20)
    with pytest.raises(NotAllowed, match=f"由{application.number}拆分"):
        _correct(town, part)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ReceiptDays(reason=" ", submitted_on=date(2025, 9, 16)), "原因"),
        (ReceiptDays(reason="错", submitted_on=MONDAY), "没有改动"),
        (ReceiptDays(reason="错", submitted_on=date(2025, 9, 19)), "今天之后"),
        (ReceiptDays(reason="错"), "请填写"),
        (ReceiptDays(reason="错", submitted_on=date(2019, 5, 14)), "不适用"),
    ],
)
def test_refused(town: Town, entry: ReceiptDays, words: str) -> None:
    application = _application(town)
    with pytest.raises(NotAllowed, match=words):
        _correct(town, application, entry)
    application.refresh_from_db()
    assert application.received_on == application.submission.submitted_on == MONDAY


def test_a_day_after_a_step_is_refused(town: Town) -> None:
    application = _application(town)
    step = corrections.prepare(application.pk, CORRECTION, acting=town.acting("li", MONDAY))
    corrections.ask(step.pk, asked_on=MONDAY, acting=town.acting("li", MONDAY))
    with pytest.raises(NotAllowed, match="补正的日期先后颠倒"):
        _correct(town, application)


def test_an_answered_case_keeps_its_day(town: Town) -> None:
    application = _application(town)
    answered(town, application, date(2025, 9, 17))
    with pytest.raises(NotAllowed, match="已经办结"):
        _correct(town, application)


def test_a_row_of_the_ledger_is_corrected_there(town: Town) -> None:
    with pytest.raises(NotAllowed, match="台账中更正"):
        _correct(town, case(town))


def test_the_ledger_moves_no_day_that_the_submission_gives(town: Town) -> None:
    application = _application(town)
    row = entry_of(Application.objects.get(pk=application.pk))
    moved = replace(row, received_on=date(2025, 9, 16))
    with pytest.raises(NotAllowed, match="不能在台账中更正"):
        amend(application.pk, moved, reason="错", acting=town.acting("li", THURSDAY))
