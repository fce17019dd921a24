"""The public's statistics, and the table of each chart as a file."""

import csv
from io import StringIO

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from markupsafe import Markup

from gongkai.calendars.queries import calendar
from gongkai.documents.chart_words import amount, chart_table
from gongkai.documents.charts import render_chart
from gongkai.documents.html import render_block
from gongkai.portal.directory import branch, places
from gongkai.portal.statistics import Scope, as_rows, charts
from gongkai.web.page_cache import depends_on

# The figures of applications have no tag: they are as of the first request after midnight or
# after a change of the catalog, and the page says so.


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """All charts, of all agencies or of a branch."""
    scope = _scope(request)
    every = charts(scope, calendar())
    context = {
        "scope": scope,
        "agencies": places(Q()),
        "today": timezone.localdate(),
        # One bar compares nothing: a single figure is shown as a figure.
        "figures": [
            (chart, chart.marks[0], amount(chart.marks[0], unit=chart.unit))
            for chart in every
            if len(chart.marks) == 1
        ],
        "charts": [
            (
                chart,
                Markup(render_chart(chart)),  # noqa: S704 - our own drawing, escaped there
                Markup(render_block(chart_table(chart))),  # noqa: S704
            )
            for chart in every
            if len(chart.marks) > 1
        ],
    }
    return render(request, "portal/statistics.html", context)


@login_not_required
@require_safe
def table(request: HttpRequest, key: str) -> HttpResponse:
    """The figures of one chart as CSV."""
    found = [chart for chart in charts(_scope(request), calendar()) if chart.key == key]
    if not found:
        raise Http404("没有这张图表。")
    text = StringIO()
    csv.writer(text).writerows(as_rows(found[0]))
    # With a mark of its encoding, or spreadsheets show Chinese as rubbish.
    answer = HttpResponse(
        f"\ufeff{text.getvalue()}".encode(), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer


def _scope(request: HttpRequest) -> Scope:
    code = request.GET.get("agency", "")
    depends_on(request, "agencies", f"catalog:{code}" if code else "catalog")
    if not code:
        return Scope(None, tuple(places(Q())))
    found = branch(code)
    if found is None:
        raise Http404("没有这个机关，请从机关目录中选择。")
    return Scope(found.place, (found.place, *found.below))
