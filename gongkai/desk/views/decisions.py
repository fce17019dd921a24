"""The decision of a case and the questions before it can be signed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.casework import policies
from gongkai.casework.checklists import answers_of, unsettled
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import Decision
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.queries import (
    Suggestion,
    current_decision,
    current_documents,
    earlier_answers,
    suggested,
)
from gongkai.casework.transitions import decisions as transitions
from gongkai.catalog.addresses import item_address
from gongkai.desk.case_documents import outcome_words
from gongkai.desk.case_found import case_found
from gongkai.desk.decision_forms import ChecklistForm, DecisionForm, outcome_choices
from gongkai.desk.finding_forms import is_offered
from gongkai.web.requests import StaffRequest, acting

_PLACES = 300  # characters


@require_http_methods(["GET", "POST"])
def decision(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Draft or revise the decision; the form's fields follow the outcome that was chosen."""
    agency, application = case_found(request, code, pk)
    found, suggestion = current_decision(application), suggested(application)
    _permit(request, application, found)
    choices = outcome_choices(application)
    given = request.POST.get("choice") or request.GET.get("choice") or _choice(found or suggestion)
    choice = given if is_offered(given, choices) else ""
    known = _known(request, application, found, suggestion, choice)
    form = DecisionForm(
        request.POST or None,
        application=application,
        choice=choice,
        known=known,
        earlier=_earlier(application) if choice.endswith(":duplicate") else (),
    )
    if request.method == "POST" and choice and form.is_valid():
        try:
            _save(request, application, found, form)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已保存办理决定。")
            return redirect("desk:case-decision", code, pk)
    questions = questions_of(found) if found else ()
    context = {
        "agency": agency,
        "application": application,
        "decision": found,
        "form": form,
        "choices": choices,
        "choice": choice,
        "suggestion": suggestion,
        "suggested": _words(application, suggestion),
        "faults": policies.faults(found) if found else [],
        "questions": questions,
        "open_questions": len(unsettled(questions, found.checklist)) if found else 0,
    }
    return render(request, "desk/decision.html", context)


@require_http_methods(["GET", "POST"])
def checklist(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The ways such an answer fails in review, each asked before it can be signed."""
    agency, application = case_found(request, code, pk)
    found = current_decision(application)
    if found is None:
        raise Http404("还没有办理决定。")
    found.application = application
    questions = questions_of(found)
    form = ChecklistForm(
        request.POST or None, questions=questions, known=answers_of(found.checklist)
    )
    if request.method == "POST" and form.is_valid():
        try:
            transitions.answer_checklist(found.pk, form.answers(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已保存核对结果。")
            return redirect("desk:case-decision", code, pk)
    context = {
        "agency": agency,
        "application": application,
        "decision": found,
        "outcome": outcome_words(application, found.outcome, found.ground),
        "form": form,
        "answers": answers_of(found.checklist),
        "obstacle": obstacle(lambda: policies.permit_checklist(request.user, found)),
    }
    return render(request, "desk/decision_checklist.html", context)


def _permit(request: StaffRequest, application: Application, found: Decision | None) -> None:
    if found is None:
        policies.permit_drafting(request.user, application)
        return
    found.application = application
    policies.permit_revision(request.user, found)


def _save(
    request: StaffRequest, application: Application, found: Decision | None, form: DecisionForm
) -> None:
    if found:
        transitions.revise(found.pk, form.entry(), acting=acting(request))
    else:
        transitions.draft(application.pk, form.entry(), acting=acting(request))


def _choice(found: Decision | Suggestion | None) -> str:
    if found is None:
        return ""
    return f"{found.outcome}:{found.ground}" if found.ground else found.outcome


def _known(
    request: StaffRequest,
    application: Application,
    found: Decision | None,
    suggestion: Suggestion | None,
    choice: str,
) -> dict[str, Any]:
    """What the form starts with: the decision, or what the documents and the applicant say."""
    if found:
        known = {name: getattr(found, name) for name in transitions.TEXTS}
        same = found.ground == choice.partition(":")[2]
        return {**known, "reasons": found.reasons if same else {}, "earlier": found.earlier_id}
    submission = getattr(application, "submission", None)
    return {
        "reasons": suggestion.reasons if suggestion else {},
        "provided_form": submission.wanted_form if submission else "",
        "provided_way": submission.delivery if submission else "",
        "public_at": _places(request, application),
    }


def _places(request: StaffRequest, application: Application) -> str:
    """Where the public finds the documents that are public already."""
    found = current_documents(application).select_related("item").exclude(item=None)
    return "；".join(
        f"“{one.title}”：{request.build_absolute_uri(item_address(one.item.index_number))}"
        for one in found
        if one.item and one.item.index_number
    )[:_PLACES]


def _earlier(application: Application) -> list[tuple[int, str]]:
    return [
        (
            one.application.pk,
            f"{one.application.number}（{one.application.reply.replied_on:%Y-%m-%d}答复"
            f"{one.application.reply.number}）：{one.application.content[:60]}",
        )
        for one in earlier_answers(application)
    ]


def _words(application: Application, suggestion: Suggestion | None) -> str:
    if suggestion is None:
        return ""
    return outcome_words(application, suggestion.outcome, suggestion.ground)
