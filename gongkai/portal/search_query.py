"""What is asked of the search page, read from its address and written into one."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from gongkai.portal import tallies
from gongkai.portal.directory import place_of
from gongkai.search.query import FACETS, Filters, Order, Query
from gongkai.search.schema import LEVELS

LONGEST_TEXT = 200
_LAST_OFFSET = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its filters, order and place."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.RELEVANCE
    offset: int = 0

    def query(self) -> Query:
        """As the index takes it; agencies are counted below the one that is chosen."""
        return Query(
            text=self.text,
            filters=self.filters,
            order=self.order,
            level=_level_below(self.filters.agency),
            offset=self.offset,
        )

    def parameters(self) -> dict[str, str]:
        """What an address must say for this and no more."""
        given = {"q": self.text, **self.filters.chosen()}
        if self.order == Order.NEWEST:
            given["sort"] = self.order.value
        if self.offset:
            given["offset"] = str(self.offset)
        return {name: value for name, value in given.items() if value}

    def address(self) -> str:
        """The query part of an address, with its question mark."""
        return f"?{urlencode(self.parameters())}"

    def with_filter(self, facet: str, code: str) -> "Asked":
        """The first page with one filter set, or taken away for an empty code."""
        return replace(self, filters=replace(self.filters, **{facet: code}), offset=0)

    def sorted_by(self, order: Order) -> "Asked":
        """The first page in another order."""
        return replace(self, order=order, offset=0)

    def at(self, offset: int) -> "Asked":
        """Another page."""
        return replace(self, offset=offset)


def asked_of(parameters: QueryDict) -> Asked:
    """What an address asks; whatever it holds has a meaning, if only none at all."""
    chosen = {facet: parameters.get(facet, "")[:LONGEST_TEXT] for facet in FACETS}
    by_day = parameters.get("sort") == Order.NEWEST
    offset = parameters.get("offset", "")
    return Asked(
        text=parameters.get("q", "").strip()[:LONGEST_TEXT],
        filters=Filters(**chosen),
        order=Order.NEWEST if by_day else Order.RELEVANCE,
        offset=min(int(offset), _LAST_OFFSET) if offset.isdecimal() and len(offset) < 9 else 0,
    )


def _level_below(code: str) -> int:
    """The first level below an agency, or below the top, on which there is a choice."""
    if code:
        pk, path = place_of(code) or (0, "/")
        level, below = path.count("/") - 1, tallies.counts_below(pk)
    else:
        tops = tallies.counts_below(None)
        level, below = 1, tallies.counts_below(*tops) if len(tops) == 1 else tops
    return min(level + tallies.first_choice(below)[0], LEVELS - 1)
