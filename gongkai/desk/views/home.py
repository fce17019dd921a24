"""The desk's first pages: which agency, and what it keeps."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gongkai.accounts.permissions import MATRIX, Role
from gongkai.agencies import policies, queries
from gongkai.audit.actions import Action
from gongkai.desk.registers import LEDGERS
from gongkai.web.requests import StaffRequest


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The agencies the person works with; straight on where there is one."""
    agencies = list(queries.visible_to(request.user))
    if len(agencies) == 1:
        return redirect("desk:agency", agencies[0].code)
    return render(request, "desk/home.html", {"agencies": agencies})


@require_safe
def agency(request: StaffRequest, code: str) -> HttpResponse:
    """One agency: its ledgers and what can be done with them."""
    agency = queries.readable_agency(request.user, code)
    return render(
        request,
        "desk/agency.html",
        {
            "agency": agency,
            "ledgers": LEDGERS,
            "may_import": policies.may(request.user, Action.LEDGER_IMPORT, agency),
        },
    )


@require_safe
def permissions(request: StaffRequest) -> HttpResponse:
    """The matrix of who may do what."""
    return render(request, "desk/permissions.html", {"matrix": MATRIX, "roles": list(Role)})
