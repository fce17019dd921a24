"""What is new for a subscription."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl

from gongkai.catalog import visibility
from gongkai.catalog.models import DisclosureItem
from gongkai.search.queries import site_index
from gongkai.search.query import FACETS, Filters, Order, Query

MOST = 100
_SIZE = 100
_PAGES = 10


def news(criteria: str, *, since: date, until: date) -> list[DisclosureItem]:
    """The first public items that were published from `since` to `until`, the newest first."""
    found: list[DisclosureItem] = []
    for items in _pages(criteria):
        found += [
            item for item in items if item.published_on and since <= item.published_on <= until
        ]
        earliest = min((item.published_on for item in items if item.published_on), default=None)
        if len(found) >= MOST or (earliest and earliest < since):
            break
    return found[:MOST]


def _pages(criteria: str) -> Iterator[list[DisclosureItem]]:
    """What the search finds now, by day of publication; every hit is public at this moment."""
    given = dict(parse_qsl(criteria))
    filters = Filters(**{facet: given.get(facet, "") for facet in FACETS})
    offset: int | None = 0
    for _ in range(_PAGES):
        if offset is None:
            return
        query = Query(
            text=given.get("q", ""),
            filters=filters,
            order=Order.NEWEST,
            offset=offset,
            size=_SIZE,
        )
        result = site_index().search(query)
        numbers = [hit.item_id for hit in result.hits]
        yield list(
            visibility.public_by_number()
            .filter(pk__in=numbers)
            .select_related("agency")
            .prefetch_related("agency__names")
            .order_by("-published_on", "-pk")
        )
        offset = result.next_offset
