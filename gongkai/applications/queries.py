"""Reads of applications: their clock, what is in hand, what a report counts."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import queries as agencies
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application
from gongkai.law import clock, regimes
from gongkai.law.calendar import OutsideCalendar, WorkCalendar
from gongkai.law.counting import Deadline

_IN_HAND = Q(status=Application.Status.IN_HAND)


def with_steps() -> QuerySet[Application]:
    """All applications with the records of their handling."""
    return Application.objects.select_related("extension__approved_by", "reply")


def visible_to(user: User) -> QuerySet[Application]:
    """Applications to the agencies whose records the person may read."""
    return with_steps().filter(agency__in=agencies.readable_by(user))


def in_hand(user: User) -> QuerySet[Application]:
    """Applications not yet answered, the most urgent first."""
    return visible_to(user).filter(_IN_HAND).order_by("due_on", "pk")


def overdue(user: User, *, today: date) -> QuerySet[Application]:
    """Applications in hand whose answer was due before `today`, oldest first."""
    return in_hand(user).filter(due_on__lt=today)


def due_within(
    user: User, *, working_days: int, today: date, calendar: WorkCalendar
) -> QuerySet[Application]:
    """Applications in hand that are due from `today` to so many working days later."""
    return in_hand(user).filter(due_on__range=(today, calendar.after(today, working_days)))


def clock_of(application: Application) -> list[clock.Event]:
    """Everything that moves the application's term, in order: the one place that knows."""
    events: list[clock.Event] = []
    extension = getattr(application, "extension", None)
    if extension:
        events.append(clock.Extension(extension.working_days, extension.notified_on))
    return events


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


def next_number(agency: Agency, year: int) -> str:
    """The next number of the agency's series of a year; its agency must be locked."""
    prefix = f"依申请〔{year}〕"
    numbers = Application.objects.filter(agency=agency, number__startswith=prefix)
    pattern = re.compile(re.escape(prefix) + r"(\d+)")
    issued = map(pattern.fullmatch, numbers.values_list("number", flat=True))
    last = max((int(match.group(1)) for match in issued if match), default=0)
    return f"{prefix}{last + 1:04d}"


def numbers_of(agency: Agency) -> QuerySet[Application, str]:
    """The agency's application numbers, newest first, for suggestions."""
    applications = Application.objects.filter(agency=agency).order_by("-received_on", "-pk")
    return applications.values_list("number", flat=True)


def numbered(agency: Agency, number: str, *, field: str) -> Application:
    """The agency's application with this number.

    Raises: NotAllowed, about `field`.
    """
    application = with_steps().filter(agency=agency, number=number).first()
    if application is None:
        raise NotAllowed(
            f"没有登记过编号为“{number}”的申请，请先在“依申请公开”台账中登记。", field=field
        )
    return application


# What reports count. Every figure is a set of applications, so it can list its records.


def received(agencies: Iterable[Agency], start: date, end: date) -> QuerySet[Application]:
    """Applications received from `start` to `end`."""
    found = with_steps().filter(agency__in=agencies, received_on__range=(start, end))
    return found.order_by("received_on", "pk")


def answered(agencies: Iterable[Agency], start: date, end: date) -> QuerySet[Application]:
    """Applications answered from `start` to `end`, whenever they were received."""
    found = with_steps().filter(agency__in=agencies, reply__replied_on__range=(start, end))
    return found.order_by("reply__replied_on", "pk")


def open_at(agencies: Iterable[Agency], day: date) -> QuerySet[Application]:
    """Applications received by the end of `day` and not answered by then."""
    answered_later = Q(reply__isnull=True) | Q(reply__replied_on__gt=day)
    found = with_steps().filter(answered_later, agency__in=agencies, received_on__lte=day)
    return found.order_by("received_on", "pk")


def _deadline(received_on: date, calendar: WorkCalendar, events: Sequence[clock.Event]) -> Deadline:
    try:
        return clock.reply_deadline(received_on, calendar, events=events)
    except (regimes.NoRegime, OutsideCalendar) as refusal:
        raise NotAllowed(str(refusal), field="received_on") from None
    except clock.ImpossibleClock as refusal:
        raise NotAllowed(str(refusal)) from None
