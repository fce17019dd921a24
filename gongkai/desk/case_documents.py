"""The searches, the documents and the decision of a case in plain rows, for the case's page."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.applications.models import Application, Reopening
from gongkai.applications.policies.cases import regime_of
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.checklists import Question, unsettled
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import Decision, FoundDocument, SearchRecord, documents_of
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.queries import (
    Suggestion,
    current_decision,
    current_documents,
    suggested,
)
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
class FormerList:
    """The documents that an earlier answer of the case rests on."""

    title: str
    rows: list[DocumentRow]


@dataclass(frozen=True, slots=True)
class DocumentsPart:
    """What the case's page shows; `change` is why the records cannot change, or empty."""

    searches: list[SearchRecord]
    documents: list[DocumentRow]
    former: list[FormerList]
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
        former=former_lists(application),
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
    return _rows(application, current_documents(application))


def former_lists(application: Application) -> list[FormerList]:
    """The lists of the rounds before the last one, as they stood for their answers."""
    rounds = list(application.reopenings.order_by("pk"))
    before: list[Reopening | None] = [None, *rounds][:-1]
    found = [
        FormerList(
            "原答复" if one is None else f"{one.reopened_on:%Y-%m-%d}重新办理",
            _rows(application, documents_of(application, one.pk if one else None)),
        )
        for one in before
    ]
    return [one for one in found if one.rows]


def document_row(document: FoundDocument) -> DocumentRow:
    """One document of any list."""
    return _row(document.application, document, regime_of(document.application).code)


def _rows(application: Application, found: QuerySet[FoundDocument]) -> list[DocumentRow]:
    regime = regime_of(application).code
    return [_row(application, one, regime) for one in found.select_related("item")]


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
