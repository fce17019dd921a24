"""One figure: its definition, its value, and the records it counts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import readable_agency
from gongkai.calendars.queries import calendar
from gongkai.desk import listing
from gongkai.desk.registers import BY_MODEL
from gongkai.law.report_forms import FIGURES, CellRef, Counted, UnknownFigureError, cell, label_of
from gongkai.law.report_forms.values import number_text
from gongkai.ledgers.ledger import AnyLedger
from gongkai.reports.compose import figure_now
from gongkai.web.requests import StaffRequest

PAGE_SIZE = 50


@require_safe
def figure(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """A figure of a year, narrowed by the facets in the address."""
    agency = readable_agency(request.user, code)
    asked = request.GET.dict()
    year, page = asked.pop("year", ""), asked.pop("page", "1")
    if not (year.isdecimal() and len(year) == 4 and page.isdecimal()):
        raise Http404("请在地址中写明年度，例如 ?year=2017。")
    ref = _ref(key, asked)
    found = figure_now(agency, int(year), ref, calendar=calendar())
    first = (max(int(page), 1) - 1) * PAGE_SIZE
    numbers = found.records[first : first + PAGE_SIZE]
    ledger = BY_MODEL.get(found.record_type)
    value = found.value
    context = {
        "agency": agency,
        "year": int(year),
        "label": label_of(ref),
        "spec": FIGURES[key],
        "value": number_text(value.value) if isinstance(value, Counted) else value.value,
        "is_counted": isinstance(value, Counted),
        "total": len(found.records),
        "ledger": ledger,
        "rows": _rows(ledger, agency, numbers) if ledger else [],
        "previous_page": max(int(page), 1) - 1,
        "next_page": int(page) + 1 if first + PAGE_SIZE < len(found.records) else 0,
        "query": "&".join(f"{name}={value}" for name, value in [("year", year), *ref.facets]),
    }
    return render(request, "desk/figure.html", context)


def _ref(key: str, facets: dict[str, str]) -> CellRef:
    try:
        return cell(key, **facets)
    except UnknownFigureError as error:
        raise Http404(str(error)) from None


def _rows(ledger: AnyLedger, agency: Agency, numbers: tuple[int, ...]) -> list[tuple[Any, Any]]:
    records = ledger.records(agency).filter(pk__in=numbers).order_by("pk")
    return [(record, listing.cells(ledger, record)) for record in records]
