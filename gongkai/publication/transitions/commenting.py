"""Remarks at a place of a text that is not public yet, and what became of them."""

from dataclasses import dataclass

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.publication import policies, queries, scanning
from gongkai.publication.models import Comment
from gongkai.publication.transitions.content import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A stretch of a place's plain text.

    Units: `start` and `end` are offsets into it; see `scanning.places`.
    """

    place: str
    start: int
    end: int


@transaction.atomic
def comment(item_id: int, spot: Spot, *, text: str, acting: Acting) -> Comment:
    """Remark on a stretch of the text.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.COMMENT_MAKE, item)
    if not text.strip():
        raise NotAllowed("请写明批注的内容。", field="text")
    there = scanning.places(item).get(spot.place, "")
    if not 0 <= spot.start < spot.end <= len(there):
        raise NotAllowed("请选择要批注的段落或文字；稿件已修改的，请刷新页面再选。", field="spot")
    made = Comment(
        item=item,
        text_digest=queries.text_digest(item),
        place=spot.place,
        start=spot.start,
        end=spot.end,
        quote=there[spot.start : spot.end],
        text=text.strip(),
        by=person_of(acting.by),
        at=acting.at,
    )
    records.validate(made)
    made.save(force_insert=True)
    log.record(Action.COMMENT_MAKE, item, acting, comment=made.pk, quote=made.quote, text=made.text)
    return made


@transaction.atomic
def resolve(comment_id: int, *, acting: Acting) -> Comment:
    """Record that what a comment asks for is done, or needs not be done.

    Raises: NotAllowed.
    """
    item = locked(Comment.objects.values_list("item", flat=True).get(pk=comment_id))
    made = Comment.objects.select_for_update().get(pk=comment_id)
    policies.permit(acting.by, Action.COMMENT_RESOLVE, item)
    if made.resolved_on:
        raise NotAllowed("该批注已经处理过。")
    made.resolved_by = person_of(acting.by)
    made.resolved_on = acting.today
    made.save(update_fields=["resolved_by", "resolved_on"])
    log.record(Action.COMMENT_RESOLVE, item, acting, comment=made.pk, text=made.text)
    return made
