"""Bringing the index up to date with the database.

What changes an item queues it in the same transaction, so nothing is lost and nothing is
indexed that was never committed. Applying a change twice does no harm: what is written is
what is public at that moment, and a change is deleted only after the commit of the index.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.search.documents import SearchDocument
from gongkai.search.index import SearchIndex
from gongkai.search.models import Change

_BATCH = 200
_SAMPLE = 500

# Gives those of the items that are public now; the others are removed from the index.
Load = Callable[[Sequence[int]], Iterable[SearchDocument]]
# Gives the numbers of all public items.
Ids = Callable[[], Sequence[int]]
# Called with the number of items done and of all.
Progress = Callable[[int, int], object]


def queue(*item_ids: int) -> None:
    """Have items indexed anew, or removed; call it in the transaction that changes them."""
    Change.objects.bulk_create([Change(item_id=item_id) for item_id in item_ids])


def apply_changes(index: SearchIndex, load: Load) -> int:
    """Bring all queued items up to date and say how many changes that were.

    Raises: IndexBusy.
    """
    applied = 0
    with index.writer() as writer:
        while batch := dict(Change.objects.order_by("pk").values_list("pk", "item_id")[:_BATCH]):
            items = set(batch.values())
            writer.write(load(sorted(items)), items)
            _forget(list(batch))
            applied += len(batch)
    return applied


def rebuild(index: SearchIndex, ids: Ids, load: Load, *, progress: Progress) -> int:
    """Write the index anew beside the one that is read, and say how many items it holds.

    Raises: IndexBusy.
    """
    with index.writer() as writer:
        # Read before the items: what is queued later is not surely among them.
        contained = list(Change.objects.values_list("pk", flat=True))
        items = ids()
        sample = load(items[:: len(items) // _SAMPLE + 1])
        writer.rebuild(_loaded(items, load, progress), sample)
        _forget(contained)
    return len(items)


@dataclass(frozen=True, slots=True)
class Differences:
    """Items the index holds wrongly; those that are queued are `queued` and nothing else."""

    missing: list[int]
    surplus: list[int]
    outdated: list[int]
    queued: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.outdated)


def verify(index: SearchIndex, ids: Ids, load: Load, *, progress: Progress) -> Differences:
    """Compare the index with the database, item by item."""
    held = index.digests()
    documents = _loaded(ids(), load, progress)
    wanted = {document.item_id: document.digest for document in documents}
    queued = set(Change.objects.values_list("item_id", flat=True))
    missing = wanted.keys() - held.keys() - queued
    surplus = held.keys() - wanted.keys() - queued
    outdated = {item for item in wanted.keys() & held.keys() if wanted[item] != held[item]}
    return Differences(sorted(missing), sorted(surplus), sorted(outdated - queued), sorted(queued))


def _loaded(items: Sequence[int], load: Load, progress: Progress) -> Iterator[SearchDocument]:
    for start in range(0, len(items), _BATCH):
        yield from load(items[start : start + _BATCH])
        progress(min(start + _BATCH, len(items)), len(items))


def _forget(changes: list[int]) -> None:
    for start in range(0, len(changes), _BATCH):
        Change.objects.filter(pk__in=changes[start : start + _BATCH]).delete()
