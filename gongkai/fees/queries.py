"""Reads of fees."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.fees.models import Fee


def charged_or_waived(agencies: Iterable[Agency], start: date, end: date) -> QuerySet[Fee]:
    """Charges and waivers from `start` to `end`."""
    found = Fee.objects.filter(agency__in=agencies, charged_on__range=(start, end))
    return found.select_related("application").order_by("charged_on", "pk")
