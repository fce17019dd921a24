"""How the agency's cases are handled in a period; a supervisor sees all below."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import readable_agency, readable_by
from gongkai.calendars.queries import calendar
from gongkai.casework.statistics import tallies
from gongkai.desk.case_statistics import HEADERS, as_csv, as_xlsx, cells
from gongkai.ledgers.columns import Day
from gongkai.web.requests import StaffRequest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_xlsx, _XLSX)}


class PeriodForm(forms.Form):
    """From when to when, both days included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("start", "开始日期"), ("end", "结束日期")):
            field = Day().form_field()
            field.label, field.required = label, True
            field.error_messages["required"] = f"请填写{label}。"
            self.fields[name] = field

    def clean(self) -> None:
        """Refuse a period that ends before it starts, or lies outside every calendar."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and end < start:
            raise forms.ValidationError("结束日期不能早于开始日期。")


@require_safe
def statistics(request: StaffRequest, code: str) -> HttpResponse:
    """A table for the year so far, or for the period asked for; the same as a file."""
    agency = readable_agency(request.user, code)
    today = timezone.localdate()
    year = {"start": date(today.year, 1, 1), "end": today}
    form = PeriodForm(request.GET if "start" in request.GET else year)
    if not form.is_valid():
        return render(request, "desk/statistics.html", {"agency": agency, "form": form})
    agencies = readable_by(request.user).filter(path__startswith=agency.path)
    period = form.cleaned_data
    found = tallies(agencies, **period, today=today, calendar=calendar())
    kind = request.GET.get("format", "")
    if kind in _FILES:
        write, media_type = _FILES[kind]
        name = f"{agency.short_name}申请办理统计{period['start']}至{period['end']}.{kind}"
        disposition = content_disposition_header(True, name) or "attachment"
        return HttpResponse(write(found), media_type, headers={"Content-Disposition": disposition})
    context = {
        "agency": agency,
        "form": form,
        "headers": HEADERS[:-1],  # the grounds stand below: a list of words would fill a column
        "rows": [(cells(tally)[:-1], not tally.officer) for tally in found],
        "grounds": found[0].ranked_grounds,
        "query": f"start={period['start']}&end={period['end']}",
    }
    return render(request, "desk/statistics.html", context)
