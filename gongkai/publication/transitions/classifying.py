"""How items are classified is corrected in any state; the reviewed text stays untouched."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import column_named
from gongkai.publication import policies
from gongkai.publication.transitions.content import change, locked
from gongkai.publication.transitions.made_public import changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What is to be set; what is empty stays as it is."""

    topic_category: str = ""
    column_category: str = ""
    subject_terms: str = ""


@transaction.atomic
def classify(
    item_id: int, classification: Classification, *, reason: str, acting: Acting
) -> DisclosureItem:
    """Correct topic, catalog column or subject terms of one item.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_CLASSIFY, item)
    if not reason.strip():
        raise NotAllowed("请写明更正的原因。", field="reason")
    values: dict[str, Any] = {
        field.name: getattr(classification, field.name)
        for field in fields(classification)
        if getattr(classification, field.name)
    }
    if classification.column_category:
        values["column_category"] = column_named(
            item.agency, classification.column_category, field="column_category"
        )
    changes = change(item, values)
    if not changes:
        raise NotAllowed("已经是这样的分类，没有改动。")
    if item.status == DisclosureItem.Status.PUBLISHED:
        changed(item)
    log.record(Action.ITEM_CLASSIFY, item, acting, changes=changes, reason=reason)
    return item
