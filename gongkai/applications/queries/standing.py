"""Where a case stands, in the words of a list."""

from dataclasses import dataclass
from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.queries.clocks import deadline_of, opinion_until, reopening_of
from gongkai.law.calendar import OutsideCalendar, WorkCalendar


@dataclass(frozen=True, slots=True)
class Standing:
    """One case in a list.

    `due_on` is when the answer is due; None for a closed case and while somebody is awaited who
    makes the term begin anew. `awaited_until` is the last day for whoever is awaited.
    `is_paused`: days until `due_on` do not count, because an opinion is awaited.

    Units: `left` is 工作日 of the term still to be used, negative where it has passed.
    """

    label: str
    due_on: date | None = None
    awaited_until: date | None = None
    is_overdue: bool = False
    is_closed: bool = False
    left: int | None = None
    is_paused: bool = False


def standing_of(application: Application, calendar: WorkCalendar, *, today: date) -> Standing:
    """Where the case stands today; asks no query of an application `with_steps`."""
    if application.status != Application.Status.IN_HAND:
        return Standing(_closed(application), is_closed=True)
    due_on = None if application.is_stopped else application.due_on
    label, until = _awaited(application, calendar, today)
    is_overdue = due_on is not None and today > due_on
    if not label:
        label = "重新办理中" if reopening_of(application) else "办理中"
    left = _left(application, calendar, today) if due_on else None
    counted = _counted_left(application, calendar, today) if due_on else None
    is_paused = left is not None and counted is not None and counted < left
    return Standing(
        label,
        due_on,
        until,
        is_overdue,
        left=counted if is_paused else left,
        is_paused=is_paused,
    )


def _left(application: Application, calendar: WorkCalendar, today: date) -> int | None:
    try:
        return calendar.between(today, application.due_on)
    except OutsideCalendar:
        return None


def _counted_left(application: Application, calendar: WorkCalendar, today: date) -> int | None:
    """Days to come that count; None where no opinion is awaited, or a set day ends the term."""
    if not any(row.sent_on and not row.answer for row in application.consultations.all()):
        return None
    try:
        steps = deadline_of(application, calendar).steps
    except NotAllowed:
        return None
    if steps[-1].ordinal is None:
        return None
    return sum(1 for step in steps if step.ordinal and step.day > today)


def _closed(application: Application) -> str:
    if application.archived_on:
        return "已归档"
    return "已撤回" if hasattr(application, "withdrawal") else "已办结"


def _awaited(
    application: Application, calendar: WorkCalendar, today: date
) -> tuple[str, date | None]:
    """Who is awaited and until when; nobody gives an empty word."""
    reopening = reopening_of(application)
    if reopening is None and (found := _applicant(application, today)):
        return found
    since = reopening.reopened_on if reopening else application.received_on
    asked = (row for row in application.consultations.all() if row.sent_on and row.sent_on >= since)
    waiting = [row for row in asked if not row.answer]
    if not waiting:
        return "", None
    ends = [opinion_until(row, calendar) for row in waiting]
    known = [end for end in ends if end]
    until = max(known) if len(known) == len(ends) else None
    if until and today > until:
        return "征求意见期满", until
    return "征求意见中", until


def _applicant(application: Application, today: date) -> tuple[str, date | None] | None:
    correction = getattr(application, "correction", None)
    notice = getattr(application, "fee_notice", None)
    if correction and correction.asked_on and not correction.corrected_on:
        if correction.lapsed_on:
            return "逾期未补正，待结案", None
        return _until("补正", correction.due_on, today)
    if notice and notice.notified_on and not notice.paid_on:
        if notice.lapsed_on:
            return "逾期未缴费，待结案", None
        return _until("缴费", notice.due_on, today)
    return None


def _until(what: str, due_on: date | None, today: date) -> tuple[str, date | None]:
    if due_on and today > due_on:
        return f"{what}期限已满", due_on
    return f"等待{what}", due_on
