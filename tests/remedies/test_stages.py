"""Stages of reconsideration and lawsuit, the days of the brief, and what follows from a loss."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.audit.models import Entry
from gongkai.law.calendar import base_calendar
from gongkai.remedies import queries
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.remedies.transitions import (
    LawsuitEntry,
    ReconsiderationEntry,
    file_lawsuit,
    file_reconsideration,
    follow,
)
from tests.applications.build import answered, case
from tests.build import Town

TODAY = date(2026, 3, 2)
BASE = base_calendar()


def reconsidered(town: Town, about: Application, **values: Any) -> Reconsideration:
    entry = {
        "number": "清府复〔2025〕8号",
        "application": about.number,
        "filed_on": date(2025, 11, 3),
        "authority": "清水县人民政府",
    }
    return file_reconsideration(
        town.agency, ReconsiderationEntry(**entry | values), acting=town.acting("li", TODAY)
    )


def sued(town: Town, application: Application, **values: Any) -> Lawsuit:
    entry = {
        "number": "（2025）行初9号",
        "application": application.number,
        "filed_on": date(2025, 12, 1),
        "court": "清水县人民法院",
    }
    return file_lawsuit(
        town.agency, LawsuitEntry(**entry | values), acting=town.acting("li", TODAY)
    )


LOST = {"result": "corrected", "decided_on": date(2026, 1, 5), "orders_new_answer": True}


@pytest.fixture
def closed(town: Town) -> Application:
    application = case(town)
    answered(town, application, date(2025, 10, 10))
    return application


@pytest.mark.parametrize(
    ("values", "due_on"),
    [
        # 26 September 2025, a Friday: 28 to 30 September, 9 to 11 and 13 to 16 October.
        ({"copy_received_on": date(2025, 9, 26)}, date(2025, 10, 16)),
        ({"copy_received_on": date(2025, 9, 26), "is_simplified": True}, date(2025, 10, 10)),
        # Before 2024 ten days are days: 21 January 2023 to 31 January.
        ({"copy_received_on": date(2023, 1, 21)}, date(2023, 1, 31)),
        ({}, None),
    ],
)
def test_the_brief_to_the_reconsideration_authority(
    values: dict[str, Any], due_on: date | None
) -> None:
    found = queries.brief_deadline(Reconsideration(**values), BASE)
    assert (found and found.due_on) == due_on


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        # Fifteen days end on 1 October 2025, off until the 8th.
        (date(2025, 9, 16), date(2025, 10, 9)),
        (date(2015, 4, 1), date(2015, 4, 13)),  # ten days: the 11th is a Saturday
    ],
)
def test_the_brief_to_the_court(received: date, due_on: date) -> None:
    found = queries.brief_deadline(Lawsuit(copy_received_on=received), BASE)
    assert found is not None
    assert found.due_on == due_on


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "尚未审结"),
        ({"copy_received_on": date(2025, 11, 5)}, "书面答复期限2025-11-19，尚未审结"),
        (
            {"copy_received_on": date(2025, 11, 5), "brief_on": date(2025, 11, 20)},
            "2025-11-20已提交书面答复，逾期，尚未审结",
        ),
        ({"heard_on": date(2026, 3, 9)}, "2026-03-09听证（开庭），尚未审结"),
        (LOST, "结果纠正，责令重新答复"),
    ],
)
def test_how_far_it_is(
    town: Town, closed: Application, values: dict[str, Any], sentence: str
) -> None:
    assert queries.stage_of(reconsidered(town, closed, **values), BASE) == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"copy_received_on": date(2026, 3, 3)}, "收到副本的日期在今天之后"),
        ({"brief_on": date(2025, 11, 20)}, "先填写收到副本日期"),
        (
            {"copy_received_on": date(2025, 11, 5), "brief_on": date(2025, 11, 4)},
            "早于收到副本",
        ),
        ({"orders_new_answer": True}, "须填写结果和审结日期"),
        ({"new_answer_by": date(2026, 4, 1)}, "不填重新答复期限"),
    ],
)
def test_refused(town: Town, closed: Application, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        reconsidered(town, closed, **values)
    with pytest.raises(NotAllowed, match=sentence):
        sued(town, closed, **values)


def test_a_lost_case_is_taken_up_again(town: Town, closed: Application) -> None:
    lost = reconsidered(town, closed, **LOST, new_answer_by=date(2026, 3, 16))
    before = Entry.objects.count()
    reopening = follow(lost, acting=town.acting("zhou", TODAY))
    closed.refresh_from_db()

    assert (reopening.basis, reopening.due_on) == ("reconsideration", date(2026, 3, 16))
    assert reopening.reason == "清府复〔2025〕8号责令重新答复"
    assert (closed.status, closed.due_on) == ("in_hand", date(2026, 3, 16))
    stored = Reconsideration.objects.get()
    assert stored.followed_by == reopening
    assert queries.stage_of(stored, BASE) == "结果纠正，已重新办理"
    # One entry on the application, one on the reconsideration.
    entries = Entry.objects.order_by("-pk")[: Entry.objects.count() - before]
    assert [entry.action for entry in entries] == ["remedy.follow", "application.reopen"]
    with pytest.raises(NotAllowed, match="已经按这一决定"):
        follow(lost, acting=town.acting("zhou", TODAY))


def test_without_a_day_the_term_runs_from_today(town: Town, closed: Application) -> None:
    follow(sued(town, closed, **LOST), acting=town.acting("zhao", TODAY))
    closed.refresh_from_db()
    # Twenty working days from 2 March 2026.
    assert closed.due_on == date(2026, 3, 30)


def test_only_head_and_leader_and_only_what_is_ordered(town: Town, closed: Application) -> None:
    lost = reconsidered(town, closed, **LOST)
    with pytest.raises(NotAllowed, match="权限"):
        follow(lost, acting=town.acting("li", TODAY))
    upheld = sued(town, closed, result="upheld", decided_on=date(2026, 1, 5))
    with pytest.raises(NotAllowed, match="没有责令"):
        follow(upheld, acting=town.acting("zhou", TODAY))
    other = reconsidered(town, closed, number="另", application="", **LOST)
    with pytest.raises(NotAllowed, match="没有填写申请编号"):
        follow(other, acting=town.acting("zhou", TODAY))
