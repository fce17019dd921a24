"""Public pages: what has been published, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.agencies import queries as agencies
from gongkai.catalog import queries as catalog

LATEST = 10


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page: the latest items and the agencies."""
    standing = agencies.with_names().filter(closed_on=None)
    latest = catalog.public(standing).select_related("agency").prefetch_related("agency__names")
    items = [
        (item, item.agency.name_on(item.published_on))
        for item in latest[:LATEST]
        if item.published_on
    ]
    return render(request, "portal/home.html", {"agencies": standing, "items": items})
