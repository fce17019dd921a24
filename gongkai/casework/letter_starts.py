"""Which letters a case can have now, and why it cannot have the others yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application, Consultation, RecordCorrection
from gongkai.applications.policies.record_corrections import refuse_untold
from gongkai.audit.actions import Action
from gongkai.casework.kinds import ANSWERS, KINDS, Concern, answering, text_of
from gongkai.casework.models import Decision, Letter
from gongkai.casework.queries import current_decision
from gongkai.letters.loader import NoLetter

_THIRD = frozenset({"third_party"})
_ASKED: dict[str, frozenset[str]] = {
    "D5": _THIRD,
    "D5b": frozenset({"third_party", "co_producer", "other_agency"}),
    "D5c": frozenset({"co_producer"}),
    "D6": _THIRD,
    "D23": frozenset({"other_agency"}),
}
# The day that a step's letter brings about: one that has it needs the letter no more.
_TOLD = {
    "D2": ("asked_on", "补正"),
    "D3": ("asked_on", "说明理由的要求"),
    "D3b": ("delay_told_on", "延迟答复"),
    "D4": ("notified_on", "延期"),
    "D7": ("notified_on", "收费"),
    "D22": ("notified_on", "主动公开建议的答复"),
}
# Letters that may still follow an answer.
_AFTER_THE_ANSWER = frozenset({"D6", "D22"})
# The one letter about a request to correct a record.
ON_RECORD = "D21"


@dataclass(frozen=True, slots=True)
class Start:
    """A letter that could be drafted, or why it cannot be."""

    kind: str
    title: str
    concerns: int | None
    about: str
    obstacle: str


def startable(user: User, application: Application) -> list[Start]:
    """Every kind of letter of the case with its step, and what stands against drafting it."""
    found = [
        _start(user, application, kind, concerns, about)
        for kind in KINDS
        if kind != ON_RECORD and _has_letter(application, kind)
        for concerns, about in _concerns_of(application, kind)
    ]
    if current_decision(application) is None:
        found.append(Start("", "答复书", None, "", "还没有拟定办理决定，请先在案件页上拟定。"))
    return found


def permit_draft(
    user: User, subject: Application | RecordCorrection, kind: str, concerns: int | None
) -> None:
    """Refuse unless the person may draft this letter now.

    Raises: NotAllowed.
    """
    permit(user, Action.LETTER_DRAFT, subject.agency)
    if kind not in KINDS:
        raise NotAllowed("没有这种文书，请从列表中选择。", field="kind")
    try:
        text_of(kind, subject.received_on)
    except NoLetter as refusal:
        raise NotAllowed(str(refusal)) from None
    refuse_unfit(subject, kind, concerns)
    same = subject.letters.filter(kind=kind, concerns=concerns)
    if same.exclude(state=Letter.State.VOIDED).exists():
        raise NotAllowed("这份文书已经起草，请打开它；要重新起草的，先作废原来的一份。")


def refuse_unfit(subject: Application | RecordCorrection, kind: str, concerns: int | None) -> None:
    """Refuse a letter whose step is not there, or has been told of already.

    Raises: NotAllowed.
    """
    if isinstance(subject, RecordCorrection):
        refuse_untold(subject)
    else:
        _refuse_unfit_to_case(subject, kind, concerns)


def _refuse_unfit_to_case(application: Application, kind: str, concerns: int | None) -> None:
    reopened = application.reopenings.filter(replied_on__isnull=True).exists()
    is_open = application.status == Application.Status.IN_HAND or reopened
    if not is_open and kind not in _AFTER_THE_ANSWER:
        raise NotAllowed("申请已经办结，不再发这种文书。")
    match KINDS[kind].concerns:
        case Concern.CASE:
            pass
        case Concern.RECORD:
            raise NotAllowed("更正申请另行登记，答复书请在“更正申请”中起草。")
        case Concern.DECISION:
            decision = current_decision(application)
            if decision is None or decision.pk != concerns or not _states(decision, kind):
                raise NotAllowed("没有与这种文书相符的办理决定，请先拟定办理决定。")
        case Concern.CONSULTATION:
            _refuse_unfit_consultation(application, kind, concerns)
        case concern:
            step = getattr(application, concern.value, None)
            _refuse_told(kind, step if step and step.pk == concerns else None)


def obstacle(permitting: Callable[[], None]) -> str:
    """The sentence a policy refuses with, or nothing."""
    try:
        permitting()
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def _start(
    user: User, application: Application, kind: str, concerns: int | None, about: str
) -> Start:
    title = text_of(kind, application.received_on).title
    refusal = obstacle(lambda: permit_draft(user, application, kind, concerns))
    return Start(kind, title, concerns, about, refusal)


def _has_letter(application: Application, kind: str) -> bool:
    """Whether the regulations of the case know the letter."""
    try:
        text_of(kind, application.received_on)
    except NoLetter:
        return False
    return True


def _concerns_of(application: Application, kind: str) -> list[tuple[int | None, str]]:
    """The steps a letter of the kind could be about; none where there is nothing to choose."""
    match KINDS[kind].concerns:
        case Concern.CASE:
            return [(None, "")]
        case Concern.DECISION:
            decision = current_decision(application)
            return [(decision.pk, "")] if decision and _states(decision, kind) else []
        case Concern.CONSULTATION:
            asked = application.consultations.filter(who__in=_ASKED[kind]).order_by("pk")
            found: list[tuple[int | None, str]] = [(one.pk, one.party_name) for one in asked]
            return [*found, (None, "本机关内设单位")] if kind == "D23" else found or [(None, "")]
        case concern:
            step = getattr(application, concern.value, None)
            return [(step.pk if step else None, "")]


def _refuse_unfit_consultation(application: Application, kind: str, concerns: int | None) -> None:
    if kind == "D23" and concerns is None:
        return
    found = Consultation.objects.filter(application=application, pk=concerns or 0).first()
    if found is None or found.who not in _ASKED[kind]:
        raise NotAllowed("还没有准备相应的征求意见，请先在案件页上办理。")
    if kind == "D6":
        if not found.override:
            raise NotAllowed("没有登记不顾第三方反对而公开的公共利益理由，请先认定公共利益。")
    elif kind == "D5b":
        if found.sent_on is None:
            raise NotAllowed("征求意见书还没有发出，发出后再告知申请人。")
    elif found.sent_on is not None:
        raise NotAllowed("征求意见书已经发出。")


def _refuse_told(kind: str, step: Any) -> None:
    day, name = _TOLD[kind]
    if step is None:
        raise NotAllowed(f"还没有准备{name}，请先在案件页上办理。")
    if getattr(step, day) is not None:
        raise NotAllowed(f"{name}已经告知申请人，不再发这种文书。")
    if kind == "D3b" and step.delayed_until is None:
        raise NotAllowed("还没有确定延迟答复的日期，请先认定理由是否合理。")
    if kind == "D22" and step.is_adopted is None:
        raise NotAllowed("还没有审核主动公开的建议，请先审核。")


def _states(decision: Decision, kind: str) -> bool:
    try:
        found = answering(decision.outcome, decision.ground, decision.application.received_on)
    except NoLetter:
        return False
    return found == kind and kind in ANSWERS
