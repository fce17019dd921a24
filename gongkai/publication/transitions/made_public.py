"""What follows when something public was added, changed or taken away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from gongkai.catalog.cache_tags import purge_listed
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.transitions.counters import recount
from gongkai.search.changes import queue

_BATCH = 500
_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


def changed(item: DisclosureItem) -> None:
    """Have search, counts and kept pages follow an item as it now stands.

    Called in the transaction that changed it, after the last write; harmless for an item that
    is not public and was not.
    """
    waiting = _gathered.get()
    if waiting is None:
        _follow([item])
    else:
        waiting.add(item.pk)


@contextmanager
def gathered() -> Iterator[None]:
    """One transaction at whose end everything follows all that changed in it, at once.

    For an import: item by item, this takes longer than all the rest of a row.
    """
    with transaction.atomic():
        if _gathered.get() is not None:
            yield  # the outer one does it
            return
        waiting: set[int] = set()
        token = _gathered.set(waiting)
        try:
            yield
        finally:
            _gathered.reset(token)
        if waiting:
            _follow(_as_they_stand(sorted(waiting)))


def _follow(items: Sequence[DisclosureItem]) -> None:
    queue(*(item.pk for item in items))
    recount(items)
    purge_listed(items)


def _as_they_stand(numbers: Sequence[int]) -> list[DisclosureItem]:
    """The items of these numbers; one whose row was refused after all is not among them."""
    items = DisclosureItem.objects.select_related("agency").defer("body", "summary").order_by("pk")
    return [
        item
        for start in range(0, len(numbers), _BATCH)
        for item in items.filter(pk__in=numbers[start : start + _BATCH])
    ]
