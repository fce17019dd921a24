"""Everybody is reminded in the morning, once of each stage, and told by mail.

The program does it by itself and decides nothing: the rows are the record, and nothing of it
stands in the audit log.
"""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.casework.models import Digest, Reminder, ReminderRound
from gongkai.casework.reminding import Staff, due_cases
from gongkai.law.calendar import WorkCalendar

MOST_ATTEMPTS = 5
_FIRST_PAUSE = timedelta(minutes=10)
_MORNING = 8  # o'clock


def remind(*, at: datetime, calendar: WorkCalendar) -> int:
    """Remind whoever has to know of a near term, on the morning of a working day; say how often.

    A due date that moved is another one and is reminded of anew. Everybody with an address who
    has a case before them gets the mail of the day.

    Source: no rule of law; five and two working days are house rule.
    """
    day = at.date()
    if at.hour < _MORNING or not calendar.is_working_day(day):
        return 0
    if ReminderRound.objects.filter(day=day).exists():
        return 0
    return _round(at, calendar)


@transaction.atomic
def _round(at: datetime, calendar: WorkCalendar) -> int:
    day = at.date()
    ReminderRound.objects.create(day=day)
    staff = Staff(day)
    told = [(due, user) for due in due_cases(day, calendar) for user in staff.told_of(due)]
    before = Reminder.objects.filter(application__in={due.application.pk for due, _ in told})
    known = set(before.values_list("application_id", "stage", "due_on", "to_id"))
    fresh = [
        Reminder(
            application=due.application, stage=due.stage, due_on=due.on, to=user, reminded_on=day
        )
        for due, user in told
        if (due.application.pk, due.stage.value, due.on, user.pk) not in known
    ]
    Reminder.objects.bulk_create(fresh)
    users = {user.pk: user for _, user in told if user.email}
    Digest.objects.bulk_create(Digest(to=users[pk], day=day, due_at=at) for pk in sorted(users))
    return len(fresh)


@transaction.atomic
def claim(digest_id: int) -> Digest | None:
    """Take a waiting mail for sending; None where another has taken it."""
    rows = Digest.objects.select_for_update(of=("self",)).select_related("to")
    digest = rows.filter(pk=digest_id).first()
    if digest is None or digest.due_at is None:
        return None
    digest.due_at = None
    digest.attempts += 1
    digest.save(update_fields=["due_at", "attempts"])
    return digest


@transaction.atomic
def delivered(digest: Digest, *, at: datetime) -> None:
    """Record that the mail server has taken the mail."""
    Digest.objects.filter(pk=digest.pk).update(sent_at=at, failure="")


@transaction.atomic
def refused(digest: Digest, *, failure: str, at: datetime) -> None:
    """Record that the server did not take it; it is tried again the same day, later each time."""
    again = at + _FIRST_PAUSE * 2 ** (digest.attempts - 1)
    Digest.objects.filter(pk=digest.pk).update(
        failure=failure, due_at=again if digest.attempts < MOST_ATTEMPTS else None
    )


@transaction.atomic
def lost(digest: Digest, *, failure: str) -> None:
    """Record that nobody knows whether the server took it; it is not sent again."""
    Digest.objects.filter(pk=digest.pk).update(failure=failure)
