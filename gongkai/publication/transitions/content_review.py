"""When somebody must look again whether an item's content still holds (内容复核)."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import policies
from gongkai.publication.transitions.content import change, locked


@transaction.atomic
def schedule_review(item_id: int, *, review_on: date | None, acting: Acting) -> DisclosureItem:
    """Say on which day the content is looked at next; None where it need not be any more.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_SCHEDULE_REVIEW, item)
    if review_on and review_on <= acting.today:
        raise NotAllowed("下次复核日期须在今天之后。", field="review_on")
    changes = change(item, {"review_on": review_on})
    if not changes:
        raise NotAllowed("复核日期没有变，无需保存。", field="review_on")
    log.record(Action.ITEM_SCHEDULE_REVIEW, item, acting, changes=changes)
    return item
