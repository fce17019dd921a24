"""Who does whose duties during an absence."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Deputy
from gongkai.agencies.transitions.deputies import DeputyEntry, appoint_deputy, end_deputy
from gongkai.audit.actions import Action
from gongkai.desk.bulk_forms import DeputyForm
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def deputies(request: StaffRequest, code: str) -> HttpResponse:
    """All deputies of the agency; whoever may, appoints another."""
    agency = queries.visible_agency(request.user, code)
    appointing = Action.DEPUTY_APPOINT
    # Who is a deputy appoints none.
    may = policies.may(request.user, appointing, agency) and not policies.signs_for(
        request.user, appointing, agency
    )
    form = DeputyForm(request.POST if request.method == "POST" else None, agency=agency)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"roles": tuple(form.cleaned_data["roles"])}
        try:
            appointed = appoint_deputy(agency, DeputyEntry(**data), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"已指定{appointed.deputy}代理{appointed.person}。")
            return redirect("desk:deputies", code)
    context = {
        "agency": agency,
        "form": form,
        "may": may,
        "deputies": queries.deputies_at(agency),
        "today": timezone.localdate(),
    }
    return render(request, "desk/deputies.html", context)


@require_POST
def ending(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """End one with effect at once."""
    agency = queries.visible_agency(request.user, code)
    deputy = get_object_or_404(Deputy, pk=pk, person__agency=agency)
    ended = end_deputy(deputy.pk, acting=acting(request))
    messages.success(request, f"{ended.deputy}代理{ended.person}已结束。")
    return redirect("desk:deputies", code)
