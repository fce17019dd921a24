"""The term is extended, once."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import queries
from gongkai.applications.models import Application, Extension
from gongkai.applications.transitions import consultations
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.extension import extend, grant, notify
from gongkai.law.calendar import base_calendar
from tests.applications.build import (
    DUE,
    THIRD_PARTY,
    case,
    charged,
    corrected_from,
    entries_on,
    received,
)
from tests.build import Town


def _extend(
    town: Town,
    application: Application,
    *,
    name: str = "zhou",
    on: date = DUE,
    days: int = 15,
    reason: str = "需要查找档案",
) -> Extension:
    return extend(application.pk, working_days=days, reason=reason, acting=town.acting(name, on))


def test_the_head_extends_on_the_last_day(town: Town) -> None:
    application = received(town)
    extension = _extend(town, application)
    application.refresh_from_db()

    assert application.due_on == date(2018, 3, 22), "deadlines.md example 1, extended"
    assert extension.approved_by == town.people["zhou"]
    assert extension.notified_on == DUE
    assert entries_on(application) == ["application.receive", "application.extend"]


def test_the_regime_of_2019_gives_twenty_more(town: Town) -> None:
    application = received(town, on=date(2026, 2, 9), applicant_kind="natural_person")
    _extend(town, application, on=date(2026, 3, 2), days=20)
    application.refresh_from_db()

    assert application.due_on == date(2026, 4, 13), "deadlines.md example 2, extended"


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"name": "li"}, "公开工作机构负责人"),
        ({"name": "zhao"}, "公开工作机构负责人"),
        ({"name": "wang"}, "公开工作机构负责人"),
        ({"days": 16}, "1至15个工作日"),
        ({"days": 0}, "1至15个工作日"),
        ({"reason": " "}, "理由"),
        ({"on": date(2018, 3, 2)}, "届满"),
        ({"on": date(2018, 2, 4)}, "告知日期"),
    ],
)
def test_refused(town: Town, how: dict[str, object], sentence: str) -> None:
    application = received(town)
    with pytest.raises(NotAllowed, match=sentence):
        _extend(town, application, **how)  # type: ignore[arg-type]
    application.refresh_from_db()

    assert application.due_on == DUE
    assert entries_on(application) == ["application.receive"]


def test_not_twice(town: Town) -> None:
    application = received(town)
    _extend(town, application, days=5)
    with pytest.raises(NotAllowed, match="已延期一次"):
        _extend(town, application, days=5)


def test_not_once_answered(town: Town) -> None:
    application = received(town)
    answer(
        application.pk,
        outcome="disclosed",
        ground="",
        replied_on=date(2018, 2, 9),
        number="",
        acting=town.acting("li"),
    )
    with pytest.raises(NotAllowed, match="已经办结"):
        _extend(town, application)


def test_granted_first_and_told_later(town: Town) -> None:
    application = received(town)
    acting = town.acting("zhou", date(2018, 2, 26))
    extension = grant(application.pk, working_days=10, reason="档案在外", acting=acting)
    extension = grant(application.pk, working_days=15, reason="档案在外", acting=acting)
    application.refresh_from_db()
    assert (application.due_on, extension.notified_on) == (DUE, None)

    notify(extension.pk, notified_on=date(2018, 2, 28), acting=town.acting("li", DUE))
    application.refresh_from_db()
    assert application.due_on == date(2018, 3, 22), "deadlines.md example 1, extended"
    with pytest.raises(NotAllowed, match="2018-02-28告知"):
        notify(extension.pk, notified_on=DUE, acting=town.acting("li", DUE))
    with pytest.raises(NotAllowed, match="已延期一次"):
        grant(application.pk, working_days=5, reason="再延", acting=town.acting("zhou", DUE))


def test_granted_and_told_too_late(town: Town) -> None:
    application = received(town)
    extension = grant(
        application.pk, working_days=15, reason="档案在外", acting=town.acting("zhou", DUE)
    )
    day = date(2018, 3, 2)
    notify(extension.pk, notified_on=day, acting=town.acting("li", day))
    application.refresh_from_db()

    assert application.due_on == DUE, "told too late it extends nothing"
    found = queries.deadline_of(application, base_calendar())
    assert found.warnings == ("延期告知在2018-03-01原期限届满以后作出，期限照常计算，不延长。",)


def test_not_while_the_applicant_is_awaited(town: Town) -> None:
    corrected, charge = case(town, number="甲"), case(town, number="乙")
    corrected_from(town, corrected)
    charged(town, charge)
    for application in (corrected, charge):
        with pytest.raises(NotAllowed, match="等待补正或者缴费"):
            _extend(town, application, on=date(2025, 9, 29), days=5)


def test_while_the_clock_stands_for_an_opinion(town: Town) -> None:
    """2008: nobody knows when the third party answers, so the first term has not ended."""
    application = received(town)
    day = date(2018, 2, 12)
    entry = replace(THIRD_PARTY, working_days=10)
    letter = consultations.prepare(application.pk, entry, acting=town.acting("li", day))
    consultations.send(letter.pk, sent_on=day, acting=town.acting("li", day))

    assert _extend(town, application, on=date(2018, 4, 2)).notified_on == date(2018, 4, 2)
