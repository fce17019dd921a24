"""Agencies: the tree with its dated names, one agency's history, and what can happen to it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.desk.structure import CHANGES, others
from gongkai.ledgers.cells import BadCell, day_of
from gongkai.web.requests import StaffRequest, acting


@require_safe
def tree(request: StaffRequest) -> HttpResponse:
    """The agencies the person works with, as they stood and were called on a day."""
    typed = request.GET.get("on", "")
    day, refusal = _day(typed)
    agencies = list(queries.visible_to(request.user))
    highest = min((agency.path.count("/") for agency in agencies), default=0)
    rows = [
        (agency, agency.name_on(day), agency.path.count("/") - highest)
        for agency in agencies
        if agency.established_on <= day
    ]
    context = {"rows": rows, "day": day, "typed": typed, "refusal": refusal}
    return render(request, "desk/agencies.html", context)


@require_safe
def structure(request: StaffRequest, code: str) -> HttpResponse:
    """One agency: names, superior, subordinates, what became of it, what can happen to it."""
    agency = queries.visible_agency(request.user, code)
    context = {
        "agency": agency,
        "below": queries.with_names().filter(superior=agency),
        "events": queries.history_of(agency),
        "changes": [
            change
            for change in CHANGES.values()
            if policies.may(request.user, change.action, agency) and not agency.closed_on
        ],
    }
    return render(request, "desk/structure.html", context)


@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Establish below, rename, move, merge, split or close; what is final is confirmed first."""
    agency = queries.visible_agency(request.user, code)
    change = CHANGES.get(kind)
    if change is None:
        raise Http404("没有这种机构变动。")
    policies.permit(request.user, change.action, agency)
    form = change.form(request.POST or None, others=others(request.user, agency, change))
    page = "desk/agency_change.html"
    if request.method == "POST" and form.is_valid():
        if change.final and "confirmed" not in request.POST:
            page = "desk/agency_confirmation.html"
        else:
            try:
                change.act(agency, dict(form.cleaned_data), acting(request))
            except NotAllowed as refusal:
                field = refusal.field if refusal.field in form.fields else None
                form.add_error(field, str(refusal))
            else:
                messages.success(request, f"{change.action.label}：已登记。")
                return redirect("desk:structure", code)
    return render(request, page, {"agency": agency, "change": change, "form": form})


def _day(typed: str) -> tuple[date, str]:
    today = timezone.localdate()
    try:
        return (day_of(typed) if typed else today), ""
    except BadCell as bad:
        return today, str(bad)
