"""An item is repealed or expires, today or on a day to come."""

from datetime import date, datetime

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import ValidityChange
from gongkai.publication.transitions import linking, publishing, validity
from tests.build import SHANGHAI, Town
from tests.publication.build import (
    Status,
    every_state_but,
    fresh,
    in_state,
    published,
    registered_item,
)

# 2018-03-01 is the day on which tests act; the repeal they register comes into force on 1 June.
JUNE = date(2018, 6, 1)


def test_repeal(town: Town) -> None:
    item = registered_item(town)
    before = Entry.objects.count()

    validity.repeal(
        item.pk,
        validity="repealed",
        invalid_on=date(2018, 1, 1),
        reason="青政发〔2018〕1号",
        acting=town.acting("li"),
    )

    item = fresh(item)
    assert (item.status, item.validity, item.invalid_on) == (
        Status.PUBLISHED,
        "repealed",
        date(2018, 1, 1),
    )
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.repeal"


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_repeal_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="只有已公开的信息"):
        validity.repeal(
            item.pk,
            validity="repealed",
            invalid_on=date(2018, 3, 1),
            reason="依据",
            acting=town.acting("li"),
        )


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_repeal_refuses_others(town: Town, name: str) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match="废止失效"):
        validity.repeal(
            item.pk,
            validity="repealed",
            invalid_on=date(2018, 3, 1),
            reason="依据",
            acting=town.acting(name),
        )


@pytest.mark.parametrize(
    ("kind", "invalid_on", "reason", "sentence"),
    [
        ("in_force", date(2018, 3, 1), "依据", "请选择失效或者废止"),
        ("expired", date(2018, 2, 25), "依据", "早于生成日期"),
        ("expired", date(2018, 3, 1), " ", "请写明废止失效的依据"),
    ],
)
def test_repeal_refuses(
    town: Town, kind: str, invalid_on: date, reason: str, sentence: str
) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match=sentence):
        validity.repeal(
            item.pk,
            validity=kind,
            invalid_on=invalid_on,
            reason=reason,
            acting=town.acting("li"),
        )
    assert fresh(item).validity == "in_force"


def test_repeal_refuses_a_second_time(town: Town) -> None:
    item = registered_item(town, validity="expired", invalid_on=date(2017, 12, 31))
    with pytest.raises(NotAllowed, match="已登记失效"):
        validity.repeal(
            item.pk,
            validity="repealed",
            invalid_on=date(2018, 3, 1),
            reason="依据",
            acting=town.acting("li"),
        )


def _repeal_in_june(town: Town, item: DisclosureItem, kind: str = "repealed") -> None:
    validity.repeal(
        item.pk, validity=kind, invalid_on=JUNE, reason="青政发〔2018〕9号", acting=town.acting()
    )


def _mark(on: date) -> int:
    now = datetime(on.year, on.month, on.day, 0, 5, tzinfo=SHANGHAI)
    return validity.due_validity(now)


def test_a_day_to_come_is_kept_and_marked_when_it_is_there(town: Town) -> None:
    item = published(town)
    before = Entry.objects.count()
    _repeal_in_june(town, item)
    assert Entry.objects.count() == before + 1
    assert (fresh(item).validity, fresh(item).invalid_on) == ("in_force", None)

    assert _mark(date(2018, 5, 31)) == 0
    assert fresh(item).validity == "in_force"
    assert _mark(JUNE) == 1

    assert (fresh(item).validity, fresh(item).invalid_on) == ("repealed", JUNE)
    entry = log.history(item)[0]
    assert (entry.action, entry.by.username) == ("item.mark_validity", "li")
    assert Entry.objects.count() == before + 2
    assert _mark(date(2018, 6, 2)) == 0
    assert Entry.objects.count() == before + 2


def test_a_job_that_comes_late_marks_the_day_that_was_registered(town: Town) -> None:
    item = published(town)
    _repeal_in_june(town, item, "expired")
    assert _mark(date(2018, 6, 20)) == 1
    assert (fresh(item).validity, fresh(item).invalid_on) == ("expired", JUNE)
    assert item.validity_changes.get().marked_on == date(2018, 6, 20)


def test_what_is_registered_later_takes_the_place_of_what_has_not_come(town: Town) -> None:
    item = published(town)
    _repeal_in_june(town, item)
    validity.repeal(
        item.pk,
        validity="expired",
        invalid_on=date(2018, 7, 1),
        reason="期满",
        acting=town.acting(),
    )
    assert _mark(JUNE) == 0
    assert ValidityChange.objects.get().effective_on == date(2018, 7, 1)


def _cancel(
    item: DisclosureItem, town: Town, who: str = "li", reason: str = "文件仍需执行"
) -> None:
    validity.cancel_coming(item.pk, reason=reason, acting=town.acting(who))


@pytest.mark.parametrize("who", ["li", "zhou"])
def test_what_has_not_come_is_taken_back(town: Town, who: str) -> None:
    item = published(town)
    _repeal_in_june(town, item)
    before = Entry.objects.count()

    _cancel(item, town, who)

    assert not ValidityChange.objects.exists()
    assert Entry.objects.count() == before + 1
    entry = log.history(item)[0]
    assert entry.action == "item.cancel_validity"
    assert entry.data["effective_on"] == "2018-06-01"
    assert (entry.data["basis"], entry.data["reason"]) == ("青政发〔2018〕9号", "文件仍需执行")
    assert _mark(JUNE) == 0
    assert fresh(item).validity == "in_force"
    _repeal_in_june(town, item)
    assert _mark(JUNE) == 1


def test_there_must_be_something_to_take_back_and_a_reason(town: Town) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match="没有将来的有效性变更"):
        _cancel(item, town)
    _repeal_in_june(town, item)
    with pytest.raises(NotAllowed, match="取消的原因"):
        _cancel(item, town, reason=" ")
    _mark(JUNE)
    with pytest.raises(NotAllowed, match="没有将来的有效性变更"):
        _cancel(item, town)


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_taking_back_refuses_every_other_state(town: Town, status: Status) -> None:
    with pytest.raises(NotAllowed, match="只有已公开的信息才有"):
        _cancel(in_state(town, status), town)


@pytest.mark.parametrize("who", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_taking_back_refuses_others(town: Town, who: str) -> None:
    item = published(town)
    _repeal_in_june(town, item)
    with pytest.raises(NotAllowed, match="没有“取消将来的有效性变更”的权限"):
        _cancel(item, town, who)


def test_what_a_link_brings_goes_after_the_link(town: Town) -> None:
    item = published(town)
    newer = published(town, title="新的方案", document_number="青政发〔2018〕9号")
    found = linking.link(
        newer.pk, target_id=item.pk, kind="replaces", effective_on=JUNE, acting=town.acting("li")
    )
    with pytest.raises(NotAllowed, match="“新的方案”替代本信息而来"):
        _cancel(item, town)
    linking.unlink(found.pk, acting=town.acting("li"))
    _cancel(item, town)
    assert not ValidityChange.objects.exists()


def test_a_withdrawn_item_is_not_marked(town: Town) -> None:
    item = published(town)
    _repeal_in_june(town, item)
    publishing.withdraw(item.pk, reason="内容有误", acting=town.acting("li"))
    assert _mark(JUNE) == 0
    assert fresh(item).validity == "in_force"
    assert _mark(date(2018, 6, 2)) == 0
