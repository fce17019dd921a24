"""What kept public pages depend on, and which of them a change makes old.

    item:NUMBER     what one item's page shows, by its index number
    catalog:CODE    what is listed of an agency and of all below it
    catalog         what is listed of all agencies
    agency:CODE     what an agency registers of itself: guide, offices, rules, columns, channels
    offices         the guides, offices and reading rooms of all agencies
    agencies        the names and the tree of agencies

A page names each tag of what it shows; a transition purges what it changed.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.web.page_cache import purge

_BATCH = 500


def tag_of(index_number: str) -> str:
    """The tag of an item's page, also of the page that says there is none yet."""
    return f"item:{index_number}"


def purge_listed(items: Sequence[DisclosureItem]) -> None:
    """Make old what shows items: their pages, the lists they stand in, the pages they link to."""
    numbers = {item.index_number for item in items}
    for start in range(0, len(items), _BATCH):
        some = items[start : start + _BATCH]
        links = ItemLink.objects.filter(Q(source__in=some) | Q(target__in=some))
        for pair in links.values_list("source__index_number", "target__index_number"):
            numbers.update(pair)
    lists = {tag for item in items for tag in _above(item.agency)}
    purge("catalog", *lists, *(tag_of(number) for number in numbers if number))


def purge_items(numbers: Iterable[str | None]) -> None:
    """Make old the pages of items of which only their own page shows what has changed."""
    purge(*(tag_of(number) for number in numbers if number))


def _above(agency: Agency) -> list[str]:
    return [f"catalog:{code}" for code in agency.path.split("/") if code]
