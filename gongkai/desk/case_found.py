"""The case an address names, for a person who may read it."""

from django.shortcuts import get_object_or_404

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import readable_agency
from gongkai.applications import queries
from gongkai.applications.models import Application, RecordCorrection, Submission
from gongkai.applications.queries.record_corrections import records_visible_to
from gongkai.web.requests import StaffRequest

# What the steps and the page ask of a case beside what its clock needs.
_MORE = (
    *("agency", "handler", "split_from", "submission", "transfer__becomes__agency"),
    "came_from__application__agency",
)


def case_found(request: StaffRequest, code: str, pk: int) -> tuple[Agency, Application]:
    """The agency and its case.

    Raises: Http404.
    """
    agency = readable_agency(request.user, code)
    found = queries.visible_to(request.user).filter(agency=agency).select_related(*_MORE)
    return agency, get_object_or_404(found, pk=pk)


def record_found(request: StaffRequest, code: str, pk: int) -> tuple[Agency, RecordCorrection]:
    """The agency and a request to it to correct a record.

    Raises: Http404.
    """
    agency = readable_agency(request.user, code)
    found = records_visible_to(request.user).filter(agency=agency)
    return agency, get_object_or_404(found, pk=pk)


def submission_found(request: StaffRequest, code: str, pk: int) -> tuple[Agency, Submission]:
    """The agency and what came to it.

    Raises: Http404.
    """
    agency = readable_agency(request.user, code)
    found = Submission.objects.filter(agency=agency).select_related("agency", "application")
    return agency, get_object_or_404(found, pk=pk)
