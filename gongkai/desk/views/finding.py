"""The search field in the head of every page: items, and the numbers of cases."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may_read
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.applications import queries as applications
from gongkai.catalog.queries import items_of
from gongkai.web.requests import StaffRequest

_SHOWN = 10


@require_safe
def find(request: StaffRequest, code: str) -> HttpResponse:
    """Items by name or number, and for those who read them cases by number.

    Who reads no cases goes straight on to the list of items.
    """
    agency = catalog_readable_agency(request.user, code)
    words = request.GET.get("q", "").strip()
    address = f"{reverse('desk:items', args=[code])}?{urlencode({'q': words})}"
    if not words or not may_read(request.user, agency):
        return redirect(address)
    cases = applications.visible_to(request.user).filter(agency=agency, number__icontains=words)
    named = (
        Q(title__icontains=words)
        | Q(document_number__icontains=words)
        | Q(index_number__icontains=words)
    )
    items = items_of(Agency.objects.filter(pk=agency.pk)).filter(named)
    context = {
        "agency": agency,
        "words": words,
        "cases": cases.order_by("-received_on", "-pk")[:_SHOWN],
        "items": items.order_by("-drafted_on", "-pk")[:_SHOWN],
        "more": address,
    }
    return render(request, "desk/find.html", context)
