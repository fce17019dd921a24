"""Digests become due, and each mail is sent at most once."""

from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.subscriptions import queries
from gongkai.subscriptions.models import Mail, Subscription

MOST_ATTEMPTS = 5
_FIRST_PAUSE = timedelta(minutes=10)
_MORNING = 8  # o'clock; before it nobody wants mail
_DAY = timedelta(days=1)


def prepare_digests(*, at: datetime) -> int:
    """Have each subscription with news told of it, once a day; say how many digests that makes."""
    if at.hour < _MORNING:
        return 0
    yesterday = at.date() - _DAY
    behind = Subscription.objects.filter(covered_until__lt=yesterday).order_by("pk")
    numbers = list(behind.values_list("pk", flat=True))
    return sum(_prepare(number, yesterday, at) for number in numbers)


@transaction.atomic
def _prepare(number: int, yesterday: date, at: datetime) -> bool:
    subscription = Subscription.objects.select_for_update().filter(pk=number).first()
    if subscription is None or not subscription.covered_until:
        return False
    since = subscription.covered_until + _DAY
    if since > yesterday:
        return False
    has_news = bool(queries.news(subscription.criteria, since=since, until=yesterday))
    if has_news:
        Mail.objects.create(
            subscription=subscription,
            kind=Mail.Kind.DIGEST,
            since=since,
            until=yesterday,
            status=Mail.Status.WAITING,
            due_at=at,
        )
    subscription.covered_until = yesterday
    subscription.save(update_fields=["covered_until"])
    return has_news


@transaction.atomic
def claim(mail_id: int, *, at: datetime) -> Mail | None:
    """Take a waiting mail for sending; None where another has taken it, or it has gone."""
    mails = Mail.objects.select_for_update(of=("self",)).select_related("subscription")
    mail = mails.filter(pk=mail_id).first()
    if mail is None or mail.status != Mail.Status.WAITING:
        return None
    mail.status = Mail.Status.SENDING
    mail.attempts += 1
    mail.due_at = at
    mail.save(update_fields=["status", "attempts", "due_at"])
    return mail


@transaction.atomic
def delivered(mail: Mail) -> None:
    """Record that the mail server has taken the mail, or that there was nothing left to tell."""
    Mail.objects.filter(pk=mail.pk).update(status=Mail.Status.SENT, failure="")


@transaction.atomic
def refused(mail: Mail, *, failure: str, at: datetime) -> None:
    """Record that the server did not take it; it is tried again, later each time."""
    ended = mail.attempts >= MOST_ATTEMPTS
    Mail.objects.filter(pk=mail.pk).update(
        status=Mail.Status.FAILED if ended else Mail.Status.WAITING,
        failure=failure,
        due_at=at + _FIRST_PAUSE * 2 ** (mail.attempts - 1),
    )


@transaction.atomic
def lost(mail: Mail, *, failure: str) -> None:
    """Record that nobody knows whether the server took it; it is not sent again."""
    Mail.objects.filter(pk=mail.pk).update(status=Mail.Status.FAILED, failure=failure)
