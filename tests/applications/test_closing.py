"""Handed over, noted on, put into the archive."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import queries
from gongkai.applications.models import Note
from gongkai.applications.transitions import closing, notes, transfers
from tests.applications.build import answered, case, entries_on, with_desk
from tests.build import Town

ON = date(2025, 9, 16)


def test_handed_to_another_agency(town: Town) -> None:
    """There it was received on the day it was handed over: 17 September to 20 October."""
    application = case(town)
    with_desk(town, town.neighbour)
    transfer = transfers.transfer(
        application.pk, to_agency=town.neighbour, reason="白石镇制作", acting=town.acting("li", ON)
    )
    there = transfer.becomes
    application.refresh_from_db()

    assert (there.agency, there.received_on) == (town.neighbour, ON)
    assert there.due_on == date(2025, 10, 20)
    assert entries_on(there) == ["application.receive"]
    assert application.status == "in_hand", "the applicant must still be told"
    with pytest.raises(NotAllowed, match="已移送白石镇人民政府"):
        transfers.transfer(
            application.pk, to_agency=town.county, reason="再移", acting=town.acting("li", ON)
        )


def test_not_handed_over(town: Town) -> None:
    application = case(town)
    acting = town.acting("li", ON)
    with pytest.raises(NotAllowed, match="本来就在"):
        transfers.transfer(application.pk, to_agency=town.agency, reason="x", acting=acting)
    with pytest.raises(NotAllowed, match="移送后无人办理"):
        transfers.transfer(application.pk, to_agency=town.neighbour, reason="x", acting=acting)
    with_desk(town, town.county)
    with pytest.raises(NotAllowed, match="理由"):
        transfers.transfer(application.pk, to_agency=town.county, reason=" ", acting=acting)

    assert queries.received([town.county], ON, ON).count() == 0


def test_noted_on_open_or_closed(town: Town) -> None:
    application = case(town)
    note = notes.write(application.pk, text="已电话联系申请人", acting=town.acting("li", ON))
    answered(town, application, ON)
    notes.write(application.pk, text="已寄出", acting=town.acting("zhou", ON))

    assert note.written_by == town.people["li"]
    assert entries_on(application).count("note.write") == 2
    with pytest.raises(NotAllowed, match="内容"):
        notes.write(application.pk, text=" ", acting=town.acting("li", ON))
    with pytest.raises(NotAllowed, match="权限"):
        notes.write(application.pk, text="看看", acting=town.acting("wang", ON))
    assert Note.objects.count() == 2


def test_archived_once_answered(town: Town) -> None:
    application = case(town)
    day = date(2025, 9, 22)
    with pytest.raises(NotAllowed, match="还没有办结"):
        closing.archive(application.pk, archived_on=ON, acting=town.acting("wu", ON))
    answered(town, application, day)
    for on, sentence in ((ON, "不能早于"), (date(2025, 9, 23), "今天之后")):
        with pytest.raises(NotAllowed, match=sentence):
            closing.archive(application.pk, archived_on=on, acting=town.acting("wu", day))
    with pytest.raises(NotAllowed, match="权限"):
        closing.archive(application.pk, archived_on=day, acting=town.acting("sun", day))
    closing.archive(application.pk, archived_on=day, acting=town.acting("wu", day))
    application.refresh_from_db()

    assert application.archived_on == day
    assert entries_on(application)[-1] == "application.archive"
    with pytest.raises(NotAllowed, match="2025-09-22归档"):
        closing.archive(application.pk, archived_on=day, acting=town.acting("wu", day))
