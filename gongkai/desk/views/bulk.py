"""Several items at once: their classification, or their release on a channel; never a review."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import items_of, reference_to
from gongkai.channels.transitions.releases import ReleaseEntry, make_release
from gongkai.desk.bulk_forms import BulkReleaseForm, ClassificationForm
from gongkai.publication.transitions.classifying import Classification, classify
from gongkai.web.requests import StaffRequest, acting

_MOST = 200


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one item; `refusal` is empty where it was done."""

    item: DisclosureItem
    refusal: str


@require_safe
def bulk(request: StaffRequest, code: str) -> HttpResponse:
    """What can be done with the chosen items."""
    agency = _kept(request, code, Action.ITEM_CLASSIFY)
    return _page(
        request,
        agency,
        _chosen(agency, request.GET.getlist("item")),
        ClassificationForm(agency=agency),
        BulkReleaseForm(agency=agency),
    )


@require_POST
def classification(request: StaffRequest, code: str) -> HttpResponse:
    """Set topic, column or subject terms of each, with one reason."""
    agency = _kept(request, code, Action.ITEM_CLASSIFY)
    form = ClassificationForm(request.POST, agency=agency)
    chosen = _chosen(agency, request.POST.getlist("item"))
    if not form.is_valid():
        return _page(request, agency, chosen, form, BulkReleaseForm(agency=agency))
    data = dict(form.cleaned_data)
    reason = data.pop("reason")

    def act(item: DisclosureItem) -> object:
        return classify(item.pk, Classification(**data), reason=reason, acting=acting(request))

    return _results(request, agency, chosen, Action.ITEM_CLASSIFY, act)


@require_POST
def release(request: StaffRequest, code: str) -> HttpResponse:
    """Register the release of each on a channel; what was approved is published by it."""
    agency = _kept(request, code, Action.RELEASE_MAKE)
    form = BulkReleaseForm(request.POST, agency=agency)
    chosen = _chosen(agency, request.POST.getlist("item"))
    if not form.is_valid():
        return _page(request, agency, chosen, ClassificationForm(agency=agency), form)

    def act(item: DisclosureItem) -> object:
        entry = ReleaseEntry(item=reference_to(item), **form.cleaned_data)
        return make_release(agency, entry, acting=acting(request))

    return _results(request, agency, chosen, Action.RELEASE_MAKE, act)


def _kept(request: StaffRequest, code: str, action: Action) -> Agency:
    agency = catalog_readable_agency(request.user, code)
    permit(request.user, action, agency)
    return agency


def _chosen(agency: Agency, typed: list[str]) -> list[DisclosureItem]:
    numbers = [int(one) for one in typed[:_MOST] if one.isdecimal()]
    return list(items_of(Agency.objects.filter(pk=agency.pk)).filter(pk__in=numbers))


def _page(
    request: StaffRequest, agency: Agency, chosen: list[DisclosureItem], *forms: Any
) -> HttpResponse:
    classifying, releasing = forms
    context = {
        "agency": agency,
        "items": chosen,
        "classifying": classifying,
        "releasing": releasing,
    }
    return render(request, "desk/items_bulk.html", context)


def _results(
    request: StaffRequest,
    agency: Agency,
    chosen: list[DisclosureItem],
    action: Action,
    act: Callable[[DisclosureItem], object],
) -> HttpResponse:
    results = []
    for item in chosen:
        try:
            act(item)
        except NotAllowed as refusal:
            results.append(Result(item, str(refusal)))
        else:
            results.append(Result(item, ""))
    context = {
        "agency": agency,
        "action": action,
        "results": results,
        "done": sum(not one.refusal for one in results),
    }
    return render(request, "desk/items_bulk_results.html", context)
