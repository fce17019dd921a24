"""A public item is revised: a draft of its own, merged into the original at publication."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import Attachment, DisclosureItem, Edition
from gongkai.ledgers import records
from gongkai.publication import policies, queries
from gongkai.publication.models import Return
from gongkai.publication.transitions import copies
from gongkai.publication.transitions.content import ItemContent, change, locked
from gongkai.publication.transitions.made_public import changed

_Status = DisclosureItem.Status
# While two sets of attachments change places, one of them stands beyond all positions.
_ASIDE = 10_000


@transaction.atomic
def begin_revision(item_id: int, *, change_note: str, acting: Acting) -> DisclosureItem:
    """Draft a revision of a public item: a copy with its attachments, to be changed and reviewed.

    The original stays public as it is until the revision is published.

    Raises: NotAllowed.
    """
    original = locked(item_id)
    policies.permit(acting.by, Action.ITEM_BEGIN_REVISION, original)
    if not change_note.strip():
        raise NotAllowed("请写明修订什么、为什么修订。", field="change_note")
    revision = DisclosureItem(
        agency=original.agency,
        status=_Status.DRAFT,
        revises=original,
        change_note=change_note.strip(),
        drafter=person_of(acting.by),
        drafted_on=acting.today,
        review_on=_coming(original.review_on, today=acting.today),
        **_content(original),
    )
    records.enter(revision, action=Action.ITEM_BEGIN_REVISION, acting=acting)
    for attachment in original.attachments.order_by("position"):
        attachment.pk = None
        attachment.item = revision
        attachment.save(force_insert=True)
    return revision


def merge(revision: DisclosureItem, *, acting: Acting) -> DisclosureItem:
    """Put an approved revision's content into its original; part of the act of publishing.

    The original keeps its index number, its address and its first day of publication; its
    superseded text becomes an edition, whose attachments stay with the merged row.

    Raises: NotAllowed.
    """
    original = locked(revision.revises_id or 0)
    if original.status != _Status.PUBLISHED:
        raise NotAllowed(
            f"原信息现为“{original.get_status_display()}”，不能并入修订稿；"
            "确需公开的，请另行拟稿、审查、审批。"
        )
    if original.published_on and revision.generated_on > original.published_on:
        raise NotAllowed(
            f"修订稿的生成日期晚于原信息的发布日期{original.published_on:%Y-%m-%d}；"
            "请退回，把生成日期改回原来的，或者作为另一条信息公开并登记为替代。"
        )
    edition = _supersede(original, revision, acting=acting)
    changes = change(original, {**_content(revision), "review_on": revision.review_on})
    _exchange_attachments(original, revision)
    revision.status = _Status.MERGED
    revision.save(update_fields=["status"])
    changed(original)
    digest = queries.text_digest(original)
    log.record(Action.ITEM_PUBLISH, revision, acting, merged_into=original.pk, text_digest=digest)
    log.record(
        Action.ITEM_MERGE,
        original,
        acting,
        changes=changes,
        reason=revision.change_note,
        revision=revision.pk,
        edition=edition.number,
        text_digest=digest,
    )
    return original


def _supersede(original: DisclosureItem, revision: DisclosureItem, *, acting: Acting) -> Edition:
    last = original.editions.order_by("number").last()
    edition = Edition(
        item=original,
        number=last.number + 1 if last else 1,
        title=original.title,
        summary=original.summary,
        body=original.body,
        document_number=original.document_number,
        public_from=last.superseded_on if last else original.published_on or acting.today,
        superseded_on=acting.today,
        change_note=revision.change_note,
        revision=revision,
    )
    records.validate(edition)
    edition.save(force_insert=True)
    return edition


def _exchange_attachments(original: DisclosureItem, revision: DisclosureItem) -> None:
    """The revision's attachments become the original's; the superseded ones stay with the row."""
    superseded = list(original.attachments.values_list("pk", flat=True))
    kept = Attachment.objects.filter(pk__in=superseded)
    kept.update(position=F("position") + _ASIDE)
    revision.attachments.update(item=original)
    kept.update(item=revision, position=F("position") - _ASIDE)
    public = original.attachments.values_list("released", flat=True)
    copies.retire(revision.attachments.exclude(released__in=list(public)))


def give_back(revision: DisclosureItem, *, reason: str, acting: Acting) -> Return:
    """Return a locked revision to its drafter, for its original is withdrawn; part of that act.

    A time set for its publication is taken back: there is nothing left to publish it into.
    """
    approval = queries.latest_approval(revision)
    if approval and approval.publish_at and revision.status == _Status.APPROVED:
        before, approval.publish_at, approval.failure = approval.publish_at, None, ""
        approval.save(update_fields=["publish_at", "failure"])
        log.record(Action.ITEM_UNSCHEDULE, revision, acting, publish_at=[before, None])
    document = Return(
        item=revision,
        returned_by=person_of(acting.by),
        returned_on=acting.today,
        corrections=(
            f"原信息已撤回（{reason}），修订稿不能再并入。仍需公开的，请另行拟稿；请作废修订稿。"
        ),
    )
    records.validate(document)
    document.save(force_insert=True)
    revision.status = _Status.RETURNED
    revision.save(update_fields=["status"])
    log.record(Action.ITEM_RETURN, revision, acting, corrections=document.corrections)
    return document


def _content(item: DisclosureItem) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(ItemContent)}


def _coming(day: date | None, *, today: date) -> date | None:
    return day if day and day > today else None
