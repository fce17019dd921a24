"""A public item is amended, expires or is repealed, today or on a day to come."""

from datetime import date, datetime

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.ledgers import records
from gongkai.publication import policies, queries
from gongkai.publication.models import ValidityChange
from gongkai.publication.transitions.content import change, locked
from gongkai.publication.transitions.made_public import changed

_Validity = DisclosureItem.Validity
# Links that end what they point at.
_ENDING = (ItemLink.Kind.REPLACES, ItemLink.Kind.AMENDS)


@transaction.atomic
def repeal(
    item_id: int, *, validity: str, invalid_on: date, reason: str, acting: Acting
) -> DisclosureItem:
    """Record from which day a public item is repealed or expires; it stays public, so marked.

    A day to come is kept, and the item marked when it is there (`due_validity`).

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_REPEAL, item)
    if validity not in (_Validity.EXPIRED, _Validity.REPEALED):
        raise NotAllowed("请选择失效或者废止。", field="validity")
    if not reason.strip():
        raise NotAllowed("请写明废止失效的依据。", field="reason")
    if invalid_on < item.generated_on:
        raise NotAllowed("失效废止日期早于生成日期，请核对。", field="invalid_on")
    changes = end(item, validity=validity, day=invalid_on, reason=reason, acting=acting)
    log.record(
        Action.ITEM_REPEAL,
        item,
        acting,
        changes=changes,
        validity=validity,
        invalid_on=invalid_on,
        reason=reason,
    )
    return item


@transaction.atomic
def cancel_coming(item_id: int, *, reason: str, acting: Acting) -> DisclosureItem:
    """Take back a change of validity whose day has not come; the log keeps what it was.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_CANCEL_VALIDITY, item)
    planned = queries.coming_change(item)
    if planned is None:
        raise NotAllowed("该信息没有将来的有效性变更，无需取消。")
    if not reason.strip():
        raise NotAllowed("请写明取消的原因。", field="reason")
    cause = ItemLink.objects.filter(
        target=item, kind__in=_ENDING, effective_on=planned.effective_on
    ).first()
    if cause:
        raise NotAllowed(
            f"这一变更由“{cause.source}”{cause.get_kind_display()}本信息而来，"
            "请先在那条信息上取消关联。"
        )
    _take_back(item, planned, reason, acting)
    changed(item)
    return item


def lapse(item: DisclosureItem, *, reason: str, acting: Acting) -> None:
    """Let a change whose day has not come go with its locked item; part of withdrawing it."""
    planned = queries.coming_change(item)
    if planned:
        _take_back(item, planned, reason, acting)


def _take_back(item: DisclosureItem, planned: ValidityChange, reason: str, acting: Acting) -> None:
    planned.delete()
    log.record(
        Action.ITEM_CANCEL_VALIDITY,
        item,
        acting,
        validity=planned.validity,
        effective_on=planned.effective_on,
        basis=planned.reason,
        reason=reason.strip(),
    )


def end(
    item: DisclosureItem, *, validity: str, day: date, reason: str, acting: Acting
) -> dict[str, list[object]]:
    """Change a locked item's validity from `day` on, and say what changed now; no audit entry.

    A change registered before whose day has not come gives way to this one.

    Raises: NotAllowed.
    """
    if item.invalid_on:
        raise NotAllowed(f"该信息已登记{item.get_validity_display()}；登记有误请更正。")
    ValidityChange.objects.filter(item=item, marked_on=None).delete()
    planned = ValidityChange(
        item=item,
        validity=validity,
        effective_on=day,
        reason=reason.strip(),
        registered_by=acting.by,
        registered_on=acting.today,
        marked_on=acting.today if day <= acting.today else None,
    )
    records.validate(planned)
    planned.save(force_insert=True)
    changes = _mark(item, planned) if planned.marked_on else {}
    changed(item)
    return changes


def due_validity(now: datetime) -> int:
    """Mark every item whose day of repeal, expiry or amendment has come; say how many.

    Each is marked in a transaction of its own, in the name of who registered the change.
    """
    due = ValidityChange.objects.filter(marked_on=None, effective_on__lte=now.date())
    changes = due.order_by("effective_on", "pk").values_list("pk", "item_id")
    return sum(_mark_planned(pk, item_id, now=now) for pk, item_id in list(changes))


@transaction.atomic
def _mark_planned(change_id: int, item_id: int, *, now: datetime) -> bool:
    # The item is locked before its change, as everywhere, so that nobody waits in a ring.
    item = locked(item_id)
    planned = ValidityChange.objects.select_for_update().filter(pk=change_id).first()
    if planned is None or planned.marked_on:
        return False
    acting = Acting(by=planned.registered_by, at=now, calendar=calendar())
    planned.marked_on = acting.today
    planned.save(update_fields=["marked_on"])
    if item.status != DisclosureItem.Status.PUBLISHED or item.invalid_on:
        return False
    changes = _mark(item, planned)
    changed(item)
    log.record(Action.ITEM_MARK_VALIDITY, item, acting, changes=changes, reason=planned.reason)
    return True


def _mark(item: DisclosureItem, planned: ValidityChange) -> dict[str, list[object]]:
    ends = planned.validity != _Validity.AMENDED
    day = planned.effective_on if ends else None
    return change(item, {"validity": planned.validity, "invalid_on": day})
