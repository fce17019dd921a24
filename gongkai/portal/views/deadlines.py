"""The last day of a statutory period and how it is counted, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.calendars import queries
from gongkai.law.counting import chinese_day
from gongkai.portal import deadline_page
from gongkai.portal.deadline_forms import ANSWER, form_for


@login_not_required
@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """The kinds, the form of one, and its count once a day is given."""
    kind = request.GET.get("kind", ANSWER)
    try:
        form = form_for(kind)
    except ValueError:
        raise Http404("没有这种期限。") from None
    # An address that others added a word of their own to asks nothing yet.
    is_asked = not form.fields.keys().isdisjoint(request.GET)
    if is_asked:
        form = form_for(kind, request.GET)
    context = {
        "kind": kind,
        "label": deadline_page.label_of(kind),
        "sections": deadline_page.sections(kind),
        "form": form,
        "found": None,
    }
    if is_asked:
        calendar = queries.calendar()
        found = deadline_page.count(form, calendar)
        if found:
            context |= {
                "found": found,
                "due_on": chinese_day(found.due_on),
                "months": deadline_page.months(found, calendar),
                "address": request.build_absolute_uri(
                    f"{request.path}?{deadline_page.query_of(kind, form)}"
                ),
            }
    return render(request, "portal/deadlines.html", context)
