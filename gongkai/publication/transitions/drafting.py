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
from gongkai.publication.submission import obstacles
from gongkai.publication.transitions.content import ItemContent, change, locked, values_of
from gongkai.publication.transitions.findings import keep_found


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
    against = obstacles(item)
    if against:
        raise NotAllowed("".join(one.sentence for one in against))
    item.status = DisclosureItem.Status.IN_REVIEW
    item.save(update_fields=["status"])
    digest, found = queries.text_digest(item), keep_found(item)
    log.record(Action.ITEM_SUBMIT, item, acting, text_digest=digest, findings=len(found))
    return item
