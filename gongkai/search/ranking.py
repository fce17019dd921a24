"""Which of the hits stand on a page, found without ranking more of them than needed."""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from gongkai.search.language import Word
from gongkai.search.matching import of_years, ranked, titled_first

# Up to so many hits, ranking all costs less than asking twice.
_FEW = 2_000

Addresses = list[tantivy.DocAddress]


def relevant(
    searcher: tantivy.Searcher,
    words: Sequence[Word],
    chosen: dict[str, str],
    total: int,
    page: slice,
) -> Addresses:
    """The page by relevance.

    All that hold a word in the title come first, so where these fill the page, the many others
    need no score.
    """
    size = page.stop - page.start
    if total > _FEW:
        titled = titled_first(searcher, words, chosen)
        found: Any = searcher.search(titled, size, offset=page.start, weight_by_field="recency")
        if found.count >= page.stop:
            return _addresses(found)
    every = ranked(searcher, words, chosen)
    found = searcher.search(every, size, count=False, offset=page.start, weight_by_field="recency")
    return _addresses(found)


def newest(
    searcher: tantivy.Searcher,
    asked: tantivy.Query,
    years: Mapping[str, int],
    page: slice,
) -> Addresses:
    """The page by day, looked for only in the years that hold it.

    `years` says how many hits each year has.
    """
    holding, before, until = [], 0, 0
    for year in sorted(years, reverse=True):
        if until < page.stop:
            holding.append(year)
            until += years[year]
        if until <= page.start:
            holding, before = [], until
    found: Any = searcher.search(
        of_years(asked, holding),
        page.stop - page.start,
        count=False,
        offset=page.start - before,
        order_by_field="newest",
    )
    return _addresses(found)


def _addresses(found: Any) -> Addresses:
    return [address for _, address in found.hits]
