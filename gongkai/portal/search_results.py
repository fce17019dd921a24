"""A page of hits as it is shown: checked against what is public now, marked, with its filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape as html
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote_plus

from django.db.models import Q
from markupsafe import Markup, escape

from gongkai.catalog import visibility
from gongkai.catalog.addresses import item_address
from gongkai.catalog.models import DisclosureItem
from gongkai.portal.directory import by_id, names_where, places_in
from gongkai.portal.facet_labels import FACET_NAMES, MOST_AGENCIES, agency_labels, label_of
from gongkai.portal.search_query import Asked
from gongkai.search.models import Change
from gongkai.search.query import PAGE_SIZE, Hit, Marked, Result
from gongkai.web.prepared import Prepared

_MOST_OPTIONS = MOST_AGENCIES - 1  # and the chosen one
_IN_FORCE = DisclosureItem.Validity.IN_FORCE
_VALIDITY = dict(DisclosureItem.Validity.choices)
_PLACES = range(-PAGE_SIZE, 0)
_ITEMS = Prepared(
    lambda *items: (
        visibility.public_by_number()
        .filter(pk__in=items)
        .order_by()
        .values_list(
            "pk",
            "title",
            "index_number",
            "document_number",
            "published_on",
            "agency_id",
            "validity",
        )
    ),
    *_PLACES,
)
_STALE = Prepared(
    lambda *items: Change.objects.filter(item_id__in=items).values_list("item_id"), *_PLACES
)
_PUBLISHERS = Prepared(lambda *agencies: names_where(Q(agency__in=agencies)), *_PLACES)


@dataclass(frozen=True, slots=True)
class Found:
    """One item that was found."""

    address: str
    title: Markup
    lines: tuple[Markup, ...]
    agency: str
    published_on: date
    document_number: str
    invalid: str  # why it holds no more, or ""


class Option(NamedTuple):
    """One code of a filter: where choosing it, or giving it up, leads."""

    label: str
    number: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with what is left in it."""

    label: str
    options: tuple[Option, ...]


def found(hits: Iterable[Hit]) -> list[Found]:
    """The hits that are public at this moment, in their order.

    What the index says of an item that waits to be indexed anew may be no longer true:
    of such an item the title of the database is shown, and no line of its text.
    """
    by_item = {hit.item_id: hit for hit in hits}
    rows = {row[0]: row[1:] for row in _ITEMS.rows(*_padded(by_item))}
    stale = {item_id for (item_id,) in _STALE.rows(*_padded(rows))}
    agencies = by_id(places_in(_PUBLISHERS.rows(*_padded({row[4] for row in rows.values()}))))
    shown = []
    for item_id, hit in by_item.items():
        if item_id not in rows:
            continue
        title, index_number, document_number, published_on, agency_id, validity = rows[item_id]
        is_stale = item_id in stale
        shown.append(
            Found(
                address=item_address(index_number),
                title=escape(title) if is_stale else markup(hit.title),
                lines=() if is_stale else tuple(map(markup, hit.lines)),
                agency=agencies[agency_id].name_on(published_on),
                published_on=published_on,
                document_number=document_number,
                invalid="" if validity == _IN_FORCE else _VALIDITY[validity],
            )
        )
    return shown


def facets(asked: Asked, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    """The filters that have something left to choose, or are chosen."""
    chosen = asked.filters.chosen()
    kept = {name: _kept(name, counts.get(name, {}), chosen.get(name, "")) for name in FACET_NAMES}
    agencies = agency_labels(code for code, _ in kept["agency"])
    shown = []
    for name, pairs in kept.items():
        without = asked.with_filter(name, "").address()
        with_any = f"{without}{'&' if len(without) > 1 else ''}{name}="
        options = tuple(
            Option(
                label=_word(name, code, agencies),
                number=count,
                address=without if code == chosen.get(name) else f"{with_any}{quote_plus(code)}",
                chosen=code == chosen.get(name),
            )
            for code, count in pairs
        )
        if options:
            shown.append(Facet(FACET_NAMES[name], options))
    return shown


def proposed(asked: Asked, result: Result) -> list[tuple[str, int, str]]:
    """Other queries that find something: text, number, address.

    A title is proposed only as long as its item is public and unchanged.
    """
    titles = {instead.item_id for instead in result.instead if instead.item_id}
    public = still_public(titles)
    return [
        (instead.text, instead.total, Asked(instead.text, asked.filters, asked.order).address())
        for instead in result.instead
        if not instead.item_id or instead.item_id in public
    ]


def chosen_words(asked: Asked) -> list[str]:
    """The filters that are set, in words."""
    return [
        f"{FACET_NAMES[name]}：{_word(name, code, agency_labels([code]))}"
        for name, code in asked.filters.chosen().items()
    ]


def still_public(item_ids: Iterable[int]) -> set[int]:
    """Those of the items that are public, and as the index has them."""
    wanted = _padded(item_ids)
    if not any(wanted):
        return set()
    stale = {item_id for (item_id,) in _STALE.rows(*wanted)}
    return {row[0] for row in _ITEMS.rows(*wanted)} - stale


def markup(line: Marked) -> Markup:
    """A line with what was looked for marked."""
    text, parts, place = line.text, [], 0
    for start, end in line.marks:
        parts.append(f"{html(text[place:start])}<mark>{html(text[start:end])}</mark>")
        place = end
    return Markup("".join([*parts, html(text[place:])]))  # noqa: S704 - escaped piece by piece


def _word(name: str, code: str, agencies: Mapping[str, str]) -> str:
    return agencies.get(code, code) if name == "agency" else label_of(name, code)


def _kept(name: str, counts: Mapping[str, int], chosen: str) -> list[tuple[str, int]]:
    pairs = sorted(counts.items(), key=itemgetter(0), reverse=True)
    if name != "year":
        pairs.sort(key=itemgetter(1), reverse=True)
    first = pairs[:_MOST_OPTIONS]
    if chosen and chosen not in dict(first):
        first.insert(0, (chosen, counts.get(chosen, 0)))
    return first


def _padded(numbers: Iterable[int]) -> list[int]:
    """The numbers and as many zeros as a page has place for; nothing has the number 0."""
    found = list(numbers)
    return [*found, *[0] * (PAGE_SIZE - len(found))]
