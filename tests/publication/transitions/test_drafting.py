"""Draft, revise, submit."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.transitions import drafting
from tests.build import Town
from tests.publication.build import (
    Status,
    approved,
    content,
    drafted,
    every_state_but,
    in_state,
    returned,
    submitted,
)

REVISABLE = (Status.DRAFT, Status.IN_REVIEW, Status.REVIEWED, Status.RETURNED, Status.APPROVED)


@pytest.mark.parametrize("name", ["li", "qian", "zhou"])
def test_draft_by_whoever_drafts(town: Town, name: str) -> None:
    item = drafting.draft(town.agency, content(), acting=town.acting(name))

    assert item.status == Status.DRAFT
    assert item.drafter == town.people[name]
    assert item.drafted_on == date(2018, 3, 1)
    assert item.index_number is None
    assert [entry.action for entry in log.history(item)] == ["item.draft"]


@pytest.mark.parametrize("name", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_draft_refuses_others(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="拟稿"):
        drafting.draft(town.agency, content(), acting=town.acting(name))
    assert not DisclosureItem.objects.exists()


def test_draft_refuses_what_is_there_already(town: Town) -> None:
    drafted(town)
    with pytest.raises(NotAllowed, match="名称、文号、生成日期都相同"):
        drafted(town)


def test_draft_refuses_an_unknown_column(town: Town) -> None:
    with pytest.raises(NotAllowed, match="没有名为“人事”的目录栏目") as refusal:
        drafted(town, column_category="人事")
    assert refusal.value.field == "column_category"


def test_draft_knows_the_duty_by_its_text(town: Town) -> None:
    item = drafted(town, statutory_duty="执行计划生育政策的情况")
    assert item.statutory_duty == "2008-12-8"


def test_draft_refuses_a_duty_of_another_kind_of_agency(town: Town) -> None:
    with pytest.raises(NotAllowed, match="不是本机关的法定主动公开事项") as refusal:
        drafted(town, statutory_duty="市政建设")
    assert refusal.value.field == "statutory_duty"


@pytest.mark.parametrize("status", REVISABLE)
def test_revise_makes_a_draft_again(town: Town, status: Status) -> None:
    item = in_state(town, status)
    before = Entry.objects.count()

    item = drafting.revise(item.pk, content(body="重写"), acting=town.acting("qian"))

    assert item.status == Status.DRAFT
    assert item.body == "<p>重写</p>"
    assert Entry.objects.count() == before + 1
    entry = log.history(item)[0]
    assert entry.action == "item.revise"
    assert entry.data["changes"] == {"body": ["一、任务。二、措施。", "重写"]}


@pytest.mark.parametrize("status", every_state_but(*REVISABLE))
def test_revise_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="已公开的原文不能修改"):
        drafting.revise(item.pk, content(body="重写"), acting=town.acting("li"))


@pytest.mark.parametrize("name", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_revise_refuses_others(town: Town, name: str) -> None:
    item = returned(town)
    with pytest.raises(NotAllowed, match="修改稿件"):
        drafting.revise(item.pk, content(body="重写"), acting=town.acting(name))


def test_revise_refuses_no_change(town: Town) -> None:
    item = approved(town)
    with pytest.raises(NotAllowed, match="没有改动"):
        drafting.revise(item.pk, content(), acting=town.acting("li"))


def test_submit(town: Town) -> None:
    item = drafted(town)
    item = drafting.submit(item.pk, acting=town.acting("qian"))

    assert item.status == Status.IN_REVIEW
    assert [entry.action for entry in log.history(item)] == ["item.submit", "item.draft"]


@pytest.mark.parametrize("status", every_state_but(Status.DRAFT))
def test_submit_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="只有拟稿可以送审"):
        drafting.submit(item.pk, acting=town.acting("li"))


@pytest.mark.parametrize("name", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_submit_refuses_others(town: Town, name: str) -> None:
    item = drafted(town)
    with pytest.raises(NotAllowed, match="送保密审查"):
        drafting.submit(item.pk, acting=town.acting(name))


def test_submit_names_what_is_missing(town: Town) -> None:
    item = drafted(town, summary="", genre_category="")
    with pytest.raises(NotAllowed, match=r"还缺内容概述，.*还缺体裁分类，"):
        drafting.submit(item.pk, acting=town.acting("li"))


def test_submitted_text_is_on_record(town: Town) -> None:
    item = submitted(town)
    assert len(log.history(item)[0].data["text_digest"]) == 64
