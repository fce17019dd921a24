"""Who handles a case."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
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
    assert Entry.objects.latest("pk").data == {"before": "", "handler": "孙审查"}
    with pytest.raises(NotAllowed, match="已经是孙审查"):
        assign(application.pk, handler_id=sun.pk, acting=town.acting("li", MONDAY))


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
