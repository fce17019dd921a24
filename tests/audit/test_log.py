"""The log: one entry after the other, chained, so that no change goes unseen."""

import threading
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from gongkai.agencies.models import Agency
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from tests.build import Town, act, build_town


def test_an_entry_says_who_did_what_when_to_which_record(town: Town) -> None:
    entry = log.record(
        Action.TRAINING_HOLD,
        town.agency,
        town.acting("zhou", on=date(2018, 5, 2)),
        day=date(2017, 3, 20),
        amount=Decimal("12.50"),
        words="公开",
    )
    entry.refresh_from_db()
    assert entry.by == town.users["zhou"]
    assert entry.at == datetime(2018, 5, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (entry.subject_type, entry.subject_id) == ("agencies.agency", town.agency.pk)
    assert entry.data == {"day": "2017-03-20", "amount": "12.50", "words": "公开"}
    assert entry.sentence == "登记培训"
    assert str(entry).endswith("登记培训")


def test_history_is_of_one_record_newest_first(town: Town) -> None:
    log.record(Action.AGENCY_MOVE, town.agency, town.acting())
    log.record(Action.AGENCY_RENAME, town.county, town.acting())
    log.record(Action.AGENCY_CLOSE, town.agency, town.acting())
    actions = list(log.history(town.agency).values_list("action", flat=True))
    assert actions[:2] == [Action.AGENCY_CLOSE, Action.AGENCY_MOVE]
    assert Action.AGENCY_RENAME not in actions


def test_the_chain_is_whole(town: Town) -> None:
    assert Entry.objects.count() > 10
    assert log.first_broken_link() is None


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"words": "改过"}},
        {"action": Action.TRAINING_AMEND},
        {"subject_id": 99},
        {"at": datetime(2018, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))},
    ],
)
def test_a_changed_entry_is_found(town: Town, change: dict[str, object]) -> None:
    third = Entry.objects.order_by("pk")[2]
    Entry.objects.filter(pk=third.pk).update(**change)
    assert log.first_broken_link() == third.pk


def test_a_removed_entry_is_found(town: Town) -> None:
    third, fourth = Entry.objects.order_by("pk")[2:4]
    Entry.objects.filter(pk=third.pk).delete()
    assert log.first_broken_link() == fourth.pk


def test_what_is_undone_leaves_no_entry(town: Town) -> None:
    before = Entry.objects.count()

    def undone() -> None:
        with transaction.atomic():
            log.record(Action.AGENCY_MOVE, town.agency, town.acting())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert Entry.objects.count() == before
    assert log.first_broken_link() is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_writers_never_continue_the_same_link() -> None:
    town = build_town()
    faults: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(20):
                with transaction.atomic():
                    agency = Agency.objects.get(pk=town.agency.pk)
                    log.record(Action.AGENCY_MOVE, agency, act(town.users["li"]))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Entry.objects.filter(action=Action.AGENCY_MOVE).count() == 80
    assert log.first_broken_link() is None
