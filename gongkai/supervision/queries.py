"""Reads of complaints, inspections and readers' reports of errors."""

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate

from gongkai.agencies.models import Agency
from gongkai.law.calendar import WorkCalendar
from gongkai.law.deadlines import NoPeriod, PeriodKind, period_deadline
from gongkai.supervision.models import Complaint, ErrorReport, InspectionFinding


def rows_of(agency: Agency) -> QuerySet[InspectionFinding]:
    """The ledger of inspections: findings with the day of their inspection."""
    found = InspectionFinding.objects.filter(inspection__agency=agency)
    return found.select_related("inspection").annotate(inspected_on=F("inspection__inspected_on"))


def stage_of(complaint: Complaint, calendar: WorkCalendar) -> str:
    """How far a complaint is, in words; while it is open, by when its outcome has to be told.

    Source: 信访工作条例 第二十二条、第二十三条.
    """
    if complaint.handled_on:
        return f"{complaint.handled_on:%Y-%m-%d}办结：{complaint.handling or '没有登记处理结果'}"
    try:
        due = period_deadline(PeriodKind.COMPLAINT, complaint.received_on, calendar)
    except NoPeriod:
        return "办理中"
    return f"办理中，应当在{due.due_on:%Y-%m-%d}前告知办理情况"


def error_reports_of(agency: Agency) -> QuerySet[ErrorReport]:
    """What readers found wrong in the agency's items, the newest first."""
    found = ErrorReport.objects.filter(item__agency=agency)
    found = found.select_related("item", "answered_by").order_by("-reported_at", "-pk")
    return found.annotate(reported_on=TruncDate("reported_at"))
