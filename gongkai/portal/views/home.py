"""The portal's first page, and whether the program is well."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.catalog.addresses import item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import Guide
from gongkai.portal import browsing, tallies
from gongkai.portal.browsing import Browsing, Scope
from gongkai.portal.directory import Place, by_id, places
from gongkai.portal.search_query import LONGEST_TEXT
from gongkai.reading_rooms.models import ReadingRoom
from gongkai.reading_rooms.queries import rooms_on
from gongkai.web.page_cache import depends_on

LATEST = 10
_MOST_AGENCIES = 12


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search field, the parts of the platform, the latest items, where the office is."""
    depends_on(request, "catalog", "agencies", "offices")
    today = timezone.localdate()
    every = places(Q())
    standing = [place for place in every if not place.closed_on or place.closed_on > today]
    main, guide = _main(standing, today)
    named = by_id(every)
    rows = browsing.rows(Browsing(), Scope())
    tops = standing
    if len(standing) > _MOST_AGENCIES:
        tops = [place for place in standing if place.depth <= 1][:_MOST_AGENCIES]
    context = {
        "longest": LONGEST_TEXT,
        "example": next((row.document_number for row in rows if row.document_number), ""),
        "main": main,
        "guide": guide,
        "rooms": _rooms(main, today),
        "latest": [
            (row, item_address(row.index_number), named[row.agency].name_on(row.published_on))
            for row in rows[:LATEST]
        ],
        "tops": tops,
        "more_agencies": len(standing) - len(tops),
        "figures": _figures(),
    }
    return render(request, "portal/home.html", context)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the program answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    answer = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _main(standing: list[Place], today: date) -> tuple[Place | None, Guide | None]:
    """The first agency along the tree that has a guide in force; else the first, without."""
    guides = Guide.objects.filter(in_force_on__lte=today).order_by("agency__path", "-in_force_on")
    for guide in guides.select_related("agency")[:50]:
        for place in standing:
            if place.pk == guide.agency_id:
                return place, guide
    return (standing[0] if standing else None), None


def _rooms(main: Place | None, today: date) -> list[ReadingRoom]:
    return list(rooms_on(today, [main.pk])) if main else []  # type: ignore[arg-type]


def _figures() -> list[tuple[str, int, str, str]]:
    """Words, number, unit and address of what there is to count, of the last year with any."""
    counts = tallies.counts(Scope())
    every = counts.get((Facet.ALL, ""), 0)
    in_force = counts.get((Facet.NORMATIVE, "in_force"), 0)
    year = max((value for facet, value in counts if facet == Facet.YEAR), default="")
    found = [
        (f"{year}年主动公开", counts.get((Facet.YEAR, year), 0), "条", f"/catalog/?year={year}"),
        ("全部公开信息", every, "条", "/catalog/"),
        ("现行有效的行政规范性文件", in_force, "件", "/catalog/?normative=in_force"),
    ]
    return [line for line in found if line[1]]
