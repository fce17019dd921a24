"""What the law's own clock says about a scripted case, without any transition or database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.law.calendar import WorkCalendar, base_calendar
from gongkai.law.clock import (
    Consultation,
    Correction,
    Delay,
    Event,
    Extension,
    FeeNotice,
    Reopening,
    reply_deadline,
)
from gongkai.law.regimes import Consulted
from tests.scripted.cases import Case, State

# Where the law's clock wants the day of an event.
DAYS = {
    "ask_correction": ("correction", "asked_on"),
    "receive_correction": ("correction", "corrected_on"),
    "consult": ("consultation", "sent_on"),
    "consultation_served": ("consultation", "served_on"),
    "opinion": ("consultation", "answered_on"),
    "extend": ("extension", "notified_on"),
    "fee_notice": ("fee", "served_on"),
    "pay_fee": ("fee", "paid_on"),
    "justification": ("delay", "told_on"),
    "reopen": ("reopening", "reopened_on"),
}
# They end a case, so that the clock is not asked any more; a `serve` only where it answers.
ENDS = ("lapse_correction", "lapse_fee", "withdraw", "merge")


def known_on(day: date) -> WorkCalendar:
    """The calendar of what was public on a day."""
    return base_calendar().as_known_on(day)


def states(case: Case) -> list[tuple[str, date, State, State]]:
    """After each event that the clock is asked about: verb, day, expected and found state."""
    found = [("receive", case.received.received_on, case.received.state, _at(case, -1))]
    is_open = True
    for place, event in enumerate(case.events):
        is_end = (event.verb in ENDS and not event.refused) or event.in_time is not None
        is_open = (is_open or event.verb == "reopen") and not is_end
        if is_open:
            found.append((event.verb, event.on, event.state, _at(case, place)))
    return found


def _at(case: Case, place: int) -> State:
    """The state after the event at a place; -1 is the receipt."""
    on = case.events[place].on if place >= 0 else case.received.received_on
    steps: dict[str, dict[str, Any]] = {}
    for event in case.events[: place + 1]:
        if not event.refused:
            _note(steps, event.verb, event.fields, event.on)
    events = [_event(key, days) for key, days in steps.items()]
    found = reply_deadline(case.received.received_on, known_on(on), events=events)
    return State(found.due_on, found.is_provisional, found.is_stopped)


def _note(steps: dict[str, dict[str, Any]], verb: str, fields: Mapping[str, Any], on: date) -> None:
    """Put an event's day where the law's clock wants it."""
    moves = {"opinion": "answer", "justification": "delayed_until"}
    if verb not in DAYS or (verb in moves and moves[verb] not in fields):
        return
    key, name = DAYS[verb]
    step = steps.setdefault(f"{key} {fields.get('party', '')}".strip(), {})
    step[name] = fields.get(name, on)
    if verb == "consult":
        step |= {"who": Consulted(fields["who"]), "working_days": fields.get("working_days")}
    if verb == "extend":
        step["working_days"] = fields["working_days"]
    if verb == "justification":
        step["until"] = fields["delayed_until"]
    if verb == "reopen":
        step["due_on"] = fields["due_on"]


def _event(key: str, days: dict[str, Any]) -> Event:
    match key:
        case "correction":
            return Correction(**days)
        case "extension":
            return Extension(**days)
        case "fee":
            return FeeNotice(**days)
        case "delay":
            return Delay(**days)
        case "reopening":
            return Reopening(**days)
    return Consultation(**days)
