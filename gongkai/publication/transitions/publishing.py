"""An approved item becomes public, is withdrawn, or is no longer valid."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.transitions import index_numbers
from gongkai.ledgers import records
from gongkai.publication import policies, queries
from gongkai.publication.models import SecrecyReview, Withdrawal
from gongkai.publication.transitions.content import change, locked, refuse_wrong_days
from gongkai.search.changes import queue


@transaction.atomic
def publish(item_id: int, *, acting: Acting) -> DisclosureItem:
    """Make an approved item public today and give it its index number for ever.

    Raises: NotAllowed.
    Source: 保守国家秘密法实施条例(2024) 第四十二条: 先审查、后公开.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_PUBLISH, item)
    _refuse_unsigned(item)
    refuse_wrong_days(item, today=acting.today)
    item.index_number = index_numbers.issue(item.agency, on=acting.today)
    item.published_on = acting.today
    item.status = DisclosureItem.Status.PUBLISHED
    item.save(update_fields=["index_number", "published_on", "status"])
    queue(item.pk)
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

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_WITHDRAW, item)
    if not reason.strip():
        raise NotAllowed("请写明撤回的原因。", field="reason")
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
    queue(item.pk)
    log.record(Action.ITEM_WITHDRAW, item, acting, reason=reason)
    return withdrawal


@transaction.atomic
def repeal(
    item_id: int, *, validity: str, invalid_on: date, reason: str, acting: Acting
) -> DisclosureItem:
    """Record that a public item was repealed or has expired; it stays public, so marked.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_REPEAL, item)
    if item.invalid_on:
        raise NotAllowed(f"该信息已登记{item.get_validity_display()}；登记有误请更正。")
    if validity not in (DisclosureItem.Validity.EXPIRED, DisclosureItem.Validity.REPEALED):
        raise NotAllowed("请选择失效或者废止。", field="validity")
    if not reason.strip():
        raise NotAllowed("请写明废止失效的依据。", field="reason")
    changes = change(item, {"validity": validity, "invalid_on": invalid_on})
    refuse_wrong_days(item, today=acting.today)
    queue(item.pk)
    log.record(Action.ITEM_REPEAL, item, acting, changes=changes, reason=reason)
    return item


def _refuse_unsigned(item: DisclosureItem) -> None:
    """Refuse what was not reviewed and approved word for word as it stands."""
    digest = queries.text_digest(item)
    review, approval = queries.latest_review(item), queries.latest_approval(item)
    reviewed = (
        review is not None
        and review.conclusion == SecrecyReview.Conclusion.MAY_DISCLOSE
        and review.text_digest == digest
    )
    if not reviewed or approval is None or approval.text_digest != digest:
        raise NotAllowed("审查和审批的不是现在的文本，请退回修改后重新送审。")
