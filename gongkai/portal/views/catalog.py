"""The catalog: all public items, or those of an agency and all below it."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.catalog.addresses import item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import DisclosureItem
from gongkai.portal import browsing, catalog_page, tallies
from gongkai.portal.browsing import Browsing, Row, Scope
from gongkai.portal.directory import (
    Place,
    by_id,
    names_where_any,
    path_of,
    paths_above,
    places_in,
)
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
    path = tops[0].path if len(tops) == 1 else "/"
    context = _context(asked, counts, rows, {})
    context |= {
        "heading": "全部机关公开目录",
        "place": None,
        "above": [],
        "below": _below(path, named.values(), tallies.branch(path)),
        "lines": _lines(rows, named),
        "total": _total(asked, counts, Scope()),
    }
    return render(request, "portal/catalog.html", context)


@login_not_required
@require_safe
def of_agency(request: HttpRequest, code: str) -> HttpResponse:
    """The catalog of an agency and of all below it."""
    depends_on(request, f"catalog:{code}", f"agency:{code}", "agencies")
    path = path_of(code)
    if path is None:
        raise Http404("没有这个机关，请从机关目录中选择。")
    asked = browsing.asked(request.GET)
    agencies = tallies.branch(path)
    scope = Scope(path, agencies[0][0] if len(agencies) == 1 else 0)
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
    context = _context(asked, counts, rows, columns)
    context |= {
        "heading": f"{place.name}公开目录",
        "place": place,
        "above": [by_path[above] for above in paths_above(path) if above in by_path],
        "below": [] if scope.only else _below(path, named.values(), agencies),
        "lines": _lines(rows, named),
        "total": _total(asked, counts, scope),
    }
    return render(request, "portal/catalog.html", context)


def _context(
    asked: Browsing,
    counts: dict[tuple[str, str], int],
    rows: list[Row],
    columns: dict[str, str],
) -> dict[str, object]:
    more = len(rows) > browsing.PAGE
    shown = rows[: browsing.PAGE]
    first = Browsing(asked.chosen, asked.order)
    return {
        "asked": asked,
        "groups": catalog_page.groups(asked, counts, columns),
        "query": first.address()[1:],
        "next_key": browsing.key_of(shown[-1], asked.order) if more else "",
        "orders": [
            (label, Browsing(asked.chosen, order).address(), order == asked.order)
            for order, label in _ORDERS
        ],
    }


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


def _below(
    path: str, named: Iterable[Place], agencies: Iterable[tallies.Own]
) -> list[tuple[Place, int]]:
    """The agencies directly below a path, each with its items and those further below."""
    depth = path.count("/") - 1
    children = [place for place in named if place.depth == depth and place.path.startswith(path)]
    counts = tallies.counts_below(path, agencies)
    return [(place, counts.get(place.path, 0)) for place in children]
