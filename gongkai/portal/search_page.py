"""The search page, what it proposes while one types, and its description for browsers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.portal import search_results
from gongkai.portal.search_query import LONGEST_TEXT, Asked, asked_of
from gongkai.search.queries import site_index
from gongkai.search.query import PAGE_SIZE, Order
from gongkai.search.storage import IndexOutdated
from gongkai.web.page_cache import depends_on

_ORDERS = ((Order.RELEVANCE, "按相关度"), (Order.NEWEST, "按日期"))


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One page of hits with its filters.

    Never kept by the page cache: the index follows the database a little later.
    """
    asked = asked_of(request.GET)
    try:
        result = site_index().search(asked.query())
    except IndexOutdated:
        return render(request, "portal/search_unavailable.html", {"asked": asked}, status=503)
    earlier = max(asked.offset - PAGE_SIZE, 0)
    return render(
        request,
        "portal/search.html",
        {
            "asked": asked,
            "longest": LONGEST_TEXT,
            "result": result,
            "found": search_results.found(result.hits),
            "facets": search_results.facets(asked, result.counts),
            "instead": search_results.proposed(asked, result),
            "orders": [
                (label, asked.sorted_by(order).address(), order == asked.order)
                for order, label in _ORDERS
            ],
            "earlier": asked.at(earlier).address() if asked.offset else "",
            "later": asked.at(result.next_offset).address() if result.next_offset else "",
            "without_filters": Asked(asked.text).address(),
        },
    )


@never_cache
@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles of public items that hold what is typed so far."""
    typed = request.GET.get("q", "")[:LONGEST_TEXT]
    try:
        titles = site_index().suggest(typed)
    except IndexOutdated:
        titles = {}
    public = search_results.still_public(item for items in titles.values() for item in items)
    shown = [title for title, items in titles.items() if not public.isdisjoint(items)]
    # Browsers that know us by `opensearch` want what was typed and the titles in one list.
    answer = [typed, shown] if "opensearch" in request.GET else {"suggestions": shown}
    return JsonResponse(answer, safe=False, json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser asks our search from its own field (OpenSearch 1.1)."""
    depends_on(request, "agencies")
    root = request.build_absolute_uri("/")
    return render(
        request,
        "portal/opensearch.xml",
        {"root": root},
        content_type="application/opensearchdescription+xml",
    )
