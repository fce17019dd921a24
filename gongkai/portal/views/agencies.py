"""An agency's disclosure column: the four parts of the uniform platform, and how to apply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.catalog.addresses import item_address
from gongkai.catalog.facets import Facet
from gongkai.portal import agency_parts, browsing, tallies
from gongkai.portal.browsing import Browsing, Scope
from gongkai.portal.directory import Branch, branch, by_id, standing
from gongkai.web.page_cache import depends_on

LATEST = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the platform: its address below the agency's, its official name."""

    name: str
    title: str
    about: str


# The four parts and the entry for applications (国办公开办函〔2019〕61号).
PARTS = (
    Part("guide", "政府信息公开指南", "公开哪些信息，怎样查找，找谁办理"),
    Part("rules", "政府信息公开制度", "条例、规章和本机关的配套制度"),
    Part("content", "法定主动公开内容", "按条例规定的事项、栏目和文件类别查找"),
    Part("reports", "政府信息公开年报", "历年政府信息公开工作年度报告"),
    Part("applying", "依申请公开", "没有公开的信息，怎样申请获取"),
)


@login_not_required
@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """The tree of agencies."""
    depends_on(request, "agencies", "catalog")
    own = tallies.counts_by_agency()
    found = standing(Q(), today=timezone.localdate())
    lines = [(place, own.get(place.pk, 0)) for place in found]
    return render(request, "portal/agencies.html", {"lines": lines})


@login_not_required
@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """An agency's first page: its parts, its latest items, the agencies below."""
    found = _column(request, code, f"catalog:{code}")
    today = timezone.localdate()
    scope = Scope(found.place.path, 0 if found.below else found.place.pk)
    counts = tallies.counts(scope)
    named = by_id([found.place, *found.below])
    latest = browsing.rows(Browsing(), scope)[:LATEST]
    context = {
        "office": agency_parts.office_of(found.place, today),
        "rooms": agency_parts.rooms_of(found.place, today),
        "count": counts.get((Facet.ALL, ""), 0),
        "latest": [
            (row, item_address(row.index_number), named[row.agency].name_on(row.published_on))
            for row in latest
        ],
        "children": [place for place in found.children() if _stands(place.closed_on, today)],
        "history": agency_parts.history_of(found.place),
    }
    return _page(request, "portal/agency.html", found, "", context)


def _part(
    name: str, template: str, *tags: str
) -> Callable[[Callable[[Branch, date], Mapping[str, Any]]], Callable[..., HttpResponse]]:
    """A page of one part, whose variables the decorated function gives for a branch and a day."""

    def view_of(
        variables: Callable[[Branch, date], Mapping[str, Any]],
    ) -> Callable[..., HttpResponse]:
        @login_not_required
        @require_safe
        def view(request: HttpRequest, code: str) -> HttpResponse:
            found = _column(request, code, *(tag.format(code) for tag in tags))
            return _page(request, template, found, name, variables(found, timezone.localdate()))

        view.__doc__ = variables.__doc__
        return view

    return view_of


@_part("guide", "portal/guide.html")
def guide(found: Branch, today: date) -> Mapping[str, Any]:
    """The guide in force, and where the office is."""
    place = found.place
    return {
        "guide": agency_parts.guide_of(place, today),
        "rooms": agency_parts.rooms_of(place, today),
        "channels": agency_parts.channels_of(place, today),
    }


@_part("rules", "portal/rules.html")
def rules(found: Branch, today: date) -> Mapping[str, Any]:
    """The national rules and the agency's own, as they are in force."""
    return {"national": agency_parts.NATIONAL_RULES, "rules": agency_parts.rules_of(found, today)}


@_part("content", "portal/content.html", "catalog:{}")
def content(found: Branch, today: date) -> Mapping[str, Any]:
    """What the law orders to be disclosed, with the number of items under each duty."""
    counts = tallies.counts(Scope(found.place.path, found.place.pk))
    return {
        "duties": agency_parts.duties_of(found.place, counts, today),
        "columns": agency_parts.columns_of(found.place, counts, today),
        "normative": agency_parts.normative_of(counts),
        "count": counts.get((Facet.ALL, ""), 0),
    }


@_part("reports", "portal/reports.html", "catalog:{}")
def reports(found: Branch, today: date) -> Mapping[str, Any]:
    """The annual reports that are public, the agency's own and those of the agencies below."""
    own, lower = agency_parts.reports_of(found)
    return {"own": own, "lower": lower}


@_part("applying", "portal/applying.html")
def applying(found: Branch, today: date) -> Mapping[str, Any]:
    """How and where to apply for what is not public."""
    return {
        "guide": agency_parts.guide_of(found.place, today),
        "office": agency_parts.office_of(found.place, today),
    }


def _column(request: HttpRequest, code: str, *tags: str) -> Branch:
    depends_on(request, f"agency:{code}", "agencies", *tags)
    found = branch(code)
    if found is None:
        raise Http404("没有这个机关，请从机关目录中选择。")
    return found


def _page(
    request: HttpRequest, template: str, found: Branch, here: str, context: Mapping[str, Any]
) -> HttpResponse:
    frame = {"branch": found, "place": found.place, "parts": PARTS, "here": here}
    return render(request, template, {**frame, **context})


def _stands(closed_on: date | None, today: date) -> bool:
    return closed_on is None or closed_on > today
