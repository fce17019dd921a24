"""Items in every state, brought there by the people of the township."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.catalog.models import DisclosureItem
from gongkai.publication.ledgers import content_of
from gongkai.publication.transitions import (
    discarding,
    drafting,
    publishing,
    registered,
    revising,
    signing,
)
from gongkai.publication.transitions.content import ItemContent, ItemEntry
from tests.build import TODAY, Town

Status = DisclosureItem.Status
# Where nothing goes on with an item.
GONE = [Status.WITHDRAWN, Status.MERGED, Status.DISCARDED]

CONTENT = ItemContent(
    title="青山镇2018年春耕生产工作方案",
    document_number="青政发〔2018〕3号",
    generated_on=date(2018, 2, 26),
    summary="部署2018年春耕生产的任务和措施。",
    body="一、任务。二、措施。",
    topic_category="agriculture_water",
    genre_category="notice",
    business_category="plans",
)

ENTRY = ItemEntry(
    title="青山镇2017年低保金发放公示",
    document_number="青政公告〔2017〕5号",
    generated_on=date(2017, 5, 2),
    summary="2017年第二季度低保金发放名册。",
    body="名册见附件。",
    topic_category="civil_relief",
    genre_category="announcement",
    business_category="business",
    concern_category="funds",
    statutory_duty="抢险救灾、优抚、救济、社会捐助等款物的发放情况",
    subject_terms="低保 公示",
    published_on=date(2017, 5, 10),
    drafter="李经办",
    drafted_on=date(2017, 5, 3),
    reviewer="孙审查",
    reviewed_on=date(2017, 5, 4),
    review_basis="不涉及国家秘密和个人隐私",
    approver="赵负责",
    approved_on=date(2017, 5, 5),
)


def content(**changes: Any) -> ItemContent:
    """A complete content, with changes."""
    return replace(CONTENT, **changes)


def entry(**changes: Any) -> ItemEntry:
    """A registered item, with changes."""
    return replace(ENTRY, **changes)


def drafted(town: Town, **changes: Any) -> DisclosureItem:
    """A draft by li."""
    return drafting.draft(town.agency, content(**changes), acting=town.acting("li"))


def submitted(town: Town, **changes: Any) -> DisclosureItem:
    """A draft that waits for its secrecy review."""
    return drafting.submit(drafted(town, **changes).pk, acting=town.acting("li"))


def reviewed(town: Town, **changes: Any) -> DisclosureItem:
    """An item that waits for the leader."""
    item = submitted(town, **changes)
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun"))
    return fresh(item)


def approved(town: Town, **changes: Any) -> DisclosureItem:
    """An item that waits for publication."""
    item = reviewed(town, **changes)
    signing.approve(item.pk, remarks="同意", acting=town.acting("zhao"))
    return fresh(item)


def returned(town: Town, **changes: Any) -> DisclosureItem:
    """An item that was sent back."""
    item = submitted(town, **changes)
    signing.send_back(item.pk, corrections="请写明时限", acting=town.acting("sun"))
    return fresh(item)


def published(town: Town, **changes: Any) -> DisclosureItem:
    """An item that went the whole way."""
    return publishing.publish(approved(town, **changes).pk, acting=town.acting("li"))


def withdrawn(town: Town, **changes: Any) -> DisclosureItem:
    """An item that was public."""
    item = published(town, **changes)
    publishing.withdraw(item.pk, reason="内容有误", acting=town.acting("li"))
    return fresh(item)


def revision_of(
    town: Town, original: DisclosureItem, *, on: date = TODAY, **changes: Any
) -> DisclosureItem:
    """A revision of an item, approved and not yet published."""
    revision = revising.begin_revision(
        original.pk, change_note="按上级要求调整", acting=town.acting("li", on)
    )
    changed = replace(content_of(revision), **changes or {"body": "<p>修订后的正文。</p>"})
    drafting.revise(revision.pk, changed, acting=town.acting("li", on))
    drafting.submit(revision.pk, acting=town.acting("li", on))
    signing.review(
        revision.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun", on)
    )
    signing.approve(revision.pk, remarks="同意", acting=town.acting("zhao", on))
    return fresh(revision)


def merged(town: Town) -> DisclosureItem:
    """A revision whose content has gone into its original."""
    revision = revision_of(town, published(town))
    publishing.publish(revision.pk, acting=town.acting("li"))
    return fresh(revision)


def discarded(town: Town) -> DisclosureItem:
    """A draft that li gave up."""
    item = drafted(town)
    discarding.discard(item.pk, reason="内容并入另一份方案", acting=town.acting("li"))
    return fresh(item)


def in_state(town: Town, status: Status) -> DisclosureItem:
    """An item in a state, brought there by the transitions."""
    makers = {
        Status.DRAFT: drafted,
        Status.IN_REVIEW: submitted,
        Status.REVIEWED: reviewed,
        Status.RETURNED: returned,
        Status.APPROVED: approved,
        Status.PUBLISHED: published,
        Status.WITHDRAWN: withdrawn,
        Status.MERGED: merged,
        Status.DISCARDED: discarded,
    }
    return makers[status](town)


def every_state_but(*possible: Status) -> Iterable[Status]:
    """All states in which something must be refused."""
    return [status for status in Status if status not in possible]


def registered_item(town: Town, **changes: Any) -> DisclosureItem:
    """An item that was public before."""
    return registered.register(town.agency, entry(**changes), acting=town.acting("li"))


def fresh(item: DisclosureItem) -> DisclosureItem:
    """The item as it stands in the database."""
    return DisclosureItem.objects.get(pk=item.pk)
