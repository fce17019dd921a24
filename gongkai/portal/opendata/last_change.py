"""When what the public reads of an item last changed, as the audit log has it."""

from datetime import datetime

from django.db.models import Max, Q
from django.utils import timezone

from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem

# A link between two items is not among them: it changes neither's text nor its validity.
_CHANGES = (
    Action.ITEM_REGISTER,
    Action.ITEM_PUBLISH,
    Action.ITEM_MERGE,
    Action.ITEM_AMEND,
    Action.ITEM_CLASSIFY,
    Action.ITEM_REPEAL,
    Action.ITEM_CANCEL_VALIDITY,
    Action.ITEM_MARK_VALIDITY,
)


def last_changes(subjects: Q) -> dict[int, datetime]:
    """The time of the last public change by item, of those with a record of any; one query.

    `subjects` is a condition on `subject_id`.
    """
    entries = Entry.objects.filter(
        subjects, subject_type=DisclosureItem._meta.label_lower, action__in=_CHANGES
    )
    found = entries.order_by().values_list("subject_id").annotate(Max("at"))
    return {item: timezone.localtime(at) for item, at in found}
