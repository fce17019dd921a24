"""What follows a case: it is lost, and taken up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.agencies.policies import permit
from gongkai.audit.actions import Action
from gongkai.casework.transitions.rounds import follow
from gongkai.desk.case_found import case_found
from gongkai.desk.case_remedies import remedy_found
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def remedy_reopening(
    request: StaffRequest, code: str, pk: int, register: str, remedy: int
) -> HttpResponse:
    """Ask, then take the case up again as the decision orders."""
    agency, application = case_found(request, code, pk)
    case = remedy_found(application, register, remedy)
    permit(request.user, Action.REMEDY_FOLLOW, agency)
    if request.method == "POST":
        reopening = follow(case, acting=acting(request))
        messages.success(request, f"已按{case.number}重新办理{reopening.application.number}。")
        return redirect("desk:application", code, pk)
    context = {"agency": agency, "application": application, "case": case}
    return render(request, "desk/remedy_reopening.html", context)
