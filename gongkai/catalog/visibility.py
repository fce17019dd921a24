"""The one rule of what the public may see; every public output asks here and nowhere else."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from gongkai.catalog.models import Attachment, DisclosureItem, Edition, ItemLink

_Status = DisclosureItem.Status


def public_items() -> QuerySet[DisclosureItem]:
    """Items that anybody may read now."""
    return DisclosureItem.objects.filter(status=_Status.PUBLISHED)


def public_by_number() -> QuerySet[DisclosureItem]:
    """The same items, to be found or walked by their numbers.

    The state stands in an expression, for SQLite would rather take an index of all that are
    public and compare a hundred thousand numbers than look up twenty.
    """
    state = Coalesce("status", Value(""))
    return DisclosureItem.objects.alias(state=state).filter(state=_Status.PUBLISHED)


def tombstones() -> QuerySet[DisclosureItem]:
    """Items that were public and are withdrawn: that they were, when and why they went."""
    return DisclosureItem.objects.filter(status=_Status.WITHDRAWN)


def is_public(item: DisclosureItem) -> bool:
    """Whether anybody may read the item now."""
    return item.status == _Status.PUBLISHED


def of_public(relation: str) -> Q:
    """The condition that the item at the end of a relation is one anybody may read now.

    A join; `item__in=public_items()` would gather all public items first.
    """
    return Q(**{f"{relation}__status": _Status.PUBLISHED})


def public_attachments() -> QuerySet[Attachment]:
    """Files that anybody may download now."""
    return Attachment.objects.filter(of_public("item")).exclude(released="")


def public_editions() -> QuerySet[Edition]:
    """Earlier texts of items that anybody may read now."""
    return Edition.objects.filter(of_public("item"))


def public_links() -> QuerySet[ItemLink]:
    """Links both of whose items anybody may read now."""
    return ItemLink.objects.filter(of_public("source"), of_public("target"))
