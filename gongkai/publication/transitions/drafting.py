"""A text is drafted, revised and submitted for review."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.ledgers import records
from gongkai.publication import policies, queries
from gongkai.publication.transitions.content import ItemContent, change, locked, values_of
from gongkai.publication.transitions.findings import keep_found

# Beside what the form itself demands.
_NEEDED = {
    "summary": "内容概述",
    "topic_category": "主题分类",
    "genre_category": "体裁分类",
}


@transaction.atomic
def draft(agency: Agency, content: ItemContent, *, acting: Acting) -> DisclosureItem:
    """Draft an item; the acting person is its drafter.

    Raises: NotAllowed.
    """
    permit(acting.by, Action.ITEM_DRAFT, agency)
    item = DisclosureItem(
        agency=agency,
        status=DisclosureItem.Status.DRAFT,
        drafter=person_of(acting.by),
        drafted_on=acting.today,
        **values_of(agency, content),
    )
    return records.enter(item, action=Action.ITEM_DRAFT, acting=acting)


class Overtaken(NotAllowed):
    """Somebody saved the draft after the form was opened; both texts must be looked at."""


@transaction.atomic
def revise(
    item_id: int, content: ItemContent, *, token: str = "", acting: Acting
) -> DisclosureItem:
    """Change a text that is not public; what was reviewed or approved before no longer counts.

    `token` is the `queries.revision_token` the writer began with; a caller that read the item
    in the same transaction needs none.

    Raises: NotAllowed; Overtaken, where the item is no longer what the writer began with.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_REVISE, item)
    if token and token != queries.revision_token(item):
        raise Overtaken("您打开稿件以后，别人保存过修改。您的内容没有丢失，请核对后合并保存。")
    changes = change(item, values_of(item.agency, content))
    if not changes:
        raise NotAllowed("没有改动任何内容，无需保存。")
    item.status = DisclosureItem.Status.DRAFT
    item.save(update_fields=["status"])
    log.record(Action.ITEM_REVISE, item, acting, changes=changes)
    return item


@transaction.atomic
def submit(item_id: int, *, acting: Acting) -> DisclosureItem:
    """Submit a draft for its secrecy review, complete as the catalog must show it.

    The text is checked for what must not be public; the reviewer decides on each finding.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第十二条 (2007: 第十九条): 索引、名称、内容概述、生成日期.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_SUBMIT, item)
    missing = [label for name, label in _NEEDED.items() if not getattr(item, name)]
    if missing:
        raise NotAllowed(f"还缺{'、'.join(missing)}，请先修改稿件补全。")
    held_up = item.attachments.exclude(obstacle="").order_by("position").first()
    if held_up:
        raise NotAllowed(
            f"附件“{held_up.filename}”还不能公开：{held_up.obstacle}"
            "请更换这个附件，或者选择不随信息公开。"
        )
    item.status = DisclosureItem.Status.IN_REVIEW
    item.save(update_fields=["status"])
    digest, found = queries.text_digest(item), keep_found(item)
    log.record(Action.ITEM_SUBMIT, item, acting, text_digest=digest, findings=len(found))
    return item
