"""The searches, the documents and the decision of a case in plain rows, for the case's page."""

from dataclasses import dataclass

from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.applications.models import Application
from gongkai.applications.policies.cases import regime_of
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.checklists import Question, unsettled
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import Decision, FoundDocument, SearchRecord
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.queries import Suggestion, current_decision, suggested
from gongkai.law.grounds import UnknownGround, ground
from gongkai.law.outcomes import UnknownOutcome, outcome

Judgement = FoundDocument.Judgement
_TONES = {Judgement.GIVE: "good", Judgement.ALREADY_PUBLIC: "good", Judgement.WITHHOLD: "bad"}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: what is to become of it and what is still to be done."""

    document: FoundDocument
    judgement: str
    tone: str
    ground: str
    copy: str
    address: str


@dataclass(frozen=True, slots=True)
class DocumentsPart:
    """What the case's page shows; `change` is why the records cannot change, or empty."""

    searches: list[SearchRecord]
    documents: list[DocumentRow]
    decision: Decision | None
    outcome: str
    faults: list[str]
    suggestion: Suggestion | None
    suggested: str
    questions: tuple[Question, ...]
    open_questions: int
    change: str


def documents_part(user: User, application: Application) -> DocumentsPart:
    """Everything the template part needs."""
    decision = current_decision(application)
    if decision:
        decision.application = application
    suggestion = suggested(application) if decision is None else None
    questions = _questions(decision)
    return DocumentsPart(
        searches=list(application.searches.select_related("searched_by").order_by("pk")),
        documents=document_rows(application),
        decision=decision,
        outcome=outcome_words(application, decision.outcome, decision.ground) if decision else "",
        faults=policies.faults(decision) if decision else [],
        suggestion=suggestion,
        suggested=(
            outcome_words(application, suggestion.outcome, suggestion.ground) if suggestion else ""
        ),
        questions=questions,
        open_questions=len(unsettled(questions, decision.checklist)) if decision else 0,
        change=obstacle(
            lambda: policies.permit_inventory(user, Action.DOCUMENT_JUDGE, application)
        ),
    )


def document_rows(application: Application) -> list[DocumentRow]:
    """The list of documents with what each still needs."""
    regime = regime_of(application).code
    found = application.found_documents.select_related("item").order_by("position", "pk")
    return [_row(application, one, regime) for one in found]


def outcome_words(application: Application, code: str, ground_code: str) -> str:
    """An outcome and its ground in the words of the regime."""
    regime = regime_of(application).code
    try:
        label = outcome(code, regime=regime).label
        return f"{label}：{ground(ground_code, regime=regime).label}" if ground_code else label
    except (UnknownOutcome, UnknownGround):
        return code


def _questions(decision: Decision | None) -> tuple[Question, ...]:
    return questions_of(decision) if decision else ()


def _row(application: Application, one: FoundDocument, regime: str) -> DocumentRow:
    label = ground(one.ground, regime=regime).label if one.ground else ""
    return DocumentRow(
        document=one,
        judgement=one.get_judgement_display() if one.judgement else "待提出意见",
        tone=_TONES.get(Judgement(one.judgement), "wait") if one.judgement else "wait",
        ground=label,
        copy=_copy(one),
        address=reverse(
            "desk:found-document", args=[application.agency.code, application.pk, one.pk]
        ),
    )


def _copy(one: FoundDocument) -> str:
    if one.judgement not in (Judgement.GIVE, Judgement.PARTLY):
        return "—"
    if not one.original:
        return "没有电子文件，以纸质提供"
    return "已生成" if one.released else "待生成"
