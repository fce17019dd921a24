"""Items are linked: an interpretation to its document, a document to the one it replaces."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.cache_tags import purge_items
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.ledgers import records
from gongkai.publication import policies
from gongkai.publication.transitions import validity
from gongkai.publication.transitions.content import locked

_Kind = ItemLink.Kind
_Validity = DisclosureItem.Validity

# What a link does to the validity of the item it points at.
_ENDS = {_Kind.REPLACES: _Validity.REPEALED, _Kind.AMENDS: _Validity.AMENDED}


@transaction.atomic
def link(
    source_id: int, *, target_id: int, kind: str, effective_on: date | None, acting: Acting
) -> ItemLink:
    """Link an item to a public one; what it replaces is repealed, what it amends so marked.

    Raises: NotAllowed.
    """
    # Both in one order, so that two people who link them both ways do not wait for each other.
    items = {pk: locked(pk) for pk in sorted({source_id, target_id})}
    source, target = items[source_id], items[target_id]
    policies.permit(acting.by, Action.ITEM_LINK, source)
    if source.revises_id:
        raise NotAllowed("修订稿不单独关联，请在原信息上关联。")
    if target.status != DisclosureItem.Status.PUBLISHED:
        raise NotAllowed("只能关联到已公开的信息。", field="target")
    found = ItemLink(source=source, target=target, kind=kind, effective_on=effective_on)
    records.validate(found)
    if kind in _ENDS:
        _end(found, acting)
    found.save(force_insert=True)
    purge_items([source.index_number, target.index_number])
    log.record(
        Action.ITEM_LINK, source, acting, target=target.pk, kind=kind, effective_on=effective_on
    )
    return found


@transaction.atomic
def unlink(link_id: int, *, acting: Acting) -> None:
    """Take a link back; the validity of what was replaced or amended stays, and can be corrected.

    Raises: NotAllowed.
    """
    source = locked(ItemLink.objects.values_list("source_id", flat=True).get(pk=link_id))
    found = ItemLink.objects.select_for_update().get(pk=link_id)
    policies.permit(acting.by, Action.ITEM_UNLINK, source)
    found.delete()
    purge_items([source.index_number, found.target.index_number])
    log.record(Action.ITEM_UNLINK, source, acting, target=found.target_id, kind=found.kind)


def _end(found: ItemLink, acting: Acting) -> None:
    source, target = found.source, found.target
    if source.status != DisclosureItem.Status.PUBLISHED:
        raise NotAllowed("尚未公开的信息不能替代或者修改其他信息，请先发布。", field="kind")
    permit(acting.by, Action.ITEM_REPEAL, target.agency)
    if found.effective_on is None:
        raise NotAllowed("请写明生效日期。", field="effective_on")
    if target.invalid_on:
        return  # It is marked already; the link only says by what.
    if found.effective_on < target.generated_on:
        raise NotAllowed("生效日期早于所关联信息的生成日期，请核对。", field="effective_on")
    reason = f"由{source.title}{source.document_number and f'（{source.document_number}）'}"
    validity.end(
        target,
        validity=_ENDS[_Kind(found.kind)],
        day=found.effective_on,
        reason=f"{reason}{found.get_kind_display()}"[:300],
        acting=acting,
    )
