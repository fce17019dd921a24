"""The index: searched by all, written by one at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import tantivy

from gongkai.search import alternatives, frequent, highlights, ranking, schema, storage
from gongkai.search.documents import SearchDocument
from gongkai.search.folding import fold
from gongkai.search.language import Word, parse
from gongkai.search.lock import writing
from gongkai.search.matching import matching, numbered, resembling, sharing, titled
from gongkai.search.query import FACETS, Filters, Hit, Instead, Order, Query, Result
from gongkai.search.similarity import parts_of

_WRITER_BYTES = 128_000_000
_MOST_CODES = 5_000  # of one facet: more than any agency has below it
_KEPT_COUNTS = 1_000
_MOST_ALTERNATIVES = 3
_ALIKE = 0.5  # of the pairs of characters of a query, to propose a title


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index as it is read, what its files looked like, and counts already made of it."""

    path: Path
    pointer: storage.Stamp
    meta: storage.Stamp
    index: tantivy.Index
    searcher: tantivy.Searcher
    rows: frequent.Rows
    counts: Callable[[tuple[Word, ...], Filters, int], Mapping[str, dict[str, int]]]


class SearchIndex:
    """The index in `folder`, made where there is none. Threads may share it.

    Raises: IndexOutdated, at any use, until it is rebuilt.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: _Opened | None = None
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "current").exists():
            with writing(folder / "lock"):
                storage.switch(folder, storage.create(folder))

    def search(self, query: Query) -> Result:
        """One page of what the query finds."""
        words = parse(query.text)
        chosen = query.filters.chosen()
        opened = self._current()
        searcher = opened.searcher
        counts = opened.counts(words, query.filters, query.level)
        # Every item has one year, so these are all the hits.
        years = counts["year"]
        if year := query.filters.year:
            years = {year: years.get(year, 0)}
        total = sum(years.values())
        offset, size = max(query.offset, 0), max(query.size, 1)
        page = slice(offset, offset + size)
        if offset >= total:
            addresses = []
        elif query.order == Order.NEWEST or all(word.excluded for word in words):
            asked = matching(searcher, words, chosen, opened.rows)
            addresses = ranking.newest(searcher, asked, years, page)
        else:
            addresses = ranking.relevant(searcher, words, chosen, total, page)
        return Result(
            total=total,
            hits=_hits(searcher, addresses, words),
            counts=counts,
            next_offset=page.stop if page.stop < total else None,
            instead=() if offset else self._instead(opened, query, total),
        )

    def counts(self, filters: Filters) -> Mapping[str, dict[str, int]]:
        """The number of items by facet and code, as those of a `Result`; agencies at the top."""
        return self._current().counts((), filters, 0)

    def suggest(self, typed: str, *, limit: int = 8) -> dict[str, list[int]]:
        """Titles that contain what is typed so far, those that begin with it first.

        Each with the items that bear it, for the caller to ask whether one is still public.
        """
        folded = fold(typed[:100])
        if not folded:
            return {}
        searcher = self._current().searcher
        found = searcher.search(
            titled(searcher, folded), 2 * limit, count=False, weight_by_field="recency"
        ).hits
        addresses = [address for _, address in found]
        items = searcher.fast_field_values("item", addresses)
        titles: dict[str, list[int]] = {}
        for item, address in zip(items, addresses, strict=True):
            titles.setdefault(schema.shown(searcher.doc(address))[0], []).append(int(item or 0))
        return dict(list(titles.items())[:limit])

    def similar(self, text: str, *, limit: int = 5) -> tuple[Hit, ...]:
        """Items whose titles have most in common with a sentence; it need not stand anywhere."""
        parts = parts_of(text)
        if not parts.pairs:
            return ()
        searcher = self._current().searcher
        found = searcher.search(sharing(parts), limit, count=False, weight_by_field="recency").hits
        return _hits(searcher, [address for _, address in found], [Word(text, parts.pairs)])

    def digests(self) -> dict[int, int]:
        """The digest of each item in the index."""
        searcher = self._current().searcher
        everything = tantivy.Query.all_query()
        found = searcher.search(everything, max(searcher.num_docs, 1), count=False)
        addresses = [address for _, address in found.hits]
        items = searcher.fast_field_values("item", addresses)
        digests = searcher.fast_field_values("digest", addresses)
        return {
            int(item or 0): int(digest or 0) for item, digest in zip(items, digests, strict=True)
        }

    @contextmanager
    def writer(self) -> Iterator["Writer"]:
        """The right to write, for as long as the block lasts.

        Raises: IndexBusy, where another has it.
        """
        with writing(self._folder / "lock"):
            yield Writer(self._folder)

    def write(self, documents: Iterable[SearchDocument], removed_ids: Iterable[int] = ()) -> None:
        """Enter or replace items and remove others, in one commit.

        Raises: IndexBusy.
        """
        with self.writer() as writer:
            writer.write(documents, removed_ids)

    def _current(self) -> _Opened:
        opened = self._opened
        if opened is None or storage.stamp(self._folder / "current") != opened.pointer:
            opened = self._open()
        elif (meta := storage.stamp(opened.path / "meta.json")) != opened.meta:
            opened.index.reload()
            opened = _opened(opened.path, opened.pointer, meta, opened.index, opened.rows)
        self._opened = opened
        return opened

    def _open(self) -> _Opened:
        for attempt in range(3):
            try:
                pointer = storage.stamp(self._folder / "current")
                path = storage.current(self._folder)
                meta = storage.stamp(path / "meta.json")
                index = tantivy.Index.open(str(path))
                index.config_reader("manual")
                return _opened(path, pointer, meta, index, frequent.of_index(path))
            except (OSError, ValueError):
                # A rebuild has just replaced the index that `current` named.
                if attempt == 2:
                    raise
        raise AssertionError

    def _instead(self, opened: _Opened, query: Query, total: int) -> tuple[Instead, ...]:
        searcher = opened.searcher
        others = dict.fromkeys(alternatives.rewritings(query.text), 0)
        if total == 0:
            others |= dict.fromkeys(alternatives.shortenings(query.text), 0)
            others |= self._alike(searcher, query.text)
        chosen = query.filters.chosen()
        found = []
        for other, item_id in others.items():
            asked = matching(searcher, parse(other), chosen, opened.rows)
            hits: Any = searcher.search(asked, 1)
            if hits.count:
                found.append(Instead(other, hits.count, item_id))
        return tuple(found[:_MOST_ALTERNATIVES])

    def _alike(self, searcher: tantivy.Searcher, text: str) -> dict[str, int]:
        folded = fold(text[:100])
        if len(folded) < 3:
            return {}
        found = searcher.search(resembling(folded, _ALIKE), _MOST_ALTERNATIVES, count=False)
        addresses = [address for _, address in found.hits]
        items = searcher.fast_field_values("item", addresses)
        titles = (schema.shown(searcher.doc(address))[0] for address in addresses)
        return {title: int(item or 0) for title, item in zip(titles, items, strict=True)}


def _opened(
    path: Path,
    pointer: storage.Stamp,
    meta: storage.Stamp,
    index: tantivy.Index,
    rows: frequent.Rows,
) -> _Opened:
    searcher = index.searcher()
    counts = lru_cache(_KEPT_COUNTS)(partial(_counts, searcher, rows))
    return _Opened(path, pointer, meta, index, searcher, rows, counts)


class Writer:
    """Whoever holds the lock of the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, documents: Iterable[SearchDocument], removed_ids: Iterable[int] = ()) -> None:
        """Enter or replace items and remove others, in one commit."""
        _write(storage.current(self._folder), documents, removed_ids)

    def rebuild(
        self, documents: Iterable[SearchDocument], sample: Iterable[SearchDocument] = ()
    ) -> None:
        """Write a new index and let readers turn to it once it is complete.

        What is frequent in a sample of the documents will be found faster.
        """
        rows = frequent.frequent_in([schema.folded(document) for document in sample])
        path = storage.create(self._folder, rows)
        _write(path, documents, ())
        storage.switch(self._folder, path)


def _write(path: Path, documents: Iterable[SearchDocument], removed_ids: Iterable[int]) -> None:
    rows = frequent.of_index(path)
    writer = tantivy.Index.open(str(path)).writer(_WRITER_BYTES, 1)
    for item_id in removed_ids:
        writer.delete_documents_by_query(numbered(item_id))
    for document in documents:
        writer.delete_documents_by_query(numbered(document.item_id))
        writer.add_document(schema.entry(document, rows))
    writer.commit()
    writer.wait_merging_threads()


def _counts(
    searcher: tantivy.Searcher,
    rows: frequent.Rows,
    words: tuple[Word, ...],
    filters: Filters,
    level: int,
) -> dict[str, dict[str, int]]:
    """Hits by facet and code; a facet that is chosen is counted as if it were not."""
    chosen = filters.chosen()
    parted = [name for name in chosen if name != "agency"]
    asked = matching(searcher, words, chosen, rows)
    counts = _counted(searcher, asked, set(FACETS).difference(parted), level)
    for name in parted:
        others = {other: code for other, code in chosen.items() if other != name}
        asked = matching(searcher, words, others, rows)
        counts |= _counted(searcher, asked, {name}, level)
    return counts


def _counted(
    searcher: tantivy.Searcher, asked: tantivy.Query, facets: set[str], level: int
) -> dict[str, dict[str, int]]:
    level = min(max(level, 0), schema.LEVELS - 1)
    kept = {name: f"agency_{level}" if name == "agency" else name for name in facets}
    terms = {name: {"terms": {"field": kept[name], "size": _MOST_CODES}} for name in facets}
    found = searcher.aggregate(asked, terms)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
        for name in facets
    }


def _hits(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], words: Sequence[Word]
) -> tuple[Hit, ...]:
    patterns = [highlights.pattern_of(word.forms) for word in words if not word.excluded]
    items = searcher.fast_field_values("item", addresses)
    hits = []
    for item, address in zip(items, addresses, strict=True):
        title, *texts = schema.shown(searcher.doc(address))
        lines = highlights.lines(texts, patterns)
        hits.append(Hit(int(item or 0), highlights.marked(title, patterns), tuple(lines)))
    return tuple(hits)
