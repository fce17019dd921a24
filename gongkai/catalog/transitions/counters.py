"""The counts of the catalog follow each change of what is public."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F, Q

from gongkai.catalog.facets import facets_of
from gongkai.catalog.models import CountedItem, DisclosureItem, FacetCount
from gongkai.catalog.visibility import is_public, public_items

# agency (None for all together), facet, value
Key = tuple[int | None, str, str]
_BATCH = 500


def recount(items: Sequence[DisclosureItem]) -> None:
    """Bring the counts up to date with items, whatever they were before.

    Must run in the transaction that changed the items, which are locked.
    """
    counted = CountedItem.objects.in_bulk([item.pk for item in items])
    steps: Counter[Key] = Counter()
    written: list[CountedItem] = []
    gone: list[int] = []
    for item in items:
        known = counted.get(item.pk)
        before = {(facet, value) for facet, value in known.facets} if known else set()
        after = facets_of(item) if is_public(item) else set()
        if after and after != before:
            written.append(CountedItem(item=item, facets=sorted(after)))
        if before and not after:
            gone.append(item.pk)
        steps.update(_keys(item, after))
        steps.subtract(_keys(item, before))
    CountedItem.objects.bulk_create(
        written, _BATCH, update_conflicts=True, unique_fields=["item"], update_fields=["facets"]
    )
    for start in range(0, len(gone), _BATCH):
        CountedItem.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    _add({key: step for key, step in steps.items() if step})


@transaction.atomic
def rebuild() -> int:
    """Count everything anew, and say how many items are public."""
    FacetCount.objects.all().delete()
    CountedItem.objects.all().delete()
    counts: Counter[Key] = Counter()
    items = list(public_items().defer("body", "summary"))
    for item in items:
        counts.update(_keys(item, facets_of(item)))
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
        true.update(_keys(item, facets_of(item)))
    return {key: (kept[key], true[key]) for key in kept | true if kept[key] != true[key]}


def _keys(item: DisclosureItem, facets: Iterable[tuple[str, str]]) -> list[Key]:
    return [(agency, facet, value) for facet, value in facets for agency in (item.agency_id, None)]


def _add(steps: Mapping[Key, int]) -> None:
    if not steps:
        return
    agencies, facets, values = (set(part) for part in zip(*steps, strict=True))
    rows = FacetCount.objects.filter(
        Q(agency__in=agencies - {None}) | Q(agency=None), facet__in=facets, value__in=values
    )
    # All at once and in one order, so that two publications do not wait for each other.
    locked = rows.select_for_update().order_by("pk").values_list("agency", "facet", "value", "pk")
    places: dict[Key, int] = {(agency, facet, value): pk for agency, facet, value, pk in locked}
    missing = steps.keys() - places.keys()
    if missing:
        FacetCount.objects.bulk_create(
            [FacetCount(agency_id=a, facet=facet, value=value) for a, facet, value in missing],
            _BATCH,
            ignore_conflicts=True,
        )
        places = {(agency, facet, value): pk for agency, facet, value, pk in locked.all()}
    for step in set(steps.values()):
        moved = [places[key] for key in steps if steps[key] == step]
        FacetCount.objects.filter(pk__in=moved).update(count=F("count") + step)
