"""Requests to correct a record about oneself: found, numbered, waiting."""

from django.db.models import F, QuerySet

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import readable_by
from gongkai.applications.models import RecordCorrection


def records_visible_to(user: User) -> QuerySet[RecordCorrection]:
    """Requests to the agencies whose records the person may read."""
    found = RecordCorrection.objects.filter(agency__in=readable_by(user))
    return found.select_related("agency", "earlier", "identity", "verified_by", "decided_by")


def untold(agency: Agency) -> QuerySet[RecordCorrection]:
    """Requests whose result was not told yet, by the day the agency set itself, then by receipt."""
    found = RecordCorrection.objects.filter(agency=agency, notified_on=None)
    return found.order_by(F("planned_on").asc(nulls_last=True), "received_on", "pk")


def next_record_number(agency: Agency, year: int) -> str:
    """The next number of the register of a year, which has no gaps; its agency must be locked."""
    prefix = f"更正〔{year}〕"
    given = RecordCorrection.objects.filter(agency=agency, number__startswith=prefix)
    return f"{prefix}{given.count() + 1:04d}"
