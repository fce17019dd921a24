"""Atom and RSS: what is new, of everything, an agency, a node of the catalog, a search.

Atom unless `?format=rss` asks for the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from gongkai.agencies import queries as agencies
from gongkai.catalog import visibility
from gongkai.catalog.addresses import item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import DisclosureItem
from gongkai.portal.facet_labels import label_of
from gongkai.portal.opendata.last_change import last_changes
from gongkai.portal.opendata.records import Selection, is_known, with_names
from gongkai.portal.search_query import asked_of
from gongkai.search.queries import site_index
from gongkai.search.query import Order
from gongkai.web.page_cache import depends_on

SIZE = 50
# What XML 1.0 cannot hold, whichever way it is written.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMATS: Mapping[str, type[Atom1Feed | Rss201rev2Feed]] = {
    "atom": Atom1Feed,
    "rss": Rss201rev2Feed,
}


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is called, where its page is, and what it tells, the newest first."""

    title: str
    page: str
    items: list[DisclosureItem]


@login_not_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All agencies."""
    depends_on(request, "catalog", "agencies")
    return _answer(request, Channel("政府信息公开", "/", _latest(Selection())))


@login_not_required
@require_safe
def of_agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency and all below it."""
    depends_on(request, f"catalog:{code}", "agencies")
    agency = agencies.with_names().filter(code=code).first()
    if agency is None:
        raise Http404
    title = f"{agency.name}政府信息公开"
    page = f"/catalog/{code}/"
    return _answer(request, Channel(title, page, _latest(Selection(agency=code))))


@login_not_required
@require_safe
def of_catalog(request: HttpRequest, facet: str, value: str) -> HttpResponse:
    """One node of the catalog, of all agencies."""
    depends_on(request, "catalog", "agencies")
    if facet not in Facet.values or facet == Facet.ALL or not is_known(facet, value):
        raise Http404("没有这个分类，请到公开目录中选择。")
    items = _latest(Selection(facets={facet: value}))
    title = f"政府信息公开 · {Facet(facet).label}：{label_of(facet, value)}"
    return _answer(request, Channel(title, f"/catalog/?{facet}={value}", items))


@login_not_required
@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    """A search with its filters, by day; never kept, for the index follows a little later."""
    asked = asked_of(request.GET).sorted_by(Order.NEWEST)
    hits = site_index().search(asked.query()).hits
    found = visibility.public_by_number().filter(pk__in=[hit.item_id for hit in hits])
    items = with_names(found).order_by("-published_on", "-pk")
    title = f"检索：{asked.text}" if asked.text else "检索"
    return _answer(request, Channel(title, f"/search/{asked.address()}", list(items)))


def xml_text(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _latest(selection: Selection) -> list[DisclosureItem]:
    return list(selection.items().order_by("-published_on", "-pk")[:SIZE])


def _answer(request: HttpRequest, channel: Channel) -> HttpResponse:
    kind = _FORMATS.get(request.GET.get("format", "atom"))
    if kind is None:
        raise Http404
    absolute = request.build_absolute_uri
    feed = kind(
        title=xml_text(channel.title),
        link=absolute(channel.page),
        description="新公开的政府信息",
        language="zh-CN",
        feed_url=absolute(),
        author_name=None,
    )
    changes = last_changes(Q(subject_id__in=[item.pk for item in channel.items]))
    for item in channel.items:
        address = absolute(item_address(item.index_number or ""))
        _add(feed, item, address, changed_at=changes.get(item.pk))
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _add(
    feed: SyndicationFeed, item: DisclosureItem, address: str, *, changed_at: datetime | None
) -> None:
    day = item.published_on or item.generated_on
    published = datetime.combine(day, time.min, timezone.get_default_timezone())
    feed.add_item(
        title=xml_text(item.title),
        link=address,
        description=xml_text(item.summary),
        unique_id=address,
        pubdate=published,
        updateddate=changed_at or published,
        author_name=xml_text(item.publisher_on(day)),
    )
