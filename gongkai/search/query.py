"""What is asked of the index, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

PAGE_SIZE = 20


class Order(StrEnum):
    """How hits are sorted."""

    RELEVANCE = "relevance"  # hits in the title first, then by frequency, the newer first
    NEWEST = "newest"  # by day of publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The code each hit must bear, "" where any will do."""

    agency: str = ""  # with all below it
    topic: str = ""
    genre: str = ""
    business: str = ""
    duty: str = ""
    year: str = ""
    validity: str = ""

    def chosen(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name in FACETS if (value := getattr(self, name))}


FACETS = tuple(filter_.name for filter_ in fields(Filters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a person typed, with the filters and the page they chose.

    `level` is the depth of the tree at which agencies are counted, 0 for the top: with an
    agency chosen, the one below it.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.RELEVANCE
    level: int = 1
    offset: int = 0
    size: int = PAGE_SIZE


Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of text and the ranges (start, end) in it that were looked for."""

    text: str
    marks: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, with its title and at most two lines of its text."""

    item_id: int
    title: Marked
    lines: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """Another query that finds something, and how much.

    Where its text is a title, `item_id` is the item that bears it, to be checked like a hit.
    """

    text: str
    total: int
    item_id: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """One page of hits.

    `counts[facet][code]` is the number of hits with that code, were nothing chosen in that
    facet yet; agencies are counted at the level asked for, below the one chosen. `next_offset`
    is the offset of the next page, None on the last. Offsets count the index's hits, also those
    a caller drops because they are no longer public: a page then shows fewer, and no later page
    repeats or skips one.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, dict[str, int]]
    next_offset: int | None
    instead: tuple[Instead, ...]
