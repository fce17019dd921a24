"""Opening a value with a reason; erasing what is due."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.actions import Action
from gongkai.audit.log import first_broken_link
from gongkai.audit.models import Entry
from gongkai.protection import queries, ring
from gongkai.protection.faults import Tampered
from gongkai.protection.models import Erasure, Protected
from gongkai.protection.secret import reveal
from gongkai.protection.transitions import erase_due, open_value
from tests.build import Town
from tests.protection.build import ID_NUMBER, NAME, PHONE, again, closed, enter, overwrite, stored
from tests.protection.models import Petitioner

REASON = "邮寄答复书，核对收件人电话"


def only_li(user: User, record: Protected) -> None:
    if user.username != "li":
        raise NotAllowed("只有经办人可以查看。")


def everywhere(user: User, records: Any) -> Any:
    return records


def only_granted(user: User, records: Any) -> Any:
    return records.filter(outcome="granted") if hasattr(records.model, "outcome") else records


def test_a_value_is_opened_and_that_is_on_record(town: Town) -> None:
    record = enter()
    before = Entry.objects.count()
    acting = town.acting("li")
    assert open_value(record, "phone", reason=REASON, permit=only_li, acting=acting) == PHONE
    entry = Entry.objects.get(action=Action.PERSONAL_DATA_OPEN)
    assert Entry.objects.count() == before + 1
    assert (entry.by, entry.at) == (town.users["li"], acting.at)
    assert (entry.subject_type, entry.subject_id) == ("sample.petitioner", record.pk)
    assert entry.data == {"field": "phone", "reason": REASON}
    assert first_broken_link() is None


def test_numbers_in_the_reason_are_starred(town: Town) -> None:
    reason = f" 本人来电 {PHONE} 查询 "
    open_value(enter(), "phone", reason=reason, permit=only_li, acting=town.acting("li"))
    entry = Entry.objects.get(action=Action.PERSONAL_DATA_OPEN)
    assert entry.data["reason"] == "本人来电 **** 查询"


@pytest.mark.parametrize(
    ("who", "field", "reason", "sentence"),
    [
        ("zhao", "phone", REASON, "只有经办人可以查看。"),
        ("li", "phone", " \n", "请写明查看的理由，它将记入审计日志。"),
        ("li", "address", REASON, "这一项没有登记，或者已按保存期限清除。"),
    ],
)
def test_what_is_refused_leaves_no_entry(
    town: Town, who: str, field: str, reason: str, sentence: str
) -> None:
    record = enter(address="")
    with pytest.raises(NotAllowed, match=sentence):
        open_value(record, field, reason=reason, permit=only_li, acting=town.acting(who))
    assert not Entry.objects.filter(action=Action.PERSONAL_DATA_OPEN).exists()


def test_a_moved_value_is_not_opened(town: Town) -> None:
    first, second = enter(), enter()
    overwrite(second, "phone", stored(first, "phone"))
    with pytest.raises(Tampered):
        open_value(second, "phone", reason=REASON, permit=only_li, acting=town.acting("li"))
    assert not Entry.objects.filter(action=Action.PERSONAL_DATA_OPEN).exists()


def test_a_plain_field_is_a_mistake_of_the_caller(town: Town) -> None:
    with pytest.raises(TypeError, match="kind is not protected"):
        open_value(enter(), "kind", reason=REASON, permit=only_li, acting=town.acting("li"))


def test_what_is_due_is_erased_and_the_statistics_stay(town: Town) -> None:
    old = closed(date(2007, 2, 28), outcome="granted")
    middle = closed(date(2016, 2, 29), outcome="refused")
    fresh = closed(date(2016, 3, 1), outcome="granted")
    open_case = closed(None)
    before = Entry.objects.count()
    erased = erase_due(on=date(2018, 3, 1), scope=everywhere, acting=town.acting("zhou"))

    assert [(row.subject_id, row.fields, row.basis) for row in erased] == [
        *sorted(
            [
                (old.pk, ["phone", "address"], "联系方式保存2年"),
                (middle.pk, ["phone", "address"], "联系方式保存2年"),
            ]
        ),
        (old.pk, ["name", "id_number"], "身份信息保存10年"),
    ]
    for column in ("name", "id_number", "phone", "address", "phone_index", "id_number_index"):
        assert stored(old, column) == ""
    assert (stored(middle, "phone"), stored(middle, "phone_index")) == ("", "")
    assert reveal(again(middle).id_number) == ID_NUMBER
    assert Petitioner.objects.get(phone_index=PHONE, closed_on=date(2016, 3, 1)) == fresh
    assert reveal(again(open_case).name) == NAME

    rows = Petitioner.objects.order_by("closed_on").values_list("kind", "outcome", "closed_on")
    assert list(rows.filter(closed_on__isnull=False)) == [
        ("natural_person", "granted", date(2007, 2, 28)),
        ("natural_person", "refused", date(2016, 2, 29)),
        ("natural_person", "granted", date(2016, 3, 1)),
    ]
    assert Entry.objects.filter(action=Action.PERSONAL_DATA_ERASE).count() == 3
    assert Entry.objects.count() == before + 3


def test_a_row_says_what_was_erased_and_why(town: Town) -> None:
    record = closed(date(2016, 1, 10), address="")
    erase_due(on=date(2018, 2, 1), scope=everywhere, acting=town.acting("zhou"))
    row = Erasure.objects.get()
    assert (row.subject_type, row.subject_id) == ("sample.petitioner", record.pk)
    assert (row.fields, row.basis) == (["phone"], "联系方式保存2年")
    assert (row.counted_from, row.erased_on) == (date(2016, 1, 10), date(2018, 3, 1))
    assert row.erased_by == town.users["zhou"]
    entry = Entry.objects.get(action=Action.PERSONAL_DATA_ERASE)
    assert entry.data == {"fields": ["phone"], "basis": "联系方式保存2年"}
    assert str(row) == f"sample.petitioner {record.pk} 2018-03-01"


def test_erased_once_it_is_not_due_again(town: Town) -> None:
    closed(date(2007, 1, 1))
    acting = town.acting("zhou")
    assert len(erase_due(on=acting.today, scope=everywhere, acting=acting)) == 2
    assert erase_due(on=acting.today, scope=everywhere, acting=acting) == []


def test_only_what_the_person_may_erase(town: Town) -> None:
    mine = closed(date(2016, 1, 1), outcome="granted")
    closed(date(2016, 1, 1), outcome="refused")
    acting = town.acting("zhou")
    erased = erase_due(on=acting.today, scope=only_granted, acting=acting)
    assert [row.subject_id for row in erased] == [mine.pk]


def test_a_day_to_come_is_refused(town: Town) -> None:
    record = closed(date(2016, 3, 1))
    with pytest.raises(NotAllowed, match="今天之后"):
        erase_due(on=date(2018, 3, 2), scope=everywhere, acting=town.acting("zhou"))
    assert reveal(again(record).phone) == PHONE


def test_a_dry_run_lists_and_erases_nothing(town: Town) -> None:
    record = closed(date(2016, 1, 1))
    due = queries.due_for_erasure(town.users["zhou"], on=date(2018, 3, 1), scope=everywhere)
    assert [(rule.fields, [row.pk for row in rows]) for rule, rows in due if rows] == [
        (("phone", "address"), [record.pk]),
    ]
    assert reveal(again(record).phone) == PHONE
    assert not Erasure.objects.exists()


def test_what_is_due_is_erased_even_when_its_key_is_lost(
    town: Town, settings: Any, tmp_path: Any
) -> None:
    record = closed(date(2007, 1, 1))
    settings.GONGKAI_KEYS = tmp_path / "other.json"
    ring.create(settings.GONGKAI_KEYS)
    acting = town.acting("zhou")
    assert len(erase_due(on=acting.today, scope=everywhere, acting=acting)) == 2
    assert stored(record, "id_number") == ""
