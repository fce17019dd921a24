"""The item an address of the desk names, for a person who may read it."""

from django.shortcuts import get_object_or_404

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import items_of
from gongkai.web.requests import StaffRequest


def item_found(request: StaffRequest, code: str, pk: int) -> tuple[Agency, DisclosureItem]:
    """The agency and its item. Raises: Http404."""
    agency = catalog_readable_agency(request.user, code)
    items = items_of(Agency.objects.filter(pk=agency.pk))
    return agency, get_object_or_404(items, pk=pk)
