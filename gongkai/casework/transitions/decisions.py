"""What will be answered is drafted, revised, and questioned before it can be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.policies.cases import regime_of
from gongkai.applications.queries import reopening_of
from gongkai.applications.transitions.case import locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.checklists import Answer
from gongkai.casework.ground_facts import asked_facts
from gongkai.casework.models import Decision
from gongkai.casework.policies.obstacles import questions_of
from gongkai.law.dated import holds_on
from gongkai.law.grounds import ground as ground_of
from gongkai.law.outcomes import UnknownOutcome, check_pair
from gongkai.ledgers import records

_LONGEST_NOTE = 500
TEXTS = (
    *("provided_form", "provided_way", "provided_at", "public_at"),
    *("other_agency", "other_contact"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """What will be answered; `reasons` runs from the law's name of a fact to its text."""

    outcome: str
    ground: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    provided_form: str = ""
    provided_way: str = ""
    provided_at: str = ""
    public_at: str = ""
    other_agency: str = ""
    other_contact: str = ""
    earlier_id: int | None = None


@transaction.atomic
def draft(application_id: int, entry: DecisionEntry, *, acting: Acting) -> Decision:
    """Draft the decision of the case, or of its open reopening; gaps are named by `obstacles`.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十六条至第三十九条 (2007: 第二十一条、第二十二条).
    """
    application = locked(application_id)
    policies.permit_drafting(acting.by, application)
    decision = Decision(application=application, reopening=reopening_of(application))
    _fill(decision, entry, acting)
    records.validate(decision)
    decision.save(force_insert=True)
    _log(Action.DECISION_DRAFT, decision, acting)
    return decision


@transaction.atomic
def revise(decision_id: int, entry: DecisionEntry, *, acting: Acting) -> Decision:
    """Change the decision; another outcome, ground or reason is questioned anew.

    Raises: NotAllowed.
    """
    decision = _locked_decision(decision_id)
    policies.permit_revision(acting.by, decision)
    before = _values(decision)
    _fill(decision, entry, acting)
    after = _values(decision)
    if before == after:
        raise NotAllowed("没有改动任何内容，无需保存。")
    if before[:3] != after[:3]:
        decision.checklist = {}
    records.validate(decision)
    decision.save()
    _log(Action.DECISION_REVISE, decision, acting)
    return decision


@transaction.atomic
def answer_checklist(
    decision_id: int, answers: Mapping[str, Answer], *, acting: Acting
) -> Decision:
    """Answer questions before signing; one that does not apply says why.

    A "no" is kept: it forbids signing until something is changed.

    Raises: NotAllowed.
    """
    decision = _locked_decision(decision_id)
    policies.permit_checklist(acting.by, decision)
    questions = {question.key: question for question in questions_of(decision)}
    if not questions:
        raise NotAllowed("这一办理结果不需要签发前核对。")
    kept = {key: row for key, row in decision.checklist.items() if key in questions}
    for key, answer in answers.items():
        if key not in questions or answer.choice not in questions[key].choices:
            raise NotAllowed("请只回答列出的问题。", field=key)
        note = answer.note.strip()
        if answer.choice == "na" and not note:
            raise NotAllowed("不适用的，请写明原因。", field=key)
        if len(note) > _LONGEST_NOTE:
            raise NotAllowed(f"说明最多{_LONGEST_NOTE}个字。", field=key)
        kept[key] = {"choice": str(answer.choice), "note": note}
    decision.checklist = kept
    decision.save(update_fields=["checklist"])
    log.record(
        Action.DECISION_CHECK,
        decision.application,
        acting,
        decision=decision.pk,
        answers={key: row["choice"] for key, row in kept.items()},
    )
    return decision


def _locked_decision(decision_id: int) -> Decision:
    case = Decision.objects.values_list("application_id", flat=True).get(pk=decision_id)
    application = locked(case)
    decision = Decision.objects.get(pk=decision_id)
    decision.application = application
    return decision


def _fill(decision: Decision, entry: DecisionEntry, acting: Acting) -> None:
    application = decision.application
    _check(application, entry)
    decision.outcome, decision.ground = entry.outcome, entry.ground
    decision.reasons = _written(application, entry)
    decision.earlier = _earlier(application, entry)
    for name in TEXTS:
        setattr(decision, name, getattr(entry, name).strip())
    decision.drafted_by, decision.drafted_at = acting.by, acting.at


def _check(application: Application, entry: DecisionEntry) -> None:
    if entry.ground == "withdrawn":
        raise NotAllowed("申请人撤回申请的，请登记撤回，不用答复。", field="outcome")
    regime = regime_of(application).code
    try:
        check_pair(entry.outcome, entry.ground or None, regime=regime)
    except UnknownOutcome as unknown:
        raise NotAllowed(str(unknown), field="outcome") from None
    if entry.ground and not holds_on(
        ground_of(entry.ground, regime=regime), application.received_on
    ):
        raise NotAllowed("收到申请时还没有这一理由，请核对。", field="ground")


def _written(application: Application, entry: DecisionEntry) -> dict[str, str]:
    written = {name: text.strip() for name, text in entry.reasons.items() if text.strip()}
    if not written:
        return {}
    regime = regime_of(application).code
    asked = asked_facts(entry.ground, regime=regime) if entry.ground else ()
    if unknown := set(written) - {fact.label for fact in asked}:
        raise NotAllowed(f"这一理由不写这些事实：{'、'.join(sorted(unknown))}。", field="ground")
    return written


def _earlier(application: Application, entry: DecisionEntry) -> Application | None:
    if entry.earlier_id is None:
        return None
    others = Application.objects.filter(agency=application.agency).exclude(pk=application.pk)
    found = others.filter(pk=entry.earlier_id, reply__isnull=False).first()
    if found is None:
        raise NotAllowed("没有这件已答复的申请，请从列出的申请中选择。", field="earlier")
    return found


def _values(decision: Decision) -> list[object]:
    names = ("outcome", "ground", "reasons", *TEXTS, "earlier_id")
    return [getattr(decision, name) for name in names]


def _log(action: Action, decision: Decision, acting: Acting) -> None:
    log.record(
        action,
        decision.application,
        acting,
        decision=decision.pk,
        outcome=decision.outcome,
        ground=decision.ground,
    )
