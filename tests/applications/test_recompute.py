"""Open cases follow a notice on days off."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, DueDateChange
from gongkai.applications.transitions import corrections, reopenings
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.extension import extend
from gongkai.applications.transitions.receipt import receive
from gongkai.applications.transitions.recompute import recompute
from gongkai.calendars.models import Notice
from gongkai.calendars.transitions import Enactment
from gongkai.law.calendar import base_calendar
from tests.applications.build import CORRECTION, as_known, entries_on, receipt
from tests.build import Town

SPRING_2020 = "国务院办公厅关于延长2020年春节假期的通知"


def _enactment(title: str, year: int, before: date, after: date) -> Enactment:
    """An amendment as it came in: the calendar of the day before it and of its day."""
    notice = Notice.objects.create(scope="national", title=title, year=year, issued_on=after)
    base = base_calendar()
    return Enactment(notice, base.as_known_on(before), base.as_known_on(after))


def _spring_2020() -> Enactment:
    return _enactment(SPRING_2020, 2020, date(2020, 1, 16), date(2020, 1, 27))


def _received(town: Town, on: date, name: str = "li", number: str = "") -> Application:
    entry = receipt(received_on=on, applicant_kind="natural_person", number=number)
    agency = town.neighbour if name == "wang" else town.agency
    return receive(agency, entry, acting=as_known(town.acting(name, on)))


def test_the_longer_spring_festival_of_2020(town: Town) -> None:
    application = _received(town, date(2020, 1, 16))
    assert application.due_on == date(2020, 2, 18), "deadlines.md example 8, as first announced"

    acting = town.acting("zhou", date(2020, 1, 28))
    (change,) = recompute(_spring_2020(), acting=acting)
    application.refresh_from_db()

    assert application.due_on == date(2020, 2, 20), "deadlines.md example 8, as amended"
    assert (change.before, change.after) == (date(2020, 2, 18), date(2020, 2, 20))
    assert (change.was_provisional, change.is_provisional) == (False, False)
    assert change.notice.title == SPRING_2020
    assert entries_on(application) == ["application.receive", "application.recompute"]


def test_the_longer_labour_day_of_2019(town: Town) -> None:
    """1 to 4 May off, 28 April and 5 May worked: an extended case ends two days later."""
    application = _received(town, date(2019, 3, 20))
    assert application.due_on == date(2019, 4, 11)
    extend(
        application.pk,
        working_days=15,
        reason="需要查找档案",
        acting=as_known(town.acting("zhou", date(2019, 3, 21))),
    )
    application.refresh_from_db()
    assert application.due_on == date(2019, 5, 3)

    enactment = _enactment("调整2019年劳动节假期", 2019, date(2019, 3, 21), date(2019, 3, 22))
    recompute(enactment, acting=town.acting("zhou", date(2019, 3, 25)))
    application.refresh_from_db()

    assert application.due_on == date(2019, 5, 5)


def test_a_provisional_date_becomes_certain(town: Town) -> None:
    day = date(2019, 11, 20)  # the notice for 2020 was issued on 2019-11-21
    entry = receipt(received_on=date(2019, 12, 10), applicant_kind="natural_person")
    acting = as_known(town.acting("li", day))
    before = acting.calendar
    acting = town.acting("li", date(2019, 12, 10))
    early = type(acting)(by=acting.by, at=acting.at, calendar=before)
    application = receive(town.agency, entry, acting=early)
    assert application.due_is_provisional

    enactment = _enactment("2020年放假安排", 2020, day, date(2019, 11, 21))
    (change,) = recompute(enactment, acting=town.acting("zhou", date(2019, 12, 11)))

    assert (change.was_provisional, change.is_provisional) == (True, False)


def test_what_does_not_move_is_left_alone(town: Town) -> None:
    done = _received(town, date(2020, 1, 16), number="已答复")
    answer(
        done.pk,
        outcome="disclosed",
        ground="",
        replied_on=date(2020, 1, 17),
        number="",
        acting=as_known(town.acting("li", date(2020, 1, 17))),
    )
    early = _received(town, date(2019, 12, 2), number="期限在前")
    recompute(_spring_2020(), acting=town.acting("zhou", date(2020, 1, 28)))

    assert not DueDateChange.objects.exists()
    assert entries_on(done) == ["application.receive", "application.answer"]
    assert entries_on(early) == ["application.receive"]


def test_twice_changes_nothing_more(town: Town) -> None:
    _received(town, date(2020, 1, 16))
    enactment = _spring_2020()
    acting = town.acting("zhou", date(2020, 1, 28))

    assert len(recompute(enactment, acting=acting)) == 1
    assert recompute(enactment, acting=acting) == []


def test_the_cases_of_all_agencies_follow(town: Town) -> None:
    theirs = _received(town, date(2020, 1, 16), "wang")
    ours = _received(town, date(2020, 1, 16))
    changes = recompute(_spring_2020(), acting=town.acting("zhou", date(2020, 1, 28)))

    assert [change.application for change in changes] == [theirs, ours]
    theirs.refresh_from_db()
    assert theirs.due_on == date(2020, 2, 20)


@pytest.mark.parametrize("name", ["li", "zhao", "zheng"])
def test_refused(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        recompute(_spring_2020(), acting=town.acting(name, date(2020, 1, 28)))


def test_a_case_that_waits_and_one_taken_up_again_follow(town: Town) -> None:
    """The longer Spring Festival of 2020 moves both by two working days, as in example 8."""
    waiting = _received(town, date(2020, 1, 16), number="等待")
    acting = as_known(town.acting("li", date(2020, 1, 17)))
    asked = corrections.prepare(waiting.pk, CORRECTION, acting=acting)
    corrections.ask(asked.pk, asked_on=date(2020, 1, 17), acting=acting)
    again = _received(town, date(2019, 12, 2), number="重办")
    answer(
        again.pk,
        outcome="disclosed",
        ground="",
        replied_on=date(2019, 12, 3),
        number="",
        acting=as_known(town.acting("li", date(2019, 12, 3))),
    )
    reopenings.reopen(
        again.pk,
        reopenings.ReopeningEntry(basis="own", reason="答复有误"),
        acting=as_known(town.acting("zhou", date(2020, 1, 16))),
    )
    changes = recompute(_spring_2020(), acting=town.acting("zhou", date(2020, 1, 28)))
    waiting.refresh_from_db()
    again.refresh_from_db()

    assert [change.application for change in changes] == [waiting, again]
    assert waiting.is_stopped
    assert again.due_on == date(2020, 2, 20)
