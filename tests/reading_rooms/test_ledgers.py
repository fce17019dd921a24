"""Rooms, holdings, visits and loans: entered, read again, corrected, refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.ledgers.exporting import export_workbook
from gongkai.ledgers.importing import ImportContext, import_sheets
from gongkai.ledgers.ledger import AnyLedger
from gongkai.ledgers.workbook import read_workbook
from gongkai.reading_rooms.ledgers import ALL, HOLDINGS, LOANS, ROOMS, VISITS
from gongkai.reading_rooms.transitions.rooms import HoldingEntry, RoomEntry
from gongkai.reading_rooms.transitions.use import LoanEntry, VisitEntry
from tests.build import Town
from tests.publication.build import ENTRY, drafted, registered_item, withdrawn

ROOM = RoomEntry(name="镇图书室", place="文化站一楼", since=date(2015, 1, 1))
HALL = RoomEntry(name="便民大厅", place="镇政府一楼", has_electronic=True, since=date(2016, 1, 1))
HOLDING = HoldingEntry(
    room="便民大厅",
    title="低保公示",
    medium="electronic",
    delivered_on=date(2017, 5, 12),
    item=ENTRY.title,
)
VISIT = VisitEntry(
    room="便民大厅", since=date(2017, 1, 1), counted_on=date(2017, 3, 31), visitors=287
)
LOAN = LoanEntry(room="便民大厅", serial="2017-01", title="村镇规划", lent_on=date(2017, 4, 5))
CASES: list[tuple[AnyLedger, Any, dict[str, Any]]] = [
    (ROOMS, ROOM, {"opening_hours": "工作日"}),
    (HOLDINGS, HOLDING, {"medium": "paper", "item": ""}),
    (VISITS, VISIT, {"visitors": 288}),
    (LOANS, LOAN, {"returned_on": date(2017, 4, 20)}),
]


@pytest.fixture
def place(town: Town) -> Town:
    """The township with a hall with computers and one public item."""
    ROOMS.enter(town.agency, HALL, acting=town.acting("li"))
    registered_item(town)
    return town


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_entered_and_read_again(
    place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]
) -> None:
    before = Entry.objects.count()
    record = ledger.enter(place.agency, entry, acting=place.acting("li"))

    assert ledger.read(ledger.records(place.agency).get(pk=record.pk)) == entry
    assert not ledger.records(place.neighbour).exists()
    assert Entry.objects.count() == before + 1
    assert log.history(record)[0].action == ledger.entering


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_amended(place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]) -> None:
    record = ledger.enter(place.agency, entry, acting=place.acting("li"))
    changed = replace(entry, **changes)
    before = Entry.objects.count()

    ledger.amend(record.pk, changed, reason="录入有误", acting=place.acting("zhou"))

    assert ledger.read(ledger.records(place.agency).get(pk=record.pk)) == changed
    assert Entry.objects.count() == before + 1
    assert log.history(record)[0].action == ledger.amending


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_others_are_refused(
    place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any], name: str
) -> None:
    if ledger is HOLDINGS and name == "wu":
        return  # the archivist delivers
    with pytest.raises(NotAllowed, match="权限"):
        ledger.enter(place.agency, entry, acting=place.acting(name))
    record = ledger.enter(place.agency, entry, acting=place.acting("li"))
    with pytest.raises(NotAllowed, match="权限"):
        ledger.amend(record.pk, entry, reason="录入有误", acting=place.acting(name))


def test_the_archivist_delivers(place: Town) -> None:
    HOLDINGS.enter(place.agency, HOLDING, acting=place.acting("wu"))
    assert list(HOLDINGS.entries(place.agency)) == [HOLDING]


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_the_same_again_is_refused(
    place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]
) -> None:
    ledger.enter(place.agency, entry, acting=place.acting("li"))
    with pytest.raises(NotAllowed, match=r"已登记过|不能重复|重叠"):
        ledger.enter(place.agency, entry, acting=place.acting("li"))


@pytest.mark.parametrize(
    ("ledger", "entry", "field", "sentence"),
    [
        (ROOMS, replace(ROOM, until=date(2014, 1, 1)), "", "不能早于设立日期"),
        (HOLDINGS, replace(HOLDING, room="无"), "room", "没有名为“无”"),
        (HOLDINGS, replace(HOLDING, item="无"), "item", "“无”的已公开信息"),
        (HOLDINGS, replace(HOLDING, delivered_on=date(2015, 12, 31)), "delivered_on", "才设立"),
        (HOLDINGS, replace(HOLDING, delivered_on=date(2017, 5, 9)), "delivered_on", "2017-05-10"),
        (HOLDINGS, replace(HOLDING, delivered_on=date(2018, 3, 2)), "delivered_on", "今天之后"),
        (VISITS, replace(VISIT, counted_on=date(2018, 3, 2)), "counted_on", "今天之后"),
        (VISITS, replace(VISIT, since=date(2015, 12, 31)), "since", "才设立"),
        (VISITS, replace(VISIT, since=date(2017, 4, 1)), "", "不能早于起始日期"),
        (LOANS, replace(LOAN, lent_on=date(2018, 3, 2)), "lent_on", "今天之后"),
        (LOANS, replace(LOAN, returned_on=date(2017, 4, 4)), "", "不能早于借出日期"),
        (LOANS, replace(LOAN, returned_on=date(2018, 3, 2)), "returned_on", "今天之后"),
    ],
)
def test_refused(place: Town, ledger: AnyLedger, entry: Any, field: str, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        ledger.enter(place.agency, entry, acting=place.acting("li"))
    assert refusal.value.field == field


def test_electronic_information_needs_an_electronic_room(place: Town) -> None:
    acting = place.acting("li")
    ROOMS.enter(place.agency, ROOM, acting=acting)
    with pytest.raises(NotAllowed, match="没有登记为电子查阅点") as refusal:
        HOLDINGS.enter(place.agency, replace(HOLDING, room="镇图书室"), acting=acting)
    assert refusal.value.field == "medium"

    HOLDINGS.enter(place.agency, HOLDING, acting=acting)
    hall = ROOMS.records(place.agency).get(name="便民大厅")
    with pytest.raises(NotAllowed, match="已有电子资料"):
        ROOMS.amend(hall.pk, replace(HALL, has_electronic=False), reason="录入有误", acting=acting)


def test_nothing_is_delivered_to_a_closed_room(place: Town) -> None:
    acting = place.acting("li")
    ROOMS.enter(place.agency, replace(ROOM, until=date(2017, 5, 11)), acting=acting)
    entry = replace(HOLDING, room="镇图书室", medium="paper")
    with pytest.raises(NotAllowed, match="已于2017-05-11撤销"):
        HOLDINGS.enter(place.agency, entry, acting=acting)


def test_only_public_items_are_delivered(place: Town) -> None:
    acting = place.acting("li")
    gone, draft = withdrawn(place), drafted(place, title="还没有公开")
    for words in (gone.index_number, draft.title):
        with pytest.raises(NotAllowed, match="公开"):
            HOLDINGS.enter(
                place.agency,
                replace(HOLDING, item=words, delivered_on=date(2018, 3, 1)),
                acting=acting,
            )


@pytest.mark.parametrize(
    ("since", "counted_on", "overlaps"),
    [
        (date(2017, 3, 31), date(2017, 4, 30), True),
        (date(2016, 12, 1), date(2017, 1, 1), True),
        (date(2017, 2, 1), date(2017, 2, 1), True),
        (date(2017, 4, 1), date(2017, 6, 30), False),
        (date(2016, 10, 1), date(2016, 12, 31), False),
    ],
)
def test_nobody_is_counted_twice(
    place: Town, since: date, counted_on: date, overlaps: bool
) -> None:
    acting = place.acting("li")
    VISITS.enter(place.agency, VISIT, acting=acting)
    other = replace(VISIT, since=since, counted_on=counted_on)
    if overlaps:
        with pytest.raises(NotAllowed, match="重叠"):
            VISITS.enter(place.agency, other, acting=acting)
    else:
        record = VISITS.enter(place.agency, other, acting=acting)
        with pytest.raises(NotAllowed, match=r"重叠|已登记过"):
            VISITS.amend(record.pk, VISIT, reason="录入有误", acting=acting)


def test_an_exported_file_adds_nothing(place: Town) -> None:
    for ledger, entry, _ in CASES:
        ledger.enter(place.agency, entry, acting=place.acting("li"))
    sheets = read_workbook(export_workbook(ALL, place.agency), filename="台账.xlsx")
    context = ImportContext(agency=place.agency, ledgers=ALL, acting=place.acting("li"))

    result = import_sheets(sheets, context, progress=lambda done, total: None)

    assert (result.errors, result.new, result.already_there) == ([], 0, 5)
