"""What must be looked at again: the guide, contents, what is withheld, what many asked for."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import may, permit
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.desk.upkeep_forms import EvaluationForm, SharedAnswerForm
from gongkai.upkeep import queries
from gongkai.upkeep.models import CleanUp, WithheldInformation
from gongkai.upkeep.transitions import shared_answers, withheld
from gongkai.web.requests import StaffRequest, acting

# How far back answers are compared.
_YEARS = 3


@require_safe
def upkeep(request: StaffRequest, code: str) -> HttpResponse:
    """Everything of the upkeep at a glance."""
    agency = readable_agency(request.user, code)
    today = timezone.localdate()
    context = {
        "agency": agency,
        "guide_faults": queries.guide_faults(agency, today=today),
        "content_due": queries.content_due(agency, today=today).select_related("drafter"),
        "withheld_due": queries.withheld_due(agency, today=today),
        "clean_ups": CleanUp.objects.filter(agency=agency).order_by("-year"),
        "repeated": queries.repeated_applications(agency, since=_since(today)),
        "may_start": may(request.user, Action.CLEAN_UP_START, agency),
        "may_evaluate": may(request.user, Action.WITHHELD_EVALUATE, agency),
    }
    return render(request, "desk/upkeep.html", context)


@require_http_methods(["GET", "POST"])
def evaluation(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Look at withheld information again."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.WITHHELD_EVALUATE, agency)
    found = get_object_or_404(WithheldInformation, pk=pk, agency=agency)
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = withheld.evaluate(found.pk, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            if done.draft_id:
                messages.success(request, "已登记改为公开，请补全这份拟稿后送审。")
                return redirect("desk:item", code, done.draft_id)
            messages.success(request, "已登记评估结果。")
            return redirect("desk:upkeep", code)
    past = found.evaluations.select_related("evaluated_by").order_by("-pk")
    context = {"agency": agency, "withheld": found, "form": form, "past": past}
    return render(request, "desk/withheld_evaluation.html", context)


@require_http_methods(["GET", "POST"])
def shared_answer(request: StaffRequest, code: str) -> HttpResponse:
    """What several applicants were given, and the draft that makes it public for all."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.SHARED_ANSWER_DRAFT, agency)
    groups = queries.repeated_applications(agency, since=_since(timezone.localdate()))
    offered = [application.pk for group in groups for application in group.applications]
    form = SharedAnswerForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        try:
            shared = shared_answers.draft(
                agency,
                application_ids=form.cleaned_data["applications"],
                title=form.cleaned_data["title"],
                acting=acting(request),
            )
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已生成拟稿，请补全内容后送审；不要写入申请人的信息。")
            return redirect("desk:item", code, shared.draft_id)
    return render(
        request, "desk/shared_answers.html", {"agency": agency, "groups": groups, "form": form}
    )


def _since(today: date) -> date:
    return date(today.year - _YEARS, 1, 1)
