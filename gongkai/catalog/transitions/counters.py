"""The counts of the catalog follow each change of what is public."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q

from gongkai.catalog.facets import facets_of
from gongkai.catalog.models import CountedItem, DisclosureItem, FacetCount
from gongkai.catalog.visibility import is_public, public_items

# agency (None for all together), facet, value
Key = tuple[int | None, str, str]
_BATCH = 500


def recount(item: DisclosureItem) -> None:
    """Bring the counts up to date with an item, whatever it was before.

    Must run in the transaction that changed the item, which is locked.
    """
    counted = CountedItem.objects.filter(pk=item.pk).first()
    before = {(facet, value) for facet, value in counted.facets} if counted else set()
    after = facets_of(item) if is_public(item) else set()
    if before == after:
        return
    if not after:
        CountedItem.objects.filter(pk=item.pk).delete()
    elif counted:
        counted.facets = sorted(after)
        counted.save(update_fields=["facets"])
    else:
        CountedItem.objects.create(item=item, facets=sorted(after))
    _add(item.agency_id, after - before, 1)
    _add(item.agency_id, before - after, -1)


@transaction.atomic
def rebuild() -> int:
    """Count everything anew, and say how many items are public."""
    FacetCount.objects.all().delete()
    CountedItem.objects.all().delete()
    counts: Counter[Key] = Counter()
    items = list(public_items().defer("body", "summary"))
    for item in items:
        counts.update(_keys(item))
    CountedItem.objects.bulk_create(
        [CountedItem(item=item, facets=sorted(facets_of(item))) for item in items], _BATCH
    )
    FacetCount.objects.bulk_create(
        [
            FacetCount(agency_id=agency, facet=facet, value=value, count=count)
            for (agency, facet, value), count in counts.items()
        ],
        _BATCH,
    )
    return len(items)


def differences() -> dict[Key, tuple[int, int]]:
    """Where the counts differ from the items: kept and true number by agency, facet and value."""
    rows = FacetCount.objects.values_list("agency", "facet", "value", "count")
    kept: Counter[Key] = Counter({(agency, facet, value): n for agency, facet, value, n in rows})
    true: Counter[Key] = Counter()
    for item in public_items().defer("body", "summary").iterator():
        true.update(_keys(item))
    return {key: (kept[key], true[key]) for key in kept | true if kept[key] != true[key]}


def _keys(item: DisclosureItem) -> list[Key]:
    return [
        (agency, facet, value)
        for facet, value in facets_of(item)
        for agency in (item.agency_id, None)
    ]


def _add(agency_id: int, facets: Iterable[tuple[str, str]], step: int) -> None:
    keys = {(agency, facet, value) for facet, value in facets for agency in (agency_id, None)}
    if not keys:
        return
    named = Q()
    for facet, value in facets:
        named |= Q(facet=facet, value=value)
    rows = FacetCount.objects.filter(named, Q(agency=agency_id) | Q(agency=None))
    # Locked in one order, so that two publications do not wait for each other.
    locked = rows.select_for_update().order_by("pk")
    missing = keys - set(locked.values_list("agency", "facet", "value"))
    if missing:
        FacetCount.objects.bulk_create(
            [FacetCount(agency_id=a, facet=facet, value=value) for a, facet, value in missing],
            ignore_conflicts=True,
        )
        list(locked)
    rows.update(count=F("count") + step)
