"""An application is answered."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Reply
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.extension import extend
from tests.applications.build import entries_on, received
from tests.build import Town


def _answer(town: Town, application: Application, name: str = "li", **values: Any) -> Reply:
    given = {
        "outcome": "disclosed",
        "ground": "",
        "replied_on": date(2018, 2, 12),
        "number": "青府公开答〔2018〕1号",
    }
    return answer(application.pk, **given | values, acting=town.acting(name))


def test_the_case_closes(town: Town) -> None:
    application = received(town)
    reply = _answer(town, application)
    application.refresh_from_db()

    assert application.status == Application.Status.ANSWERED
    assert (reply.outcome, reply.replied_on) == ("disclosed", date(2018, 2, 12))
    assert entries_on(application) == ["application.receive", "application.answer"]


def test_a_late_answer_is_a_fact(town: Town) -> None:
    application = received(town, on=date(2018, 1, 5))
    _answer(town, application, replied_on=date(2018, 2, 28))
    application.refresh_from_db()

    assert application.due_on == date(2018, 1, 26)
    assert application.reply.replied_on > application.due_on


def test_the_head_of_the_office_answers_as_well(town: Town) -> None:
    assert _answer(town, received(town), "zhou").pk


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "admin", "wang", "zheng"])
def test_nobody_else_answers(town: Town, name: str) -> None:
    application = received(town)
    with pytest.raises(NotAllowed, match="权限"):
        _answer(town, application, name)
    assert entries_on(application) == ["application.receive"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"replied_on": date(2018, 2, 4)}, "replied_on"),
        ({"replied_on": date(2018, 3, 2)}, "replied_on"),
        ({"outcome": "withheld"}, "outcome"),
        ({"ground": "state_secret"}, "outcome"),
        ({"outcome": "withheld", "ground": "special_query"}, "outcome"),
        ({"outcome": "other_handling", "ground": "withdrawn"}, "outcome"),
        ({"outcome": "forgotten"}, "outcome"),
    ],
)
def test_refused(town: Town, values: dict[str, object], field: str) -> None:
    application = received(town)
    with pytest.raises(NotAllowed) as refusal:
        _answer(town, application, **values)
    application.refresh_from_db()

    assert refusal.value.field == field
    assert application.status == Application.Status.IN_HAND


def test_the_regime_of_the_receipt_decides(town: Town) -> None:
    """其他处理 exists since 2019; a case received before keeps the regime of 2008."""
    day = date(2019, 5, 14)
    application = received(town, on=day, applicant_kind="natural_person")
    with pytest.raises(NotAllowed, match="2008"):
        answer(
            application.pk,
            outcome="other_handling",
            ground="withdrawn",
            replied_on=date(2019, 6, 3),
            number="",
            acting=town.acting("li", date(2019, 6, 3)),
        )


def test_a_ground_before_its_first_day(town: Town) -> None:
    """收费 has a rule since 2021; nobody could fail to pay before."""
    day = date(2020, 6, 1)
    application = received(town, on=day, applicant_kind="natural_person")
    with pytest.raises(NotAllowed, match="还没有这一理由"):
        answer(
            application.pk,
            outcome="other_handling",
            ground="fee_unpaid",
            replied_on=date(2020, 6, 3),
            number="",
            acting=town.acting("li", date(2020, 6, 3)),
        )


def test_not_before_the_extension_was_told(town: Town) -> None:
    application = received(town)
    extend(
        application.pk,
        working_days=5,
        reason="档案在外",
        acting=town.acting("zhou", date(2018, 2, 14)),
    )
    with pytest.raises(NotAllowed, match="延期告知"):
        _answer(town, application, replied_on=date(2018, 2, 13))


def test_once(town: Town) -> None:
    application = received(town)
    _answer(town, application)
    with pytest.raises(NotAllowed, match="已经办结"):
        _answer(town, application)
