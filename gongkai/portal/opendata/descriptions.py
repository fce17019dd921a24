"""For machines that look around: sitemap, robots.txt, DCAT, schema.org."""

import json
from datetime import date
from posixpath import commonpath
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from markupsafe import Markup

from gongkai.catalog import visibility
from gongkai.catalog.addresses import item_address
from gongkai.catalog.models import DisclosureItem
from gongkai.portal import directory, tallies
from gongkai.portal.item_page import Text
from gongkai.portal.opendata.last_change import last_changes
from gongkai.web.page_cache import depends_on

SITEMAP_SIZE = 50_000  # the protocol allows no more
_PAGES = ("home", "catalog", "agencies", "statistics", "apply", "deadlines", "api")
_AGENCY_PAGES = (
    "agency",
    "guide",
    "rules",
    "content",
    "reports",
    "applying",
    "agency_catalog",
)
_NO_LICENCE = (
    "依照《中华人民共和国政府信息公开条例》第十九条、第二十条、第二十一条主动公开；"
    "发布机关没有另行给予使用许可。"
)
_NO_TAG = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps: of the pages, then of the items by the number before the first of each."""
    depends_on(request, "catalog")
    public = visibility.public_by_number().order_by("pk").values_list("pk", flat=True)
    starts, last = [0], public.filter(pk__gt=0)[SITEMAP_SIZE - 1 : SITEMAP_SIZE].first()
    while last:
        starts.append(last)
        last = public.filter(pk__gt=last)[SITEMAP_SIZE - 1 : SITEMAP_SIZE].first()
    context = {"root": request.build_absolute_uri("/"), "names": ["pages", *starts]}
    return render(request, "portal/sitemap_index.xml", context, content_type="application/xml")


@login_not_required
@require_safe
def sitemap(request: HttpRequest, after: int) -> HttpResponse:
    """The addresses of the items after a number."""
    depends_on(request, "catalog")
    public = visibility.public_by_number().filter(pk__gt=after).order_by("pk")
    rows = list(public.values_list("pk", "index_number", "published_on")[:SITEMAP_SIZE])
    root = request.build_absolute_uri("/").rstrip("/")
    last = rows[-1][0] if rows else after
    changes = last_changes(Q(subject_id__gt=after, subject_id__lte=last))
    pages: list[tuple[str, date | None]] = [
        (f"{root}{item_address(number or '')}", changes.get(pk, day)) for pk, number, day in rows
    ]
    if after and not pages:
        raise Http404
    return _sitemap(request, pages)


@login_not_required
@require_safe
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    """The addresses of everything but items: the whole's, and of each agency its parts."""
    depends_on(request, "agencies")
    root = request.build_absolute_uri("/").rstrip("/")
    addresses = [reverse(f"portal:{name}") for name in _PAGES]
    for place in directory.standing(Q(), today=timezone.localdate()):
        addresses += [reverse(f"portal:{name}", args=[place.code]) for name in _AGENCY_PAGES]
    return _sitemap(request, [(f"{root}{address}", None) for address in addresses])


def _sitemap(request: HttpRequest, pages: list[tuple[str, date | None]]) -> HttpResponse:
    return render(request, "portal/sitemap.xml", {"pages": pages}, content_type="application/xml")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all that is public, but not every search there could be."""
    depends_on(request, "agencies")
    address = request.build_absolute_uri("/sitemap.xml")
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /search/", "Disallow: /subscriptions/"]
    text = "\n".join([*lines, f"Sitemap: {address}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def dcat(request: HttpRequest) -> JsonResponse:
    """The catalog as open data, in the words of DCAT 3."""
    depends_on(request, "catalog", "agencies")
    root = request.build_absolute_uri("/")
    publisher = _publisher()
    first, last = _span()
    dataset = {
        "@id": f"{root}#items",
        "@type": "dcat:Dataset",
        "dct:title": "主动公开的政府信息",
        "dct:description": "全部主动公开信息的目录记录、正文、附件地址和历史版本。",
        "dct:language": "zh-CN",
        "dct:accrualPeriodicity": "http://publications.europa.eu/resource/authority/frequency/CONT",
        "dcat:landingPage": {"@id": root},
        **_rights(),
        "dcat:distribution": [
            _distribution(root, "downloads/catalog.csv", "目录（CSV）", "text/csv"),
            _distribution(root, "downloads/catalog.json", "全部内容（JSON）", "application/json"),
            _distribution(root, "downloads/everything.zip", "内容和附件", "application/zip"),
            _distribution(root, "feeds/", "新公开的信息（Atom）", "application/atom+xml"),
        ],
    }
    if first and last:
        dataset["dct:issued"] = _day(first)
        dataset["dct:modified"] = _day(last)
    described = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{root}catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": "政府信息公开",
        "dct:language": "zh-CN",
        "foaf:homepage": {"@id": root},
        "dcat:dataset": [dataset],
        "dcat:service": [
            {
                "@id": f"{root}api/v1/",
                "@type": "dcat:DataService",
                "dct:title": "政府信息公开数据接口",
                "dcat:endpointURL": {"@id": f"{root}api/v1/"},
                "dcat:endpointDescription": {"@id": f"{root}api/v1/openapi.json"},
                "dcat:servesDataset": {"@id": f"{root}#items"},
            }
        ],
    }
    if publisher:
        described["dct:publisher"] = dataset["dct:publisher"] = publisher
    return JsonResponse(
        described,
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
    )


def item_markup(item: DisclosureItem | Text, *, publisher: str, root: str) -> Markup:
    """What schema.org says of a public item, to stand in the head of its page.

    `publisher` is the agency's name of the day, `root` the absolute address of the site.
    """
    address = f"{root.rstrip('/')}{item_address(item.index_number or '')}"
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": address,
        "url": address,
        "name": item.title,
        "description": item.summary,
        "identifier": [number for number in (item.index_number, item.document_number) if number],
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "dateCreated": item.generated_on.isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": publisher},
    }
    if item.published_on:
        told["datePublished"] = item.published_on.isoformat()
    if item.invalid_on:
        told["expires"] = item.invalid_on.isoformat()
    if item.subject_terms:
        told["keywords"] = item.subject_terms.split()
    content = json.dumps(told, ensure_ascii=False).translate(_NO_TAG)
    return Markup(f'<script type="application/ld+json">{content}</script>')  # noqa: S704


def _publisher() -> dict[str, Any] | None:
    """The agency that publishes everything, or the lowest above all that publish."""
    publishing = [pk for pk, count in tallies.counts_by_agency().items() if count]
    paths = [place.path for place in directory.places(Q(agency__in=publishing))]
    if not paths:
        return None
    for place in directory.places(Q(agency__path=f"{commonpath(paths)}/")):
        return {
            "@type": "foaf:Organization",
            "foaf:name": place.name,
            "dct:identifier": place.code,
        }
    return None


def _rights() -> dict[str, Any]:
    """The licence that the office gives; without one, what the law says and nothing more."""
    if settings.OPEN_DATA_LICENCE:
        return {"dct:license": {"@id": settings.OPEN_DATA_LICENCE}}
    return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _NO_LICENCE}}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _span() -> tuple[Any, Any]:
    days = visibility.public_items().values_list("published_on", flat=True)
    return days.order_by("published_on").first(), days.order_by("-published_on").first()


def _distribution(root: str, path: str, title: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:downloadURL": {"@id": f"{root}{path}"},
        "dcat:accessURL": {"@id": f"{root}{path}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
    }
