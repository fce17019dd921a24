"""Publish, withdraw."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import SecrecyReview, Withdrawal
from gongkai.publication.transitions import drafting, publishing, signing
from tests.build import Town
from tests.publication.build import (
    Status,
    approved,
    content,
    every_state_but,
    fresh,
    in_state,
    published,
    returned,
    withdrawn,
)


@pytest.mark.parametrize("name", ["li", "zhou"])
def test_publish(town: Town, name: str) -> None:
    item = approved(town)
    before = Entry.objects.count()

    publishing.publish(item.pk, acting=town.acting(name))

    item = fresh(item)
    assert item.status == Status.PUBLISHED
    assert item.index_number == "qingshan/2018-00001"
    assert item.published_on == date(2018, 3, 1)
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].data["index_number"] == "qingshan/2018-00001"


@pytest.mark.parametrize("status", every_state_but(Status.APPROVED))
def test_publish_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="须先经保密审查和审批同意"):
        publishing.publish(item.pk, acting=town.acting("li"))
    assert fresh(item).index_number == item.index_number


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_publish_refuses_others(town: Town, name: str) -> None:
    item = approved(town)
    with pytest.raises(NotAllowed, match="公开发布"):
        publishing.publish(item.pk, acting=town.acting(name))


def test_nothing_is_published_that_was_revised_after_the_review(town: Town) -> None:
    item = approved(town)
    drafting.revise(item.pk, content(body="改过"), acting=town.acting("li"))
    # Even where somebody sets the state back behind the transitions' back.
    DisclosureItem.objects.filter(pk=item.pk).update(status=Status.APPROVED)

    with pytest.raises(NotAllowed, match="不是现在的文本"):
        publishing.publish(item.pk, acting=town.acting("li"))


@pytest.mark.parametrize("kept", ["review", "approval", "neither"])
def test_nothing_is_published_without_both_records(town: Town, kept: str) -> None:
    item = approved(town)
    if kept != "review":
        item.secrecy_reviews.all().delete()
    if kept != "approval":
        item.approvals.all().delete()
    with pytest.raises(NotAllowed, match="重新送审"):
        publishing.publish(item.pk, acting=town.acting("li"))


def test_a_later_refusal_outweighs_an_earlier_review(town: Town) -> None:
    item = approved(town)
    review = item.secrecy_reviews.get()
    SecrecyReview.objects.create(
        item=item,
        reviewer=review.reviewer,
        reviewed_on=review.reviewed_on,
        conclusion="may_not_disclose",
        basis="复核",
        text_digest=review.text_digest,
    )
    with pytest.raises(NotAllowed, match="重新送审"):
        publishing.publish(item.pk, acting=town.acting("li"))


def test_a_returned_item_goes_the_whole_way_again(town: Town) -> None:
    item = returned(town)
    drafting.revise(item.pk, content(body="写明时限"), acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    signing.approve(item.pk, remarks="", acting=town.acting("zhao"))

    assert publishing.publish(item.pk, acting=town.acting("li")).status == Status.PUBLISHED


def test_publish_refuses_a_text_made_later(town: Town) -> None:
    item = approved(town, generated_on=date(2018, 3, 2))
    with pytest.raises(NotAllowed, match="早于生成日期2018-03-02"):
        publishing.publish(item.pk, acting=town.acting("li"))


def test_withdraw(town: Town) -> None:
    item = published(town)
    before = Entry.objects.count()

    document = publishing.withdraw(item.pk, reason="内容有误", acting=town.acting("li"))

    item = fresh(item)
    assert item.status == Status.WITHDRAWN
    assert item.index_number == "qingshan/2018-00001"
    assert (document.withdrawn_by, document.withdrawn_on) == (
        town.people["li"],
        date(2018, 3, 1),
    )
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].data == {"reason": "内容有误"}


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_withdraw_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    documents = Withdrawal.objects.count()
    with pytest.raises(NotAllowed, match="只有已公开的信息可以撤回"):
        publishing.withdraw(item.pk, reason="内容有误", acting=town.acting("li"))
    assert Withdrawal.objects.count() == documents


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_withdraw_refuses_others(town: Town, name: str) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match="撤回"):
        publishing.withdraw(item.pk, reason="内容有误", acting=town.acting(name))


def test_withdraw_refuses_no_reason(town: Town) -> None:
    item = published(town)
    with pytest.raises(NotAllowed) as refusal:
        publishing.withdraw(item.pk, reason="  ", acting=town.acting("li"))
    assert refusal.value.field == "reason"


def test_a_withdrawn_number_is_never_used_again(town: Town) -> None:
    withdrawn(town)
    again = published(town)
    assert again.index_number == "qingshan/2018-00002"
