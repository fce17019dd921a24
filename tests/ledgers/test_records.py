"""The last steps of every register: what is refused with which sentence, and what is logged."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Office, Training
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.ledgers import records
from tests.build import Town

DAY = date(2017, 3, 20)


def training(town: Town, **values: object) -> Training:
    given = {"held_on": DAY, "subject": "学习", "participants": 20} | values
    return Training(agency=town.agency, **given)


def enter(town: Town, record: Training) -> Training:
    return records.enter(record, action=Action.TRAINING_HOLD, acting=town.acting())


def test_enter_writes_and_logs_once(town: Town) -> None:
    before = Entry.objects.count()
    record = enter(town, training(town))
    assert Training.objects.get() == record
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.action, entry.subject_id, entry.by) == (
        Action.TRAINING_HOLD,
        record.pk,
        town.users["li"],
    )
    assert entry.data["values"] == {
        "agency": town.agency.pk,
        "held_on": "2017-03-20",
        "subject": "学习",
        "trainer": "",
        "place": "",
        "participants": 20,
        "participant_names": "",
    }


def test_a_right_row_costs_no_query_for_its_constraints(town: Town) -> None:
    record, acting = training(town), town.acting()
    with CaptureQueriesContext(connection) as asked:
        records.enter(record, action=Action.TRAINING_HOLD, acting=acting)
    words = [query["sql"].split()[0] for query in asked.captured_queries]
    assert [word for word in words if word not in ("SAVEPOINT", "RELEASE")] in (
        ["INSERT", "SELECT", "INSERT"],
        ["INSERT", "SELECT", "SELECT", "INSERT"],  # PostgreSQL locks the chain
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [({"subject": "长" * 201}, "subject"), ({"participants": -1}, "participants")],
)
def test_a_wrong_field_is_named(town: Town, values: dict[str, object], field: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        enter(town, training(town, **values))
    assert refusal.value.field == field
    assert not Training.objects.exists()


def test_a_doubled_record_is_refused_and_the_transaction_lives_on(town: Town) -> None:
    enter(town, training(town))
    before = Entry.objects.count()
    with pytest.raises(NotAllowed) as refusal:
        enter(town, training(town))
    assert str(refusal.value) == "已有日期、培训主题相同的培训，请核对是否重复登记。"
    assert (Training.objects.count(), Entry.objects.count()) == (1, before)
    enter(town, training(town, subject="另一次"))


def test_a_broken_constraint_speaks_its_sentence(town: Town) -> None:
    office = Office(agency=town.agency, name="办公室", since=DAY, until=date(2017, 3, 1))
    with pytest.raises(NotAllowed, match="结束日期不能早于开始日期。"):
        records.enter(office, action=Action.OFFICE_OPEN, acting=town.acting())


def test_amend_logs_what_was_and_what_is(town: Town) -> None:
    record = enter(town, training(town))
    before = Entry.objects.count()
    values = {"participants": 21, "place": "三楼", "subject": "学习"}
    records.amend(
        record, values, reason="笔误", action=Action.TRAINING_AMEND, acting=town.acting("zhou")
    )
    record.refresh_from_db()
    assert (record.participants, record.place) == (21, "三楼")
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.order_by("-pk")[0]
    assert entry.data == {
        "changes": {"participants": [20, 21], "place": ["", "三楼"]},
        "reason": "笔误",
    }


@pytest.mark.parametrize(
    ("values", "reason", "sentence"),
    [
        ({"participants": 21}, " ", "请写明更正的原因。"),
        ({"participants": 20}, "笔误", "没有改动任何内容，无需保存。"),
    ],
)
def test_amend_refuses(town: Town, values: dict[str, object], reason: str, sentence: str) -> None:
    record = enter(town, training(town))
    before = Entry.objects.count()
    with pytest.raises(NotAllowed) as refusal:
        records.amend(
            record, values, reason=reason, action=Action.TRAINING_AMEND, acting=town.acting()
        )
    assert str(refusal.value) == sentence
    record.refresh_from_db()
    assert (record.participants, Entry.objects.count()) == (20, before)


def test_insert_writes_and_logs_nothing(town: Town) -> None:
    before = Entry.objects.count()
    records.insert(training(town))
    assert (Training.objects.count(), Entry.objects.count()) == (1, before)
    with pytest.raises(NotAllowed, match="已有日期、培训主题相同的培训"):
        records.insert(training(town))
    with pytest.raises(NotAllowed):
        records.insert(training(town, subject=""))
