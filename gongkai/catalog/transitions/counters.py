"""The counts of the catalog follow each change of what is public."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.db import transaction
from django.db.models import F, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.audit import log
from gongkai.catalog.facets import facets_of
from gongkai.catalog.models import CountedItem, DisclosureItem, FacetCount
from gongkai.catalog.visibility import is_public, public_items

# agency (None for all together), facet, value
_Place = tuple[int | None, str, str]
# and which number of it: "count" or "branch"
Key = tuple[int | None, str, str, str]
# For each agency the numbers of all agencies from the top down to itself.
_Lines = Mapping[int, Sequence[int]]
_BATCH = 500


def recount(items: Sequence[DisclosureItem]) -> None:
    """Bring the counts up to date with items, whatever they were before.

    Must run in the transaction that changed the items, which are locked.
    """
    log.wait_turn()  # so that no branch is moved before what it gains is counted
    counted = CountedItem.objects.in_bulk([item.pk for item in items])
    lines = _lines(Agency.objects.filter(pk__in={item.agency_id for item in items}))
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
        steps.update(_keys(item, after, lines))
        steps.subtract(_keys(item, before, lines))
    CountedItem.objects.bulk_create(
        written, _BATCH, update_conflicts=True, unique_fields=["item"], update_fields=["facets"]
    )
    for start in range(0, len(gone), _BATCH):
        CountedItem.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    _add(steps)


def follow_move(agency: Agency, before: str) -> None:
    """Bring the branches up to date with an agency that stood at the path `before`.

    Must run in the transaction that moved it, after the paths of all below it have changed.
    """
    gained, lost = (path.strip("/").split("/")[:-1] for path in (agency.path, before))
    numbers = dict(Agency.objects.filter(code__in=gained + lost).values_list("code", "pk"))
    steps: Counter[Key] = Counter()
    rows = FacetCount.objects.filter(agency=agency).values_list("facet", "value", "branch")
    for facet, value, number in rows:
        for sign, codes in ((1, gained), (-1, lost)):
            for code in codes:
                steps[numbers[code], facet, value, "branch"] += sign * number
    _add(steps)


@transaction.atomic
def rebuild() -> int:
    """Count everything anew, and say how many items are public."""
    FacetCount.objects.all().delete()
    CountedItem.objects.all().delete()
    counts: Counter[Key] = Counter()
    items = list(public_items().defer("body", "summary"))
    lines = _lines(Agency.objects.all())
    for item in items:
        counts.update(_keys(item, facets_of(item), lines))
    CountedItem.objects.bulk_create(
        [CountedItem(item=item, facets=sorted(facets_of(item))) for item in items], _BATCH
    )
    FacetCount.objects.bulk_create(
        [
            FacetCount(
                agency_id=agency,
                facet=facet,
                value=value,
                count=counts[agency, facet, value, "count"],
                branch=counts[agency, facet, value, "branch"],
            )
            for agency, facet, value in {key[:3] for key in counts}
        ],
        _BATCH,
    )
    return len(items)


def differences() -> dict[Key, tuple[int, int]]:
    """Where the counts differ from the items: kept and true number by place and kind of number."""
    kept: Counter[Key] = Counter()
    rows = FacetCount.objects.values_list("agency", "facet", "value", "count", "branch")
    for agency, facet, value, count, branch in rows:
        kept[agency, facet, value, "count"] = count
        kept[agency, facet, value, "branch"] = branch
    true: Counter[Key] = Counter()
    lines = _lines(Agency.objects.all())
    for item in public_items().defer("body", "summary").iterator():
        true.update(_keys(item, facets_of(item), lines))
    return {key: (kept[key], true[key]) for key in kept | true if kept[key] != true[key]}


def _keys(item: DisclosureItem, facets: Iterable[tuple[str, str]], lines: _Lines) -> list[Key]:
    """The numbers to which an item adds one: its agency's, all those above it, that of all."""
    counted = [(item.agency_id, "count"), (None, "count")]
    counted += [(agency, "branch") for agency in lines[item.agency_id]]
    return [(agency, facet, value, kind) for facet, value in facets for agency, kind in counted]


def _lines(agencies: QuerySet[Agency]) -> _Lines:
    codes = {pk: path.strip("/").split("/") for pk, path in agencies.values_list("pk", "path")}
    named = Agency.objects.filter(code__in=set(chain.from_iterable(codes.values())))
    numbers = dict(named.values_list("code", "pk"))
    return {pk: [numbers[code] for code in line] for pk, line in codes.items()}


def _add(changes: Mapping[Key, int]) -> None:
    steps = {key: step for key, step in changes.items() if step}
    if not steps:
        return
    agencies, facets, values, _ = (set(part) for part in zip(*steps, strict=True))
    rows = FacetCount.objects.filter(
        Q(agency__in=agencies - {None}) | Q(agency=None), facet__in=facets, value__in=values
    )
    # All at once and in one order, so that two publications do not wait for each other.
    locked = rows.select_for_update().order_by("pk").values_list("agency", "facet", "value", "pk")
    places: dict[_Place, int] = {(agency, facet, value): pk for agency, facet, value, pk in locked}
    missing = {key[:3] for key in steps} - places.keys()
    if missing:
        FacetCount.objects.bulk_create(
            [FacetCount(agency_id=a, facet=facet, value=value) for a, facet, value in missing],
            _BATCH,
            ignore_conflicts=True,
        )
        places = {(agency, facet, value): pk for agency, facet, value, pk in locked.all()}
    for kind, step in {(key[3], step) for key, step in steps.items()}:
        moved = [places[key[:3]] for key in steps if key[3] == kind and steps[key] == step]
        FacetCount.objects.filter(pk__in=moved).update(**{kind: F(kind) + step})
