"""What the catalog's page shows beside its rows: facets with counts, the tree, the heads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import NamedTuple
from urllib.parse import quote

from gongkai.catalog.facets import Facet
from gongkai.catalog.models import CatalogColumn
from gongkai.law import value_lists
from gongkai.law.disclosure_duties import DUTIES
from gongkai.portal.browsing import CHOICES, Browsing
from gongkai.portal.directory import Place
from gongkai.portal.facet_labels import label_of
from gongkai.portal.facet_numbers import ByFacet

_SHORT = 8


class Option(NamedTuple):
    """One value of a facet with the number of items, where it is known, and its address."""

    label: str
    number: int | None
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its values; those after the first few are folded away."""

    label: str
    first: list[Option]
    rest: list[Option]


def groups(
    browsing: Browsing,
    counts: Mapping[tuple[str, str], int],
    numbers: ByFacet,
    columns: Mapping[str, str],
) -> list[Group]:
    """The facets that have values here, each value with the number of rows one would get.

    `counts` are the numbers of single values, `numbers` those together with what is chosen; of
    a facet that these do not know all values are offered, without a number.
    """
    by_facet: dict[str, list[str]] = {}
    for facet, value in counts:
        by_facet.setdefault(facet, []).append(value)
    found = []
    for facet in CHOICES:
        known = numbers.get(facet)
        here = browsing.chosen.get(facet, "")
        values = {value for value in by_facet.get(facet, ()) if known is None or value in known}
        values |= {here} if here else set()
        if facet is Facet.COLUMN:
            values &= columns.keys()
        others = browsing.without(facet)
        options = [
            _option(
                browsing,
                others,
                facet,
                value,
                None if known is None else known.get(value, 0),
                columns,
            )
            for value in sorted(values, key=partial(_place, facet))
        ]
        if options:
            found.append(_folded(facet, options))
    return found


def _folded(facet: Facet, options: list[Option]) -> Group:
    # One more than fits is shown rather than folded alone; a chosen value is never hidden.
    fits = len(options) <= _SHORT + 1
    first = options if fits else options[:_SHORT]
    rest = [] if fits else options[_SHORT:]
    if any(option.chosen for option in rest):
        first, rest = options, []
    return Group(facet.label, first, rest)


def _option(
    browsing: Browsing,
    others: str,
    facet: Facet,
    value: str,
    count: int | None,
    columns: Mapping[str, str],
) -> Option:
    label = columns[value] if facet is Facet.COLUMN else words_for(facet, value)
    chosen = browsing.chosen.get(facet) == value
    address = f"?{others}" if chosen else f"?{others}{_parameter(facet, value)}"
    return Option(label, count, address, chosen)


# A page names a hundred values, and all pages the same.
@lru_cache(4_096)
def _parameter(facet: Facet, value: str) -> str:
    return f"{facet.value}={quote(value)}"


@cache
def _places(facet: Facet) -> dict[str, int]:
    """Where each code stands in its list; the newest regulation's duties come first."""
    codes = {
        Facet.TOPIC: [term.code for term in value_lists.TOPIC_CATEGORIES],
        Facet.GENRE: [term.code for term in value_lists.GENRES],
        Facet.BUSINESS: [term.code for term in value_lists.BUSINESS_CATEGORIES],
        Facet.VALIDITY: [term.code for term in value_lists.VALIDITY],
        Facet.NORMATIVE: [term.code for term in value_lists.VALIDITY],
        Facet.DUTY: [duty.code for duty in reversed(DUTIES)],
    }
    return {code: place for place, code in enumerate(codes.get(facet, []))}


def _place(facet: Facet, value: str) -> tuple[int, int | str]:
    if facet is Facet.YEAR:
        return 0, -int(value)
    return _places(facet).get(value, 1_000), value


@lru_cache(4_096)
def words_for(facet: Facet, value: str) -> str:
    """The words for a value of a facet other than the column."""
    return label_of("validity" if facet is Facet.NORMATIVE else facet.value, value)


def column_titles(agency: Place) -> dict[str, str]:
    """The titles of an agency's catalog columns, by number."""
    rows = CatalogColumn.objects.filter(agency=agency.pk).order_by("position", "pk")
    return {str(pk): title for pk, title in rows.values_list("pk", "title")}
