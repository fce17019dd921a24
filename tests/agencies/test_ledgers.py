"""The room's registers: what is entered is read again, corrected with a reason, and logged once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import ledgers
from gongkai.agencies.models import Office
from gongkai.agencies.transitions import people, work
from gongkai.audit.models import Entry
from gongkai.ledgers.ledger import AnyLedger
from tests.agencies.build import entries_since
from tests.build import Town

DAY = date(2017, 3, 12)

# One entry of every register, with a correction of it.
ENTRIES: dict[str, tuple[AnyLedger, Any, dict[str, Any]]] = {
    "office": (
        ledgers.OFFICES,
        people.OfficeEntry(name="党政办公室", is_disclosure_office=True, since=DAY),
        {"phone": "0435-4300000"},
    ),
    "person": (
        ledgers.PEOPLE,
        people.PersonEntry(name="陈小雨", note="东村", office="财政所", title="会计", since=DAY),
        {"title": "主任"},
    ),
    "group": (
        ledgers.LEADING_GROUP,
        people.LeadingGroupEntry(name="赵负责", position="head", since=DAY),
        {"position": "deputy"},
    ),
    "officer": (
        ledgers.OFFICERS,
        people.OfficerEntry(name="李经办", kind="full_time", since=DAY),
        {"kind": "part_time", "until": date(2018, 1, 1)},
    ),
    "rule": (
        ledgers.RULES,
        work.RuleEntry(title="信息公开考核办法", number=1, in_force_on=DAY),
        {"repealed_on": date(2018, 1, 1)},
    ),
    "meeting": (
        ledgers.MEETINGS,
        work.MeetingEntry(held_on=DAY, subject="信息公开工作会议", scope="whole"),
        {"participants": 40},
    ),
    "training": (
        ledgers.TRAININGS,
        work.TrainingEntry(held_on=DAY, subject="条例学习", participants=2),
        {"participant_names": "李经办、赵负责"},
    ),
}


@pytest.fixture
def offices(town: Town) -> None:
    """The office that a person's entry names."""
    Office.objects.create(agency=town.agency, name="财政所", since=date(2000, 1, 1))


@pytest.mark.parametrize("name", ENTRIES)
def test_what_is_entered_is_read_again(town: Town, offices: None, name: str) -> None:
    ledger, entry, _ = ENTRIES[name]
    count = Entry.objects.count()
    record = ledger.enter(town.agency, entry, acting=town.acting())
    assert ledger.read(ledger.records(town.agency).get(pk=record.pk)) == entry
    assert entries_since(count) == [ledger.entering]
    assert record not in ledger.records(town.neighbour)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_correction_gives_its_reason_and_is_logged(town: Town, offices: None, name: str) -> None:
    ledger, entry, values = ENTRIES[name]
    record = ledger.enter(town.agency, entry, acting=town.acting())
    count = Entry.objects.count()
    with pytest.raises(NotAllowed, match="更正的原因"):
        ledger.amend(record.pk, replace(entry, **values), reason=" ", acting=town.acting())
    with pytest.raises(NotAllowed, match="没有改动"):
        ledger.amend(record.pk, entry, reason="核对", acting=town.acting())
    ledger.amend(record.pk, replace(entry, **values), reason="核对", acting=town.acting())
    assert ledger.read(ledger.records(town.agency).get(pk=record.pk)) == replace(entry, **values)
    assert entries_since(count) == [ledger.amending]


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "wang", "zheng"])
def test_others_neither_enter_nor_correct(
    town: Town, offices: None, name: str, person: str
) -> None:
    ledger, entry, values = ENTRIES[name]
    record = ledger.enter(town.agency, entry, acting=town.acting())
    count = Entry.objects.count()
    with pytest.raises(NotAllowed, match="权限"):
        ledger.enter(town.agency, entry, acting=town.acting(person))
    with pytest.raises(NotAllowed, match="权限"):
        ledger.amend(record.pk, replace(entry, **values), reason="核对", acting=town.acting(person))
    assert entries_since(count) == []


@pytest.mark.parametrize("name", ENTRIES)
def test_nothing_is_entered_twice(town: Town, offices: None, name: str) -> None:
    ledger, entry, _ = ENTRIES[name]
    ledger.enter(town.agency, entry, acting=town.acting())
    with pytest.raises(NotAllowed):
        ledger.enter(town.agency, entry, acting=town.acting())


@pytest.mark.parametrize("name", ["office", "person", "group", "officer"])
def test_nothing_ends_before_it_begins(town: Town, offices: None, name: str) -> None:
    ledger, entry, _ = ENTRIES[name]
    with pytest.raises(NotAllowed, match="结束日期不能早于开始日期"):
        ledger.enter(town.agency, replace(entry, until=date(2017, 3, 11)), acting=town.acting())


@pytest.mark.parametrize("name", ["meeting", "training"])
def test_only_what_was_held_is_registered(town: Town, name: str) -> None:
    ledger, entry, _ = ENTRIES[name]
    with pytest.raises(NotAllowed, match="日期在今天之后"):
        ledger.enter(town.agency, replace(entry, held_on=date(2018, 3, 2)), acting=town.acting())


@pytest.mark.parametrize("name", ["group", "officer"])
def test_people_are_registered_first_and_told_apart(town: Town, name: str) -> None:
    ledger, entry, _ = ENTRIES[name]
    with pytest.raises(NotAllowed, match="没有登记过名为“无此人”的人员"):
        ledger.enter(town.agency, replace(entry, name="无此人"), acting=town.acting())
    for note in ("东村", "西村"):
        post = people.PersonEntry(name="陈小雨", note=note, title="会计", since=DAY)
        people.enter_person(town.agency, post, acting=town.acting())
    with pytest.raises(NotAllowed, match="有多位“陈小雨”"):
        ledger.enter(town.agency, replace(entry, name="陈小雨"), acting=town.acting())
    record = ledger.enter(town.agency, replace(entry, name="陈小雨(西村)"), acting=town.acting())
    assert ledger.read(record).name == "陈小雨（西村）"


def test_a_person_sits_in_a_registered_office(town: Town) -> None:
    with pytest.raises(NotAllowed, match="没有登记过名为“财政所”的内设机构"):
        people.enter_person(town.agency, ENTRIES["person"][1], acting=town.acting())


def test_a_group_has_one_head_at_a_time(town: Town) -> None:
    first = replace(ENTRIES["group"][1], until=date(2017, 12, 31))
    people.appoint_to_group(town.agency, first, acting=town.acting())
    second = people.LeadingGroupEntry(name="周主任", position="head", since=date(2017, 12, 31))
    with pytest.raises(NotAllowed, match="只能有一位组长"):
        people.appoint_to_group(town.agency, second, acting=town.acting())
    later = replace(second, since=date(2018, 1, 1))
    place = people.appoint_to_group(town.agency, later, acting=town.acting())
    with pytest.raises(NotAllowed, match="只能有一位组长"):
        people.amend_group_place(place.pk, second, reason="核对", acting=town.acting())


def test_an_officer_is_counted_once(town: Town) -> None:
    _, entry, _ = ENTRIES["officer"]
    people.appoint_officer(town.agency, entry, acting=town.acting())
    with pytest.raises(NotAllowed, match="一人只计一次"):
        people.appoint_officer(town.agency, replace(entry, kind="part_time"), acting=town.acting())


def test_versions_of_a_rule_follow_each_other(town: Town) -> None:
    _, entry, _ = ENTRIES["rule"]
    work.adopt_rule(town.agency, entry, acting=town.acting())
    second = replace(entry, number=2, in_force_on=date(2018, 1, 1))
    work.adopt_rule(town.agency, second, acting=town.acting())
    for bad in (replace(second, number=3), replace(second, in_force_on=date(2018, 2, 1))):
        with pytest.raises(NotAllowed, match="已有第2版"):
            work.adopt_rule(town.agency, bad, acting=town.acting())


def test_a_rule_is_repealed_after_it_came_into_force(town: Town) -> None:
    _, entry, _ = ENTRIES["rule"]
    early = replace(entry, repealed_on=date(2017, 3, 11))
    with pytest.raises(NotAllowed, match="废止日期不能早于施行日期"):
        work.adopt_rule(town.agency, early, acting=town.acting())
    version = work.adopt_rule(town.agency, entry, acting=town.acting())
    with pytest.raises(NotAllowed, match="废止日期不能早于施行日期"):
        work.amend_rule(version.pk, early, reason="核对", acting=town.acting())


def test_more_names_than_people_are_refused(town: Town) -> None:
    _, entry, _ = ENTRIES["training"]
    with pytest.raises(NotAllowed, match="列了3人"):
        work.hold_training(
            town.agency, replace(entry, participant_names="甲、乙、丙"), acting=town.acting()
        )
