"""How many items stand where, from the counts the catalog keeps."""

from collections.abc import Iterable

from django.db.models import FilteredRelation, Q, Sum

from gongkai.agencies.models import Agency
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import FacetCount
from gongkai.portal.browsing import Scope, agencies_at
from gongkai.web.prepared import Prepared

_OF_ALL = Prepared(
    lambda: FacetCount.objects.filter(agency=None, count__gt=0).values_list(
        "facet", "value", "count"
    )
)
_OF_ONE = Prepared(
    lambda agency: FacetCount.objects.filter(agency=agency, count__gt=0).values_list(
        "facet", "value", "count"
    ),
    -1,
)


_OF_BRANCH = Prepared(
    lambda path: (
        FacetCount.objects.filter(agency__in=agencies_at(path), count__gt=0)
        .order_by()
        # By the value first, which tells rows apart sooner than the facet.
        .values_list("value", "facet")
        .annotate(Sum("count"))
    ),
    "the branch's path",
)


def counts(scope: Scope) -> dict[tuple[str, str], int]:
    """How many items stand under each facet and value."""
    if scope.path and not scope.only:
        summed = _OF_BRANCH.rows(scope.path)
        return {(facet, value): int(count) for value, facet, count in summed}
    found = _OF_ONE.rows(scope.only) if scope.only else _OF_ALL.rows()
    return {(facet, value): count for facet, value, count in found}


def size() -> int:
    """The number of all public items."""
    row = _SIZE.first()
    return row[0] if row else 0


_SIZE = Prepared(
    lambda: FacetCount.objects.filter(agency=None, facet=Facet.ALL).values_list("count")
)
_BY_AGENCY = Prepared(
    lambda: FacetCount.objects.filter(facet=Facet.ALL, agency__isnull=False).values_list(
        "agency_id", "count"
    )
)


def counts_by_agency() -> dict[int, int]:
    """How many items each agency has itself."""
    return dict(_BY_AGENCY.rows())


_BRANCH = Prepared(
    lambda path: (
        Agency.objects.filter(path__startswith=path)
        .alias(own=FilteredRelation("facet_counts", condition=Q(facet_counts__facet=Facet.ALL)))
        .order_by()
        .values_list("pk", "path", "own__count")
    ),
    "the branch's path",
)
# Number, path and own items of an agency; None where it has never had any.
Own = tuple[int, str, int | None]


def branch(path: str) -> list[Own]:
    """The agency at a path and all below it."""
    return _BRANCH.rows(path)


def counts_below(path: str, agencies: Iterable[Own]) -> dict[str, int]:
    """How many items each agency directly below has, with those further below, by path."""
    sums: dict[str, int] = {}
    for _, below, count in agencies:
        end = below.find("/", len(path))
        if end > 0 and count:
            child = below[: end + 1]
            sums[child] = sums.get(child, 0) + count
    return sums
