"""List, show, enter and amend: the same four pages for every ledger."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency
from gongkai.audit import log
from gongkai.desk import listing
from gongkai.desk.registers import BY_KEY, may_open
from gongkai.ledgers.forms import AmendForm, EntryForm
from gongkai.ledgers.ledger import AnyLedger
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting


@require_safe
def records(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """One ledger of an agency, newest first, by year and by words."""
    agency, ledger = _opened(request, code, key)
    everything = ledger.records(agency)
    years = listing.years(everything, ledger.day)
    year, words = request.GET.get("year", ""), request.GET.get("q", "").strip()
    rows = listing.matching(ledger, everything, words)
    if year:
        known = [found for found, _ in years if str(found) == year]
        rows = rows.filter(**{f"{ledger.day}__year__in": known})
    after = request.GET.get("after", "")
    try:
        page = page_of(rows, day=ledger.day, after=after)
    except NotAllowed as refusal:
        raise Http404(str(refusal)) from None
    context = {
        "agency": agency,
        "ledger": ledger,
        "page": page,
        "rows": [(record, listing.cells(ledger, record)) for record in page.rows],
        "count": rows.count(),
        "years": years,
        "year": year,
        "words": words,
        "after": after,
        "query": urlencode({"year": year, "q": words}),
        "may_enter": policies.may(request.user, ledger.entering, agency),
    }
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, "desk/_rows.html" if part else "desk/records.html", context)


@require_safe
def record(request: StaffRequest, code: str, key: str, pk: int) -> HttpResponse:
    """One record with its history."""
    agency, ledger = _opened(request, code, key)
    record = get_object_or_404(ledger.records(agency), pk=pk)
    context = {
        "agency": agency,
        "ledger": ledger,
        "record": record,
        "shown": ledger.shown(record),
        "history": log.history(record),
        "may_amend": policies.may(request.user, ledger.amending, agency),
    }
    return render(request, "desk/record.html", context)


@require_http_methods(["GET", "POST"])
def entry(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """Enter a new record; a page that leads here may propose values in its address."""
    agency, ledger = _opened(request, code, key)
    policies.permit(request.user, ledger.entering, agency)
    form = EntryForm(ledger, request.POST or None, agency=agency, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            record = ledger.enter(agency, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"已登记：{record}")
            return redirect("desk:record", code, key, record.pk)
    return render(request, "desk/entry.html", {"agency": agency, "ledger": ledger, "form": form})


@require_http_methods(["GET", "POST"])
def amendment(request: StaffRequest, code: str, key: str, pk: int) -> HttpResponse:
    """Correct a record, with the reason."""
    agency, ledger = _opened(request, code, key)
    policies.permit(request.user, ledger.amending, agency)
    record = get_object_or_404(ledger.records(agency), pk=pk)
    form = AmendForm(ledger, request.POST or None, agency=agency, initial=ledger.shown(record))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            ledger.amend(record.pk, form.entry(), reason=reason, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已更正，原内容保留在办理记录中。")
            return redirect("desk:record", code, key, pk)
    context = {"agency": agency, "ledger": ledger, "record": record, "form": form}
    return render(request, "desk/amendment.html", context)


def _opened(request: StaffRequest, code: str, key: str) -> tuple[Agency, AnyLedger]:
    agency = queries.visible_agency(request.user, code)
    ledger = BY_KEY.get(key)
    if ledger is None or not may_open(request.user, ledger, agency):
        raise Http404("没有这种台账，或者您无权查看。")
    return agency, ledger
