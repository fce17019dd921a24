"""Who handles a case."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.codes import new_code
from gongkai.applications.models import Submission
from gongkai.applications.transitions import submissions
from gongkai.applications.transitions.handling import assign
from gongkai.audit.models import Entry
from tests.applications.build import MONDAY, answered, case, entries_on
from tests.build import Town


def test_a_case_is_given_to_somebody(town: Town) -> None:
    application = case(town)
    sun = town.people["sun"]
    assign(application.pk, handler_id=sun.pk, acting=town.acting("zhou", MONDAY))
    application.refresh_from_db()

    assert application.handler == sun
    assert entries_on(application) == ["application.receive", "application.assign"]
    assert Entry.objects.latest("pk").data == {"before": "", "handler": "孙审查", "reason": ""}
    with pytest.raises(NotAllowed, match="已经是孙审查"):
        assign(application.pk, handler_id=sun.pk, acting=town.acting("li", MONDAY))


def test_whoever_hands_a_case_on_says_why(town: Town) -> None:
    application = case(town)
    acting = town.acting("zhou", MONDAY)
    assign(application.pk, handler_id=town.people["sun"].pk, acting=acting)
    li = town.people["li"]
    with pytest.raises(NotAllowed, match="原因") as refusal:
        assign(application.pk, handler_id=li.pk, acting=acting)
    assert refusal.value.field == "reason"
    assign(application.pk, handler_id=li.pk, reason="孙审查休假", acting=acting)

    assert Entry.objects.latest("pk").data == {
        "before": "孙审查",
        "handler": "李经办",
        "reason": "孙审查休假",
    }


def test_whoever_registers_handles_it(town: Town) -> None:
    taken = _taken(town)
    assert taken.application
    assert taken.application.handler == town.people["li"]


def test_another_may_be_named_at_once(town: Town) -> None:
    taken = _taken(town, handler_id=town.people["zhou"].pk)
    assert taken.application
    assert taken.application.handler == town.people["zhou"]
    with pytest.raises(NotAllowed, match="本机关的人员"):
        _taken(town, handler_id=town.people["wang"].pk)


def test_whoever_confirms_handles_it(town: Town) -> None:
    waits = _taken(town, channel="letter", submitted_on=None, arrived_on=MONDAY)
    acting = town.acting("zhou", MONDAY)
    confirmed = submissions.confirm(waits.pk, confirmed_on=MONDAY, acting=acting)
    assert confirmed.application
    assert confirmed.application.handler == town.people["zhou"]


def test_what_came_online_has_no_handler_yet(town: Town) -> None:
    acting = town.acting("li", MONDAY)
    came = submissions.submit_online(
        town.agency,
        _entry(phone="13800000001"),
        code=new_code(),
        at=acting.at,
        calendar=acting.calendar,
    )
    assert came.application
    assert came.application.handler is None


def _entry(**values: Any) -> submissions.SubmissionEntry:
    entry = {
        "channel": "in_person",
        "submitted_on": MONDAY,
        "applicant": "陈申请",
        "applicant_kind": "natural_person",
        "content": "2024年宅基地审批情况",
    }
    return submissions.SubmissionEntry(**entry | values)


def _taken(town: Town, **values: Any) -> Submission:
    return submissions.take(town.agency, _entry(**values), acting=town.acting("li", MONDAY))


def test_nobody_of_another_agency(town: Town) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match="本机关的人员") as refusal:
        assign(application.pk, handler_id=town.people["wang"].pk, acting=town.acting("li", MONDAY))
    assert refusal.value.field == "handler_id"


@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "admin", "zheng", "wang"])
def test_who_may_not(town: Town, person: str) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match="权限"):
        assign(application.pk, handler_id=town.people["li"].pk, acting=town.acting(person, MONDAY))


def test_a_closed_case_stays_with_its_handler(town: Town) -> None:
    application = case(town)
    answered(town, application, date(2025, 9, 17))
    with pytest.raises(NotAllowed, match="已经办结"):
        assign(
            application.pk,
            handler_id=town.people["li"].pk,
            acting=town.acting("li", date(2025, 9, 18)),
        )
