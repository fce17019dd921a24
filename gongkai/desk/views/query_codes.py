"""The receipt with number and query code: at registration, after a confirmation, or once more."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.agencies.models import Agency
from gongkai.applications import codes, policies
from gongkai.applications.models import Submission
from gongkai.applications.transitions import query_codes
from gongkai.casework.step_facts import receipt_of
from gongkai.desk import registration as registering
from gongkai.desk.case_found import case_found
from gongkai.web import qr_codes
from gongkai.web.requests import StaffRequest, acting


@never_cache
@require_http_methods(["GET", "POST"])
def query_code(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Issue another code, and show it this once on the receipt to print."""
    agency, application = case_found(request, code, pk)
    now = acting(request)
    submission = policies.submission_with_code(application)
    policies.permit_code(request.user, submission, today=now.today)
    if request.method == "POST":
        issued = query_codes.reissue(submission.pk, code=request.POST.get("code", ""), acting=now)
        return receipt(request, agency, issued, request.POST["code"], today=now.today)
    context = {
        "agency": agency,
        "application": application,
        "submission": submission,
        "code": codes.new_code(),
    }
    return render(request, "desk/query_code.html", context)


def receipt(
    request: StaffRequest, agency: Agency, taken: Submission, code: str, *, today: date
) -> HttpResponse:
    """What the applicant is handed; the code is shown this once, and only with a number."""
    application = taken.application
    status = request.build_absolute_uri(reverse("portal:applications"))
    context = {
        "agency": agency,
        "submission": taken,
        "applicant": registering.name_on_paper(taken),
        "application": application,
        "code": code,
        "receipt": receipt_of(application, taken) if application else None,
        "office": registering.disclosure_office(agency, today),
        "day": today,
        "status": status,
        "qr": qr_codes.drawn(status),
    }
    return render(request, "desk/registration_receipt.html", context)
