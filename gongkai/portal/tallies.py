"""How many items stand where, from the counts the catalog keeps."""

from collections.abc import Mapping

from django.db.models import FilteredRelation, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import FacetCount
from gongkai.portal.browsing import Scope
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
    lambda path: FacetCount.objects.filter(agency__path=path, branch__gt=0).values_list(
        "facet", "value", "branch"
    ),
    "the branch's path",
)


def counts(scope: Scope) -> dict[tuple[str, str], int]:
    """How many items stand under each facet and value."""
    if scope.only:
        found = _OF_ONE.rows(scope.only)
    else:
        found = _OF_BRANCH.rows(scope.path) if scope.path else _OF_ALL.rows()
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


def _below(superior: Q) -> QuerySet[Agency, tuple[int, int | None]]:
    """Number and items of the agencies below; None for one that has never had any."""
    kept = FilteredRelation("facet_counts", condition=Q(facet_counts__facet=Facet.ALL))
    found = Agency.objects.filter(superior).alias(kept=kept).order_by()
    return found.values_list("pk", "kept__branch")


_BELOW = Prepared(lambda agency: _below(Q(superior=agency)), -1)
_TOPS = Prepared(lambda: _below(Q(superior=None)))


def counts_below(agency: int | None) -> dict[int, int]:
    """How many items each agency directly below has, with those further below, by number.

    Below none are the tops of the tree.
    """
    found = _TOPS.rows() if agency is None else _BELOW.rows(agency)
    return {below: count or 0 for below, count in found}


def first_choice(below: Mapping[int, int]) -> tuple[int, Mapping[int, int]]:
    """How far down from a level there is something to choose, and the level found there.

    A level of one agency that publishes nothing itself offers no choice: the next one counts.
    """
    levels = 0
    while len(below) == 1:
        ((only, number),) = below.items()
        further = counts_below(only)
        if not further or sum(further.values()) < number:
            break
        levels, below = levels + 1, further
    return levels, below
