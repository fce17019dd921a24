"""List, show, enter and amend: the same four pages for every ledger."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.audit import log
from gongkai.desk.registers import BY_KEY
from gongkai.ledgers.forms import AmendForm, EntryForm
from gongkai.ledgers.ledger import AnyLedger
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting


@require_safe
def records(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """One ledger of an agency, newest first, by year."""
    agency, ledger = queries.readable_agency(request.user, code), _ledger(key)
    rows = ledger.records(agency)
    year = request.GET.get("year", "")
    if year.isdecimal():
        rows = rows.filter(**{f"{ledger.day}__year": int(year)})
    try:
        page = page_of(rows, day=ledger.day, after=request.GET.get("after", ""))
    except NotAllowed as refusal:
        raise Http404(str(refusal)) from None
    context = {
        "agency": agency,
        "ledger": ledger,
        "page": page,
        "rows": [(record, ledger.shown(record)) for record in page.rows],
        "year": year,
        "may_enter": policies.may(request.user, ledger.entering, agency),
    }
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, "desk/_rows.html" if part else "desk/records.html", context)


@require_safe
def record(request: StaffRequest, code: str, key: str, pk: int) -> HttpResponse:
    """One record with its history."""
    agency, ledger = queries.readable_agency(request.user, code), _ledger(key)
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
    """Enter a new record."""
    agency, ledger = queries.readable_agency(request.user, code), _ledger(key)
    form = EntryForm(ledger, request.POST or None, agency=agency)
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
    agency, ledger = queries.readable_agency(request.user, code), _ledger(key)
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


def _ledger(key: str) -> AnyLedger:
    if key not in BY_KEY:
        raise Http404("没有这种台账。")
    return BY_KEY[key]
