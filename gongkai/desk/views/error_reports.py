"""What readers of the portal found wrong, and what was done about it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import may, permit
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.supervision import queries, transitions
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting


class AnswerForm(forms.Form):
    """What was done."""

    answer = forms.CharField(
        label="处理结果",
        max_length=300,
        help_text="例如：错字已更正；经核实内容无误；已撤回重新发布",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明怎样处理的。"},
    )


@require_safe
def error_reports(request: StaffRequest, code: str) -> HttpResponse:
    """All of the agency; those not answered by default."""
    agency = readable_agency(request.user, code)
    scope = "all" if request.GET.get("scope") == "all" else "open"
    found = queries.error_reports_of(agency)
    if scope == "open":
        found = found.filter(answered_on=None)
    page = page_of(found, day="reported_on", after=request.GET.get("after", ""))
    context = {
        "agency": agency,
        "scope": scope,
        "reports": page.rows,
        "next_key": page.next_key,
        "may_answer": may(request.user, Action.ERROR_ANSWER, agency),
    }
    return render(request, "desk/error_reports.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Answer one."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.ERROR_ANSWER, agency)
    found = get_object_or_404(queries.error_reports_of(agency), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transitions.answer_error(pk, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:error-reports", code)
    context = {"agency": agency, "report": found, "form": form}
    return render(request, "desk/error_report.html", context)
