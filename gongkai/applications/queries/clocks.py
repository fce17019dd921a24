"""The clock of one application: what moved its term, and when its answer is due."""

from collections.abc import Sequence
from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Consultation, Reopening
from gongkai.law import clock, regimes
from gongkai.law.calendar import OutsideCalendar, WorkCalendar
from gongkai.law.counting import Deadline
from gongkai.law.regimes import Consulted


def clock_of(application: Application) -> list[clock.Event]:
    """Everything that moves the application's term: the one place that knows.

    A step that was prepared and has not taken effect moves nothing. A reopening counts while
    it is open: an answered case keeps the term of its first answer.
    """
    if application._state.adding:
        return []
    return [*_asked(application), *_opinions(application), *_granted(application)]


def deadline_of(application: Application, calendar: WorkCalendar) -> Deadline:
    """When the answer is due, with the whole derivation.

    Raises: NotAllowed, where no regulation was in force or no calendar reaches.
    """
    return _deadline(application.received_on, calendar, clock_of(application))


def first_deadline_of(application: Application, calendar: WorkCalendar) -> Deadline:
    """When the answer would be due without the extension.

    Raises: NotAllowed.
    """
    events = [event for event in clock_of(application) if not isinstance(event, clock.Extension)]
    return _deadline(application.received_on, calendar, events)


def regime_of(received_on: date) -> regimes.Regime:
    """The regulation that governs an application received on a day.

    Raises: NotAllowed.
    """
    try:
        return regimes.regime_on(received_on)
    except regimes.NoRegime as refusal:
        raise NotAllowed(str(refusal), field="received_on") from None


def reopening_of(application: Application) -> Reopening | None:
    """The reopening that waits for its answer."""
    open_ones = (row for row in application.reopenings.all() if row.replied_on is None)
    return next(open_ones, None)


def correction_until(application: Application, calendar: WorkCalendar) -> date | None:
    """The last day on which a correction may be asked for; None where the regime has no limit.

    Source: 政府信息公开条例(2019) 第三十条.
    """
    term = regime_of(application.received_on).correction_notice
    return calendar.after(application.received_on, term.days) if term else None


def opinion_until(consultation: Consultation, calendar: WorkCalendar) -> date | None:
    """The last day for an opinion; None while it is not known when the letter was received.

    Source: 政府信息公开条例(2019) 第三十二条、第三十四条; else the term the agency set.
    """
    term = regime_of(consultation.application.received_on).opinion.get(Consulted(consultation.who))
    days = term.days if term else consultation.working_days
    if consultation.served_on is None or days is None:
        return None
    return calendar.after(consultation.served_on, days)


def days_of(application: Application) -> list[tuple[str, date]]:
    """The days of what has been done on the case, each with its name."""
    found: list[tuple[str, date | None]] = []
    for step, names in _DAYS.items():
        record = getattr(application, step, None)
        if record:
            found += [(label, getattr(record, name)) for name, label in names.items()]
    for row in application.consultations.all():
        found += [("征求意见书发出日期", row.sent_on), ("征求意见的答复日期", row.answered_on)]
    return [(label, day) for label, day in found if day]


def closed_on(application: Application) -> date | None:
    """The day of the last answer, or of the withdrawal."""
    days = [row.replied_on for row in application.reopenings.all() if row.replied_on]
    for name, field in (("reply", "replied_on"), ("withdrawal", "withdrawn_on")):
        if record := getattr(application, name, None):
            days.append(getattr(record, field))
    return max(days, default=None)


_DAYS = {
    "extension": {"notified_on": "延期告知日期"},
    "correction": {
        "asked_on": "补正告知日期",
        "corrected_on": "收到补正日期",
        "lapsed_on": "逾期未补正登记日期",
    },
    "fee_notice": {
        "notified_on": "收费通知发出日期",
        "paid_on": "缴费日期",
        "lapsed_on": "逾期未缴费登记日期",
    },
    "justification": {
        "asked_on": "要求说明理由的日期",
        "judged_on": "认定日期",
        "delay_told_on": "延迟答复告知日期",
    },
    "transfer": {"transferred_on": "移送日期"},
}


def _asked(application: Application) -> list[clock.Event]:
    """What the applicant was asked for: until it comes the clock stands."""
    events: list[clock.Event] = []
    correction = getattr(application, "correction", None)
    if correction and correction.asked_on:
        events.append(clock.Correction(correction.asked_on, correction.corrected_on))
    notice = getattr(application, "fee_notice", None)
    if notice and notice.notified_on:
        events.append(clock.FeeNotice(notice.served_on, notice.paid_on, notice.notified_on))
    return events


def _opinions(application: Application) -> list[clock.Event]:
    return [
        clock.Consultation(
            Consulted(row.who), row.sent_on, row.served_on, row.answered_on, row.working_days
        )
        for row in application.consultations.all()
        if row.sent_on
    ]


def _granted(application: Application) -> list[clock.Event]:
    events: list[clock.Event] = []
    extension = getattr(application, "extension", None)
    if extension and extension.notified_on:
        events.append(clock.Extension(extension.working_days, extension.notified_on))
    justification = getattr(application, "justification", None)
    if justification and justification.delayed_until and justification.delay_told_on:
        events.append(clock.Delay(justification.delayed_until, justification.delay_told_on))
    if reopening := reopening_of(application):
        events.append(clock.Reopening(reopening.reopened_on, reopening.due_on))
    return events


def _deadline(received_on: date, calendar: WorkCalendar, events: Sequence[clock.Event]) -> Deadline:
    try:
        return clock.reply_deadline(received_on, calendar, events=events)
    except (regimes.NoRegime, OutsideCalendar) as refusal:
        raise NotAllowed(str(refusal), field="received_on") from None
    except clock.ImpossibleClock as refusal:
        raise NotAllowed(str(refusal)) from None
