"""Sets of applications: in hand, overdue, counted by a report."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import queries as agencies
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application, Consultation, Reopening
from gongkai.law.calendar import WorkCalendar

_IN_HAND = Q(status=Application.Status.IN_HAND)


def with_steps() -> QuerySet[Application]:
    """All applications with the records of their handling: three queries, however many."""
    return Application.objects.select_related(
        "extension__approved_by",
        "reply",
        "correction",
        "justification",
        "fee_notice",
        "withdrawal",
        "disclosure_suggestion",
        "answered_with",
    ).prefetch_related(
        Prefetch("consultations", Consultation.objects.order_by("pk")),
        Prefetch("reopenings", Reopening.objects.order_by("pk")),
    )


def visible_to(user: User) -> QuerySet[Application]:
    """Applications to the agencies whose records the person may read."""
    return with_steps().filter(agency__in=agencies.readable_by(user))


def in_hand(user: User) -> QuerySet[Application]:
    """Applications not yet answered, the most urgent first; what waits for somebody last."""
    return visible_to(user).filter(_IN_HAND).order_by("is_stopped", "due_on", "pk")


def overdue(user: User, *, today: date) -> QuerySet[Application]:
    """Applications in hand whose answer was due before `today`, oldest first."""
    return in_hand(user).filter(due_on__lt=today, is_stopped=False)


def due_within(
    user: User, *, working_days: int, today: date, calendar: WorkCalendar
) -> QuerySet[Application]:
    """Applications in hand that are due from `today` to so many working days later."""
    until = calendar.after(today, working_days)
    return in_hand(user).filter(due_on__range=(today, until), is_stopped=False)


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


def awaiting(user: User) -> QuerySet[Application]:
    """Applications in hand for which the applicant or somebody asked for an opinion is awaited."""
    asked = Consultation.objects.filter(sent_on__isnull=False, answer="")
    waits = Q(is_stopped=True) | Q(pk__in=asked.values("application"))
    return in_hand(user).filter(waits)


# What reports count. Every figure is a set of applications, so it can list its records. A case
# that was taken up again counts once, by its first answer.


def received(agencies: Iterable[Agency], start: date, end: date) -> QuerySet[Application]:
    """Applications received from `start` to `end`."""
    found = with_steps().filter(agency__in=agencies, received_on__range=(start, end))
    return found.order_by("received_on", "pk")


def answered(agencies: Iterable[Agency], start: date, end: date) -> QuerySet[Application]:
    """Applications answered from `start` to `end`, whenever they were received."""
    found = with_steps().filter(agency__in=agencies, reply__replied_on__range=(start, end))
    return found.order_by("reply__replied_on", "pk")


def open_at(agencies: Iterable[Agency], day: date) -> QuerySet[Application]:
    """Applications received by the end of `day`, and neither answered nor withdrawn by then."""
    answered_later = Q(reply__isnull=True) | Q(reply__replied_on__gt=day)
    withdrawn_later = Q(withdrawal__isnull=True) | Q(withdrawal__withdrawn_on__gt=day)
    found = with_steps().filter(
        answered_later, withdrawn_later, agency__in=agencies, received_on__lte=day
    )
    return found.order_by("received_on", "pk")
