"""What the service of a letter does to its step of the case."""

from collections.abc import Callable
from datetime import date

from gongkai.applications.models import Application
from gongkai.applications.transitions import (
    answer,
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
    record_corrections,
    reopenings,
    suggestions,
)
from gongkai.audit.acting import Acting
from gongkai.casework.kinds import ANSWERS, answering
from gongkai.casework.models import Decision, Letter
from gongkai.casework.queries import current_decision
from gongkai.letters.loader import NoLetter

# Steps that wait for nothing but the telling: the transition, and what it calls the day.
_TELLING: dict[str, tuple[Callable[..., object], str]] = {
    "D3": (justifications.ask, "asked_on"),
    "D3b": (justifications.notify, "told_on"),
    "D4": (extension.notify, "notified_on"),
    "D22": (suggestions.notify, "notified_on"),
}


def take_effect(
    letter: Letter, served_on: date, *, received_on: date | None, acting: Acting
) -> None:
    """The letter's step takes effect, or the case is answered.

    `served_on` is the day that counts for the agency, `received_on` when the other side has it.

    Raises: NotAllowed.
    """
    match letter.kind:
        case "D2" if decision := _answered_by_correction(letter):
            _answer(letter, decision, served_on, acting)
        case "D2":
            corrections.ask(_step(letter), asked_on=served_on, served_on=received_on, acting=acting)
        case kind if kind in _TELLING:
            tell, day = _TELLING[kind]
            tell(_step(letter), **{day: served_on}, acting=acting)
        case "D5" | "D5c" | "D23" if letter.concerns:
            consultations.send(
                _step(letter), sent_on=served_on, served_on=received_on, acting=acting
            )
        case "D7":
            fee_notices.notify(
                _step(letter), notified_on=served_on, served_on=received_on, acting=acting
            )
        case "D21" if letter.record_correction:
            pk = letter.record_correction.pk
            record_corrections.notify(pk, notified_on=served_on, acting=acting)
        case kind if kind in ANSWERS:
            decision = Decision.objects.select_related("reopening").get(pk=letter.concerns or 0)
            _answer(letter, decision, served_on, acting)


def reached(letter: Letter, received_on: date, *, acting: Acting) -> None:
    """The other side has the letter: its own term runs from that day, unless the case is closed.

    Raises: NotAllowed.
    """
    reaching: dict[str, Callable[..., object]] = {
        "D2": corrections.served,
        "D5": consultations.served,
        "D5c": consultations.served,
        "D23": consultations.served,
        "D7": fee_notices.served,
    }
    if letter.kind not in reaching or not letter.concerns:
        return
    if letter.case.status == Application.Status.IN_HAND:
        reaching[letter.kind](letter.concerns, served_on=received_on, acting=acting)


def _step(letter: Letter) -> int:
    if letter.concerns is None:
        raise TypeError(f"{letter.kind} concerns a step")
    return letter.concerns


def _answered_by_correction(letter: Letter) -> Decision | None:
    """The decision that a request to correct states, being the answer itself: no clock stands.

    Source: 政府信息公开条例(2007) 第二十一条第（四）项.
    """
    decision = current_decision(letter.case)
    if decision is None:
        return None
    try:
        kind = answering(decision.outcome, decision.ground, letter.case.received_on)
    except NoLetter:
        return None
    return decision if kind == letter.kind else None


def _answer(letter: Letter, decision: Decision, served_on: date, acting: Acting) -> None:
    if decision.reopening:
        reopenings.answer_anew(
            decision.reopening.pk,
            outcome=decision.outcome,
            ground=decision.ground,
            replied_on=served_on,
            number=letter.number,
            acting=acting,
        )
    else:
        answer.answer(
            letter.case.pk,
            outcome=decision.outcome,
            ground=decision.ground,
            replied_on=served_on,
            number=letter.number,
            acting=acting,
        )
