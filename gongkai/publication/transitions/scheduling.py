"""What was approved for a time is published then, or the time is taken back."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import policies, queries
from gongkai.publication.models import Approval
from gongkai.publication.transitions.content import locked
from gongkai.publication.transitions.publishing import make_public


@transaction.atomic
def unschedule(item_id: int, *, acting: Acting) -> Approval:
    """Take the time of publication back; the approval stands, and the desk publishes by hand.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_UNSCHEDULE, item)
    approval = queries.latest_approval(item)
    if approval is None or approval.publish_at is None:
        raise NotAllowed("该信息没有定时发布，无需取消。")
    before = approval.publish_at
    approval.publish_at = None
    approval.failure = ""
    approval.save(update_fields=["publish_at", "failure"])
    log.record(Action.ITEM_UNSCHEDULE, item, acting, publish_at=[before, None])
    return approval


class _Publish(Protocol):
    def __call__(self, item: DisclosureItem, *, acting: Acting) -> DisclosureItem: ...


def publish_due(now: datetime, *, publish: _Publish = make_public) -> int:
    """Publish what was approved for a time that has come, as the approver's act; how many.

    `publish` is what is done with each; the office's site records the release as well.

    What cannot be published stays as it is, with the reason on its approval, and is not tried
    again: the office sees it and publishes by hand or sends it back.
    """
    due = Approval.objects.filter(
        publish_at__lte=now, failure="", item__status=DisclosureItem.Status.APPROVED
    )
    ids = due.order_by("publish_at", "pk").values_list("pk", flat=True)
    return sum(_publish(approval_id, now, publish) for approval_id in list(ids))


@transaction.atomic
def _publish(approval_id: int, now: datetime, publish: _Publish) -> bool:
    item = locked(Approval.objects.values_list("item", flat=True).get(pk=approval_id))
    approval = queries.latest_approval(item)
    if item.status != DisclosureItem.Status.APPROVED or approval is None:
        return False
    # A later approval counts, and its time may have been taken back meanwhile.
    if approval.pk != approval_id or approval.publish_at is None or approval.publish_at > now:
        return False
    user = approval.approver.user
    if user is None:
        raise LookupError(f"the approver of item {item.pk} has no account")
    acting = Acting(by=user, at=now, calendar=calendar())
    try:
        with transaction.atomic():
            publish(item, acting=acting)
    except NotAllowed as refusal:
        approval.failure = str(refusal)[:300]
        approval.save(update_fields=["failure"])
        log.record(Action.ITEM_SCHEDULE_FAIL, locked(item.pk), acting, reason=approval.failure)
        return False
    return True
