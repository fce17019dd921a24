"""The yearly clean-up: the round with its progress, the result for each document, the end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may, permit
from gongkai.agencies.queries import readable_agency
from gongkai.audit.actions import Action
from gongkai.desk.upkeep_forms import CleanUpForm, ResultForm
from gongkai.upkeep import queries
from gongkai.upkeep.models import CleanUp, CleanUpResult
from gongkai.upkeep.transitions import clean_up as transitions
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def start(request: StaffRequest, code: str) -> HttpResponse:
    """Start the clean-up of a year."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.CLEAN_UP_START, agency)
    form = CleanUpForm(request.POST or None, initial={"year": timezone.localdate().year})
    if form.is_valid():
        try:
            found = transitions.start(agency, **form.cleaned_data, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已开始清理，请逐件登记清理结果。")
            return redirect("desk:clean-up", code, found.year)
    return render(request, "desk/clean_up_start.html", {"agency": agency, "form": form})


@require_safe
def clean_up(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """The documents of a round, those without a result first, and how far it is."""
    agency, found = _found(request, code, year)
    results = {
        result.item_id: result
        for result in found.results.select_related("decided_by").order_by("pk")
    }
    documents = sorted(queries.documents(found), key=lambda document: document.pk in results)
    context = {
        "agency": agency,
        "clean_up": found,
        "lines": [(document, results.get(document.pk)) for document in documents],
        "decided": sum(document.pk in results for document in documents),
        "may_draft_again": queries.lacks_notice(found)
        and may(request.user, Action.CLEAN_UP_CLOSE, agency),
        "may_decide": not found.closed_on and may(request.user, Action.CLEAN_UP_DECIDE, agency),
    }
    return render(request, "desk/clean_up.html", context)


@require_http_methods(["GET", "POST"])
def result(request: StaffRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Decide on one document; then the next one without a result."""
    agency, found = _found(request, code, year)
    permit(request.user, Action.CLEAN_UP_DECIDE, agency)
    document = get_object_or_404(queries.documents(found), pk=pk)
    before = CleanUpResult.objects.filter(clean_up=found, item=document).first()
    initial = {"result": before.result, "reason": before.reason} if before else None
    form = ResultForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            entry = transitions.ResultEntry(**form.cleaned_data)
            transitions.decide(found.pk, document.pk, entry, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"已登记“{document.title}”的清理结果。")
            following = queries.undecided(found).first()
            if following is None:
                return redirect("desk:clean-up", code, year)
            return redirect("desk:clean-up-result", code, year, following.pk)
    context = {"agency": agency, "clean_up": found, "document": document, "form": form}
    return render(request, "desk/clean_up_result.html", context)


@require_http_methods(["GET", "POST"])
def closure(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """End a round; its results become a draft."""
    agency, found = _found(request, code, year)
    permit(request.user, Action.CLEAN_UP_CLOSE, agency)
    if request.method == "POST":
        draft = transitions.close(found.pk, acting=acting(request))
        messages.success(request, "清理已结束，结果公告已拟稿，请核对后送审。")
        return redirect("desk:item", code, draft.pk)
    return render(request, "desk/clean_up_closure.html", {"agency": agency, "clean_up": found})


def _found(request: StaffRequest, code: str, year: int) -> tuple[Agency, CleanUp]:
    agency = readable_agency(request.user, code)
    return agency, get_object_or_404(CleanUp, agency=agency, year=year)
