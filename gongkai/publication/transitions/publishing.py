"""An approved item becomes public, or is withdrawn."""

from django.db import transaction
from django.db.models import Q

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.catalog.transitions import index_numbers
from gongkai.intake.findings import Severity
from gongkai.intake.scan import scan
from gongkai.ledgers import records
from gongkai.publication import levels, policies, queries
from gongkai.publication.models import Withdrawal
from gongkai.publication.transitions import copies, revising, validity
from gongkai.publication.transitions.content import locked, refuse_wrong_days
from gongkai.publication.transitions.findings import refuse_unsettled
from gongkai.publication.transitions.made_public import changed


@transaction.atomic
def publish(item_id: int, *, acting: Acting) -> DisclosureItem:
    """Make an approved item public today and give it its index number for ever.

    A revision goes into the item it revises, which is returned.

    Raises: NotAllowed.
    Source: 保守国家秘密法实施条例(2024) 第四十二条: 先审查、后公开.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_PUBLISH, item)
    return make_public(item, acting=acting)


def make_public(item: DisclosureItem, *, acting: Acting) -> DisclosureItem:
    """Guard and make public a locked item: the act of publishing, by hand or at its time.

    Raises: NotAllowed.
    """
    _refuse_unsigned(item, acting)
    refuse_unsettled(item)
    refuse_wrong_days(item, today=acting.today)
    if item.revises_id:
        return revising.merge(item, acting=acting)
    item.index_number = index_numbers.issue(item.agency, on=acting.today)
    item.published_on = acting.today
    item.status = DisclosureItem.Status.PUBLISHED
    item.save(update_fields=["index_number", "published_on", "status"])
    changed(item)
    log.record(
        Action.ITEM_PUBLISH,
        item,
        acting,
        index_number=item.index_number,
        text_digest=queries.text_digest(item),
    )
    return item


@transaction.atomic
def withdraw(item_id: int, *, reason: str, acting: Acting) -> Withdrawal:
    """Take a public item back; its index number stays used.

    With it go what was to become of it, a revision under way and a coming change of validity,
    and every copy of its files that no other public item needs.

    Raises: NotAllowed.
    """
    # The revision first, as who publishes it does, so that nobody waits in a ring.
    under_way = queries.open_revision(DisclosureItem.objects.get(pk=item_id))
    if under_way:
        locked(under_way.pk)
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_WITHDRAW, item)
    if not reason.strip():
        raise NotAllowed("请写明撤回的原因。", field="reason")
    _refuse_telling(reason)
    withdrawal = Withdrawal(
        item=item,
        withdrawn_by=person_of(acting.by),
        withdrawn_on=acting.today,
        reason=reason,
    )
    records.validate(withdrawal)
    withdrawal.save(force_insert=True)
    item.status = DisclosureItem.Status.WITHDRAWN
    item.save(update_fields=["status"])
    changed(item)
    log.record(Action.ITEM_WITHDRAW, item, acting, reason=reason)
    validity.lapse(item, reason=reason, acting=acting)
    revision = queries.open_revision(item)
    if revision:
        revising.give_back(revision, reason=reason, acting=acting)
    copies.retire(Attachment.objects.filter(Q(item=item) | Q(item__revises=item)))
    return withdrawal


def _refuse_telling(reason: str) -> None:
    """Refuse a reason that gives away what it was withdrawn for: the public reads it.

    Source: 个人信息保护法 第二十五条; 保守国家秘密法(2024) 第三十五条.
    """
    found = [one for one in scan(reason) if one.severity != Severity.LOW]
    if found:
        first = found[0]
        raise NotAllowed(
            f"撤回原因公众能看到，其中“{first.excerpt}”（{first.kind.label}）请改写或者删去。",
            field="reason",
        )


def _refuse_unsigned(item: DisclosureItem, acting: Acting) -> None:
    """Refuse what was not reviewed on each level and approved, word for word as it stands."""
    digest = queries.text_digest(item)
    standing = levels.standing_reviews(item)
    needed = levels.levels_needed(item, standing, today=acting.today)
    review, approval = queries.latest_review(item), queries.latest_approval(item)
    reviewed = (
        len(standing) >= needed
        and review == standing[-1]
        and all(one.text_digest == digest for one in standing)
    )
    if not reviewed or approval is None or approval.text_digest != digest:
        raise NotAllowed("审查和审批的不是现在的文本，请退回修改后重新送审。")
