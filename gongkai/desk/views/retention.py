"""What of closed cases is kept no longer: shown, confirmed, erased."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.casework.retention import CONTESTED_YEARS, preview
from gongkai.casework.transitions.erasure import erase
from gongkai.web.requests import StaffRequest, acting


class ConfirmationForm(forms.Form):
    """What was shown: until which day, and how much."""

    on = forms.DateField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def retention(request: StaffRequest, code: str) -> HttpResponse:
    """The list of what would go; who confirms it erases exactly that."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.PERSONAL_DATA_ERASE, agency)
    agencies = Agency.objects.filter(pk=agency.pk)
    now = acting(request)
    asked = ConfirmationForm(request.POST if request.method == "POST" else None)
    on = asked.cleaned_data["on"] if asked.is_valid() else timezone.localdate()
    found = preview(request.user, on=on, agencies=agencies)
    number = found.counts.total()
    if asked.is_valid():
        if asked.cleaned_data["number"] == number:
            erased = erase(agencies, on=on, acting=now)
            messages.success(request, f"已清除，登记{len(erased)}条清除记录。")
            return redirect("desk:retention", code)
        messages.warning(request, "清单有变化，请核对后再清除。")
    context = {
        "agency": agency,
        "on": on,
        "found": found,
        "form": ConfirmationForm(initial={"on": on, "number": number}),
        "contested_years": CONTESTED_YEARS,
    }
    return render(request, "desk/retention.html", context)
