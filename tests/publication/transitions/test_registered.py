"""Registering what was public before, and correcting it."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.ledgers import ITEMS
from gongkai.publication.transitions import publishing
from gongkai.publication.transitions.content import ItemEntry
from gongkai.publication.transitions.registered import amend, register
from tests.build import Town
from tests.publication.build import (
    Status,
    entry,
    every_state_but,
    fresh,
    in_state,
    published,
    registered_item,
)


def test_register(town: Town) -> None:
    before = Entry.objects.count()
    item = register(town.agency, entry(), acting=town.acting("li"))

    assert (item.status, item.is_registered) == (Status.PUBLISHED, True)
    assert (item.index_number, item.published_on) == ("qingshan/2017-00001", date(2017, 5, 10))
    assert item.statutory_duty == "2008-12-6"
    assert item.secrecy_reviews.get().reviewer == town.people["sun"]
    assert item.approvals.get().approver == town.people["zhao"]
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.register"


def test_a_historic_index_number_is_kept(town: Town) -> None:
    item = registered_item(town, index_number="014416330/2017-00012")
    assert item.index_number == "014416330/2017-00012"


def test_an_index_number_is_never_used_twice(town: Town) -> None:
    registered_item(town, index_number="014416330/2017-00012")
    with pytest.raises(NotAllowed, match="索引号永不重复") as refusal:
        registered_item(town, index_number="014416330/2017-00012", title="另一条")
    assert refusal.value.field == "index_number"


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_register_refuses_others(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="登记已公开信息"):
        register(town.agency, entry(), acting=town.acting(name))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"reviewer": "李经办"}, "reviewer", "不能是拟稿人自己"),
        ({"drafter": "何人"}, "drafter", "没有登记过名为“何人”"),
        ({"reviewer": "何人"}, "reviewer", "没有登记过名为“何人”"),
        ({"approver": "王邻县"}, "approver", "没有登记过名为“王邻县”"),
        ({"drafted_on": date(2017, 5, 5)}, "reviewed_on", "审查日期2017-05-04早于拟稿日期"),
        ({"reviewed_on": date(2017, 5, 6)}, "approved_on", "审批日期2017-05-05早于审查日期"),
        ({"approved_on": date(2017, 5, 11)}, "published_on", "发布日期2017-05-10早于审批日期"),
        ({"generated_on": date(2017, 5, 11)}, "published_on", "早于生成日期2017-05-11"),
        ({"published_on": date(2018, 3, 2)}, "published_on", "在今天之后"),
        ({"validity": "repealed"}, "", "须写明失效废止日期"),
        ({"invalid_on": date(2018, 1, 1)}, "", "其他的信息不写这一日期"),
        (
            {"validity": "expired", "invalid_on": date(2018, 3, 2)},
            "invalid_on",
            "在今天之后",
        ),
        ({"column_category": "人事"}, "column_category", "没有名为“人事”"),
    ],
)
def test_register_refuses(town: Town, changes: Any, field: str, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        register(town.agency, entry(**changes), acting=town.acting("li"))
    assert refusal.value.field == field
    assert not DisclosureItem.objects.exists()


def test_register_refuses_what_was_withdrawn(town: Town) -> None:
    item = registered_item(town)
    publishing.withdraw(item.pk, reason="含个人信息", acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="公开后已撤回"):
        register(town.agency, entry(), acting=town.acting("li"))


def test_amend(town: Town) -> None:
    item = registered_item(town)
    before = Entry.objects.count()
    changes: dict[str, Any] = {
        "summary": "第二季度",
        "reviewer": "吴档案",
        "approved_on": date(2017, 5, 6),
    }
    amend(item.pk, entry(**changes), reason="录入有误", acting=town.acting("li"))

    assert ITEMS.read(fresh(item)) == entry(**changes)
    assert Entry.objects.count() == before + 1
    data = log.history(item)[0].data
    assert data["reason"] == "录入有误"
    assert data["changes"] == {
        "summary": ["2017年第二季度低保金发放名册。", "第二季度"],
        "reviewer": [town.people["sun"].pk, town.people["wu"].pk],
        "approved_on": ["2017-05-05", "2017-05-06"],
    }


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_amend_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="只有已公开的信息可以更正"):
        amend(item.pk, entry(), reason="录入有误", acting=town.acting("li"))


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_amend_refuses_others(town: Town, name: str) -> None:
    item = registered_item(town)
    with pytest.raises(NotAllowed, match="更正元数据"):
        amend(item.pk, entry(summary="改"), reason="录入有误", acting=town.acting(name))


@pytest.mark.parametrize(
    ("changes", "reason", "field", "sentence"),
    [
        ({"summary": "改"}, "", "reason", "请写明更正的原因"),
        ({}, "录入有误", "", "没有改动"),
        ({"index_number": "别的号"}, "录入有误", "index_number", "一经生成不得变更"),
        ({"reviewer": "李经办"}, "录入有误", "reviewer", "不能是拟稿人自己"),
        ({"published_on": date(2017, 5, 4)}, "录入有误", "published_on", "早于审批日期"),
    ],
)
def test_amend_refuses(town: Town, changes: Any, reason: str, field: str, sentence: str) -> None:
    item = registered_item(town)
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        amend(item.pk, entry(**changes), reason=reason, acting=town.acting("li"))
    assert refusal.value.field == field
    assert ITEMS.read(fresh(item)) == entry()


def in_program(item: DisclosureItem, **changes: Any) -> ItemEntry:
    """What the ledger shows of an item, with changes."""
    return ItemEntry(**(vars(ITEMS.read(fresh(item))) | changes))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"body": "改"}, "body", "正文已公开"),
        ({"published_on": date(2018, 2, 28)}, "published_on", "发布日期不能更正"),
        ({"approver": "周主任"}, "drafter", "在本系统办理的"),
        ({"drafted_on": date(2018, 2, 27)}, "drafter", "在本系统办理的"),
    ],
)
def test_what_happened_here_is_not_amended(
    town: Town, changes: Any, field: str, sentence: str
) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        amend(item.pk, in_program(item, **changes), reason="录入有误", acting=town.acting("li"))
    assert refusal.value.field == field


def test_metadata_of_what_was_published_here_is_amended(town: Town) -> None:
    item = published(town)
    changed = in_program(item, subject_terms="春耕", topic_category="general_affairs")
    amend(item.pk, changed, reason="归类有误", acting=town.acting("zhou"))
    assert (fresh(item).subject_terms, fresh(item).topic_category) == ("春耕", "general_affairs")
