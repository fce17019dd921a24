"""How many items each further choice would leave, where facets of the catalog are combined.

The catalog keeps the numbers of single values only. Where one of the chosen values holds few
items, these are read and counted, exactly; else the search index counts them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.catalog.facets import FIELDS, Facet
from gongkai.portal import browsing
from gongkai.portal.browsing import CHOICES, Browsing, Scope
from gongkai.search.queries import site_index
from gongkai.search.query import FACETS, Filters
from gongkai.search.storage import IndexOutdated

_FEW = 300
Values = Mapping[str, int]
ByFacet = Mapping[Facet, Values]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of each facet that is known, its values that would leave any items, and how many.

    The index may lack what changed a moment ago, so a page with its numbers may not be kept.
    """

    by_facet: ByFacet
    may_be_kept: bool


def numbers(
    chosen: Mapping[Facet, str], scope: Scope, kept: Mapping[tuple[str, str], int], code: str
) -> Numbers:
    """What each value of each facet leaves together with the other facets that are chosen.

    `kept` are the numbers of single values in the scope, `code` is the scope's agency or "".
    """
    found: dict[tuple[Facet, ...], ByFacet] = {(): _by_facet(kept)}
    by_facet: dict[Facet, Values] = {}
    may_be_kept = True
    for facet in CHOICES:
        others = {other: value for other, value in chosen.items() if other is not facet}
        if tuple(others) not in found:
            if min(kept.get(pair, 0) for pair in others.items()) <= _FEW:
                found[tuple(others)] = _read(others, scope)
            else:
                found[tuple(others)] = _indexed(others, code)
                may_be_kept = False
        if facet in (left := found[tuple(others)]):
            by_facet[facet] = left[facet]
    return Numbers(by_facet, may_be_kept)


def _by_facet(kept: Mapping[tuple[str, str], int]) -> ByFacet:
    found: dict[Facet, dict[str, int]] = {facet: {} for facet in CHOICES}
    for (facet, value), number in kept.items():
        if facet != Facet.ALL:
            found[Facet(facet)][value] = number
    return found


def _read(chosen: Mapping[Facet, str], scope: Scope) -> ByFacet:
    rows = browsing.classes(Browsing(chosen), scope)
    if not rows:
        return {facet: {} for facet in CHOICES}
    *columns, normative, days = zip(*rows, strict=True)
    found: dict[Facet, Values] = {
        facet: {str(value): number for value, number in Counter(column).items() if value}
        for facet, column in zip(FIELDS, columns, strict=True)
    }
    validities = zip(normative, columns[-1], strict=True)
    found[Facet.NORMATIVE] = Counter(validity for is_one, validity in validities if is_one)
    found[Facet.YEAR] = Counter(str(day.year) for day in days)
    return found


def _indexed(chosen: Mapping[Facet, str], code: str) -> ByFacet:
    known = {facet.value: value for facet, value in chosen.items() if facet.value in FACETS}
    if len(known) < len(chosen):
        return {}
    try:
        counts = site_index().counts(Filters(**known, agency=code))
    except IndexOutdated:
        return {}
    return {facet: counts[facet.value] for facet in CHOICES if facet.value in counts}
