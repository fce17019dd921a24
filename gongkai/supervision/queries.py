"""Reads of inspections and of readers' reports of errors."""

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate

from gongkai.agencies.models import Agency
from gongkai.supervision.models import ErrorReport, InspectionFinding


def rows_of(agency: Agency) -> QuerySet[InspectionFinding]:
    """The ledger of inspections: findings with the day of their inspection."""
    found = InspectionFinding.objects.filter(inspection__agency=agency)
    return found.select_related("inspection").annotate(inspected_on=F("inspection__inspected_on"))


def error_reports_of(agency: Agency) -> QuerySet[ErrorReport]:
    """What readers found wrong in the agency's items, the newest first."""
    found = ErrorReport.objects.filter(item__agency=agency)
    found = found.select_related("item", "answered_by").order_by("-reported_at", "-pk")
    return found.annotate(reported_on=TruncDate("reported_at"))
