"""A subscription is asked for, confirmed, ended, and forgotten where nobody confirmed it."""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.subscriptions.models import Mail, Subscription

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
UNCONFIRMED_FOR = timedelta(days=7)
_UNCONFIRMED = 5  # of one address: nobody's mailbox is filled by others
_KEPT_FOR = timedelta(days=30)


@transaction.atomic
def request(*, address: str, criteria: str, at: datetime) -> None:
    """Ask for a subscription; a mail asks the owner of the address to confirm it.

    Says nothing of whether there is one already, for the asker may not be the owner.
    """
    address = address.strip().lower()
    open_ones = Subscription.objects.select_for_update().filter(
        address=address, confirmed_at__isnull=True
    )
    if len(open_ones) >= _UNCONFIRMED:
        return
    subscription, _ = Subscription.objects.get_or_create(
        address=address, criteria=criteria, defaults={"requested_at": at}
    )
    asked_lately = subscription.mails.filter(due_at__gt=at - HOUR).exists()
    if subscription.confirmed_at is None and not asked_lately:
        Mail.objects.create(
            subscription=subscription,
            kind=Mail.Kind.CONFIRMATION,
            status=Mail.Status.WAITING,
            due_at=at,
        )


@transaction.atomic
def confirm(token: str, *, at: datetime) -> Subscription:
    """Confirm a subscription; what is published from today on will be told.

    Raises: NotAllowed.
    """
    subscription = Subscription.objects.select_for_update().filter(token=token).first()
    if subscription is None or _is_forgotten(subscription, at):
        raise NotAllowed("这个确认链接已经失效。链接七天内有效；仍要订阅的，请重新提交。")
    if subscription.confirmed_at is None:
        subscription.confirmed_at = at
        subscription.covered_until = at.date() - DAY
        subscription.save(update_fields=["confirmed_at", "covered_until"])
    return subscription


@transaction.atomic
def cancel(token: str) -> None:
    """End a subscription and forget the address; without a complaint where it has ended."""
    Subscription.objects.filter(token=token).delete()


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete what was never confirmed and old mails; say how many subscriptions."""
    Mail.objects.filter(status=Mail.Status.SENDING, due_at__lt=at - HOUR).update(
        status=Mail.Status.FAILED, failure="Interrupted"
    )
    done = (Mail.Status.SENT, Mail.Status.FAILED)
    Mail.objects.filter(status__in=done, due_at__lt=at - _KEPT_FOR).delete()
    forgotten = Subscription.objects.filter(
        confirmed_at__isnull=True, requested_at__lt=at - UNCONFIRMED_FOR
    )
    number = forgotten.count()
    forgotten.delete()
    return number


def _is_forgotten(subscription: Subscription, at: datetime) -> bool:
    return subscription.confirmed_at is None and subscription.requested_at < at - UNCONFIRMED_FOR
