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


@transaction.atomic
def revise(item_id: int, content: ItemContent, *, acting: Acting) -> DisclosureItem:
    """Change a text that is not public; what was reviewed or approved before no longer counts.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_REVISE, item)
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

    Raises: NotAllowed.
    Source: 政府信息公开条例 第十二条 (2007: 第十九条): 索引、名称、内容概述、生成日期.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_SUBMIT, item)
    missing = [label for name, label in _NEEDED.items() if not getattr(item, name)]
    if missing:
        raise NotAllowed(f"还缺{'、'.join(missing)}，请先修改稿件补全。")
    item.status = DisclosureItem.Status.IN_REVIEW
    item.save(update_fields=["status"])
    log.record(Action.ITEM_SUBMIT, item, acting, text_digest=queries.text_digest(item))
    return item
