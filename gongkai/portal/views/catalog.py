"""The catalog: all public items, or those of an agency and all below it."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.catalog.addresses import item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import DisclosureItem
from gongkai.portal import browsing, catalog_page, facet_numbers, tallies
from gongkai.portal.browsing import Browsing, Row, Scope
from gongkai.portal.directory import (
    Place,
    by_id,
    names_where_any,
    paths_above,
    place_of,
    places,
    places_in,
)
from gongkai.portal.facet_numbers import Numbers
from gongkai.portal.search_query import Asked
from gongkai.search.query import FACETS, Filters
from gongkai.web.page_cache import depends_on
from gongkai.web.prepared import Prepared

_MOST = browsing.PAGE + 1
_DEEPEST = 10  # of the agencies above, so many are named
_PUBLISHERS = tuple(range(-_MOST, 0))
_TOPS = Prepared(
    lambda *agencies: names_where_any(
        Q(agency__superior=None), Q(agency__superior__superior=None), Q(agency__in=agencies)
    ),
    *_PUBLISHERS,
)
_NEAR = Prepared(
    lambda path, *others: names_where_any(
        Q(agency__superior__path=path),
        Q(agency__path__in=others[:_DEEPEST]),
        Q(agency__in=others[_DEEPEST:]),
    ),
    "the agency's own",
    *(f"/{number} above/" for number in range(_DEEPEST)),
    *_PUBLISHERS,
)
_ORDERS = (("", "按发布日期"), ("generated", "按生成日期"))


@login_not_required
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The catalog of all agencies."""
    depends_on(request, "catalog", "agencies")
    asked = browsing.asked(request.GET)
    counts = tallies.counts(Scope())
    rows = browsing.rows(asked, Scope())
    named = by_id(places_in(_TOPS.rows(*_publishers(rows))))
    tops = [place for place in named.values() if place.depth == 0]
    # A single top would be a list of one: what lies below it says more.
    below = tallies.counts_below(tops[0].pk if len(tops) == 1 else None)
    numbers = facet_numbers.numbers(asked.chosen, Scope(), counts, "")
    context = _context(asked, counts, numbers, rows, {})
    context |= {
        **_following(asked, ""),
        "heading": "全部机关公开目录",
        "place": None,
        "above": [],
        "below": _below(named, below),
        "lines": _lines(rows, named),
        "total": _total(asked, counts, Scope()),
    }
    return _page(request, context, numbers)


@login_not_required
@require_safe
def of_agency(request: HttpRequest, code: str) -> HttpResponse:
    """The catalog of an agency and of all below it."""
    depends_on(request, f"catalog:{code}", f"agency:{code}", "agencies")
    own = place_of(code)
    if own is None:
        raise Http404("没有这个机关，请从机关目录中选择。")
    pk, path = own
    asked = browsing.asked(request.GET)
    below = tallies.counts_below(pk)
    scope = Scope(path, 0 if below else pk)
    counts = tallies.counts(scope)
    if not scope.only:
        scope = replace(scope, share=counts.get((Facet.ALL, ""), 0) / (tallies.size() or 1))
    rows = browsing.rows(asked, scope)
    near = [*paths_above(path)[1 - _DEEPEST :], path]
    near += [path] * (_DEEPEST - len(near))
    named = by_id(places_in(_NEAR.rows(path, *near, *_publishers(rows))))
    by_path = {place.path: place for place in named.values()}
    place = by_path[path]
    columns = catalog_page.column_titles(place) if scope.only else {}
    numbers = facet_numbers.numbers(asked.chosen, scope, counts, code)
    context = _context(asked, counts, numbers, rows, columns)
    context |= {
        **_following(asked, code),
        "heading": f"{place.name}公开目录",
        "place": place,
        "above": [by_path[above] for above in paths_above(path) if above in by_path],
        "below": _below(named, below),
        "lines": _lines(rows, named),
        "total": _total(asked, counts, scope),
    }
    return _page(request, context, numbers)


def _page(request: HttpRequest, context: dict[str, object], numbers: Numbers) -> HttpResponse:
    answer = render(request, "portal/catalog.html", context)
    if not numbers.may_be_kept:
        answer["Cache-Control"] = "private, no-cache"
    return answer


def _context(
    asked: Browsing,
    counts: dict[tuple[str, str], int],
    numbers: Numbers,
    rows: list[Row],
    columns: dict[str, str],
) -> dict[str, object]:
    more = len(rows) > browsing.PAGE
    shown = rows[: browsing.PAGE]
    first = Browsing(asked.chosen, asked.order)
    return {
        "asked": asked,
        "groups": catalog_page.groups(asked, counts, numbers.by_facet, columns),
        "query": first.address()[1:],
        "next_key": browsing.key_of(shown[-1], asked.order) if more else "",
        "orders": [
            (label, Browsing(asked.chosen, order).address(), order == asked.order)
            for order, label in _ORDERS
        ],
    }


def _following(asked: Browsing, code: str) -> dict[str, str]:
    """The feed of what is shown, and the search that finds the same where there is one."""
    chosen = {facet.value: value for facet, value in asked.chosen.items()}
    known = {facet: value for facet, value in chosen.items() if facet in FACETS}
    criteria = Asked(filters=Filters(**known, agency=code)).address() if known or code else ""
    if known:
        return {"feed": f"{reverse('portal:search_feed')}{criteria}", "criteria": criteria}
    feed = reverse("portal:agency_feed", args=[code]) if code else reverse("portal:feed")
    return {"feed": feed, "criteria": criteria}


def _lines(rows: list[Row], agencies: dict[int, Place]) -> list[tuple[Row, str, str, str]]:
    """Each row with its address, the publisher's name of the day, and its validity if lost."""
    return [
        (
            row,
            item_address(row.index_number),
            agencies[row.agency].name_on(row.published_on),
            _lost(row.validity),
        )
        for row in rows[: browsing.PAGE]
    ]


def _lost(validity: str) -> str:
    return "" if validity == "in_force" else str(DisclosureItem.Validity(validity).label)


def _total(asked: Browsing, counts: dict[tuple[str, str], int], scope: Scope) -> int:
    """The number of rows, from the kept counts wherever these know it."""
    if not asked.chosen:
        return counts.get((Facet.ALL, ""), 0)
    if len(asked.chosen) == 1:
        ((facet, value),) = asked.chosen.items()
        return counts.get((facet, value), 0)
    return browsing.total(asked, scope)


def _publishers(rows: list[Row]) -> list[int]:
    """The agencies of a page, as many as a page can have; 0 is none."""
    found = list({row.agency for row in rows})
    return found + [0] * (_MOST - len(found))


def _below(named: dict[int, Place], below: Mapping[int, int]) -> list[tuple[Place, int]]:
    """The agencies to choose from, along the tree, each with its number."""
    levels, counts = tallies.first_choice(below)
    shown = places(Q(agency__in=counts)) if levels else named.values()
    return [(place, counts[place.pk]) for place in shown if place.pk in counts]
