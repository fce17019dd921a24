"""Reads of inspections."""

from django.db.models import F, QuerySet

from gongkai.agencies.models import Agency
from gongkai.supervision.models import InspectionFinding


def rows_of(agency: Agency) -> QuerySet[InspectionFinding]:
    """The ledger of inspections: findings with the day of their inspection."""
    found = InspectionFinding.objects.filter(inspection__agency=agency)
    return found.select_related("inspection").annotate(inspected_on=F("inspection__inspected_on"))
