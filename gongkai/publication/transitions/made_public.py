"""What follows when something public was added, changed or taken away."""

from gongkai.catalog.cache_tags import purge_item
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.transitions.counters import recount
from gongkai.search.changes import queue


def changed(item: DisclosureItem) -> None:
    """Have search, counts and kept pages follow an item as it now stands.

    Called in the transaction that changed it, after the last write; harmless for an item that
    is not public and was not.
    """
    queue(item.pk)
    recount(item)
    purge_item(item)
