"""The read API, version 1: JSON for everybody, described by `openapi`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import conditional_page, require_http_methods

from gongkai.accounts.refusals import BadAddress
from gongkai.agencies.models import Agency
from gongkai.catalog import visibility
from gongkai.catalog.cache_tags import tag_of
from gongkai.catalog.facets import Facet
from gongkai.portal.directory import branch, places
from gongkai.portal.opendata import records
from gongkai.portal.opendata.records import Selection
from gongkai.portal.opendata.schema import as_json
from gongkai.portal.opendata.shapes import (
    AgencyList,
    FacetList,
    ItemList,
    Problem,
    Statistics,
    Withdrawn,
)
from gongkai.portal.statistics import Scope
from gongkai.web.page_cache import depends_on
from gongkai.web.paging import page_of

SIZE = 50
LARGEST_SIZE = 200
FILTERS = tuple(facet.value for facet in Facet if facet != Facet.ALL)
_NO_AGENCY = "没有这一代码的机关，请看 /api/v1/agencies/。"
_NO_ITEM = "没有这一索引号的公开信息，请核对索引号。"
PROBLEM = "application/problem+json"  # RFC 9457
Shaped = Callable[..., Any]


def endpoint(*parameters: str) -> Callable[[Shaped], Callable[..., HttpResponse]]:
    """A view that answers with a shape, as JSON that any page of the web may read.

    `parameters` are those it takes; another is refused, or a misspelled filter would seem to
    have found everything.
    """
    return lambda view: _answering(view, parameters)


def _answering(view: Shaped, parameters: tuple[str, ...]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answering(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        try:
            _check(request.GET, parameters)
            shape = view(request, **parts)
        except BadAddress as refusal:
            shape = Problem(400, str(refusal))
        if isinstance(shape, Problem):
            return _open(HttpResponse(as_json(shape), PROBLEM, shape.status))
        return _open(HttpResponse(as_json(shape), "application/json"))

    methods = require_http_methods(["GET", "HEAD", "OPTIONS"])
    return login_not_required(methods(conditional_page(answering)))


@endpoint()
def agency_list(request: HttpRequest) -> AgencyList:
    """All agencies."""
    depends_on(request, "agencies")
    return AgencyList(records.agency_shapes())


@endpoint("agency", *FILTERS, "size", "after")
def item_list(request: HttpRequest) -> Any:
    """One page of records, the newest first."""
    given = request.GET
    selection = Selection(
        agency=given.get("agency", ""),
        facets={name: given[name] for name in FILTERS if given.get(name)},
    )
    depends_on(request, selection.tag(), "agencies")
    for facet, value in selection.facets.items():
        if not records.is_known(facet, value):
            raise BadAddress(f"{facet} 没有 {value} 这个值，请看 /api/v1/facets/。")
    if selection.agency and not Agency.objects.filter(code=selection.agency).exists():
        return Problem(404, _NO_AGENCY)
    size = _size(given.get("size", str(SIZE)))
    page = page_of(selection.items(), day="published_on", after=given.get("after", ""), size=size)
    following = given.copy()
    following["after"] = page.next_key
    absolute = request.build_absolute_uri
    address = absolute(f"{request.path}?{following.urlencode()}") if page.next_key else None
    return ItemList([records.item_shape(item, absolute) for item in page.rows], address)


@endpoint()
def item(request: HttpRequest, index_number: str) -> Any:
    """One item with all that belongs to it."""
    depends_on(request, tag_of(index_number), "agencies")
    chosen = Selection().items().filter(index_number=index_number)
    shape = next(records.whole_shapes(chosen, request.build_absolute_uri), None)
    return shape or _withdrawn(index_number) or Problem(404, _NO_ITEM)


def _withdrawn(index_number: str) -> Withdrawn | None:
    gone = visibility.tombstones().filter(index_number=index_number)
    for withdrawn_on, reason in gone.values_list("withdrawal__withdrawn_on", "withdrawal__reason"):
        return Withdrawn(410, "该信息已撤回。", withdrawn_on, reason or "")
    return None


@endpoint("agency")
def facet_list(request: HttpRequest) -> Any:
    """The facets of the catalog with their numbers."""
    code = request.GET.get("agency", "")
    depends_on(request, Selection(agency=code).tag(), "agencies")
    if code and not Agency.objects.filter(code=code).exists():
        return Problem(404, _NO_AGENCY)
    return FacetList(records.facet_shapes(code))


@endpoint("agency")
def statistics(request: HttpRequest) -> Any:
    """The public's statistics, as the page of that name shows them."""
    code = request.GET.get("agency", "")
    depends_on(request, Selection(agency=code).tag(), "agencies")
    if not code:
        return Statistics(records.chart_shapes(Scope(None, tuple(places(Q())))))
    found = branch(code)
    if found is None:
        return Problem(404, _NO_AGENCY)
    return Statistics(records.chart_shapes(Scope(found.place, (found.place, *found.below))))


@endpoint()
def unknown(request: HttpRequest, rest: str) -> Problem:
    """An address the API does not know."""
    return Problem(404, "没有这一地址，请看接口说明：/api/v1/")


def _check(given: QueryDict, allowed: tuple[str, ...]) -> None:
    if strange := "、".join(name for name in given if name not in allowed):
        known = f"可以用的参数：{'、'.join(allowed)}" if allowed else "这个地址不带参数"
        raise BadAddress(f"没有参数 {strange}。{known}。")


def _size(text: str) -> int:
    if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= LARGEST_SIZE:
        return int(text)
    raise BadAddress(f"size 应是1至{LARGEST_SIZE}的整数。")


def _open(response: HttpResponse) -> HttpResponse:
    """Let scripts of other sites read the answer; there is nothing private in it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag"
    return response
