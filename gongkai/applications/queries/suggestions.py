"""Suggestions to disclose proactively that wait for the agency."""

from datetime import date

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.applications.models import DisclosureSuggestion


def undecided(agency: Agency) -> QuerySet[DisclosureSuggestion]:
    """Suggestions nobody has decided on, the oldest first."""
    found = DisclosureSuggestion.objects.filter(application__agency=agency, is_adopted=None)
    return found.select_related("application").order_by("suggested_on", "pk")


def unfulfilled(agency: Agency, *, today: date) -> QuerySet[DisclosureSuggestion]:
    """Adopted ones whose day of disclosure has come without an item, the oldest day first."""
    found = DisclosureSuggestion.objects.filter(
        application__agency=agency, publish_on__lte=today, item=None
    )
    return found.select_related("application").order_by("publish_on", "pk")
