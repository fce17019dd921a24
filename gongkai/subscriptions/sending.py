"""Sending what is due, from the worker."""

import smtplib
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from gongkai.subscriptions import letters
from gongkai.subscriptions.models import Mail
from gongkai.subscriptions.transitions import mailing

_AT_ONCE = 200
# The server said no, so the mail was not taken; after any other failure it may have been.
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)


def send_due(*, at: datetime, site: str) -> int:
    """Send the mails that are due and say how many the mail server took."""
    due = Mail.objects.filter(status=Mail.Status.WAITING, due_at__lte=at).order_by("due_at", "pk")
    numbers = list(due.values_list("pk", flat=True)[:_AT_ONCE])
    return sum(_send(number, at=at, site=site) for number in numbers)


def _send(mail_id: int, *, at: datetime, site: str) -> bool:
    mail = mailing.claim(mail_id, at=at)
    if mail is None:
        return False
    message = letters.letter(mail, site=site)
    if message is None:
        mailing.delivered(mail)
        return False
    server = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        mailing.refused(mail, failure=type(error).__name__, at=at)
        return False
    return _hand_over(mail, message, server, at)


def _hand_over(mail: Mail, message: EmailMessage, server: BaseEmailBackend, at: datetime) -> bool:
    try:
        server.send_messages([message])
    except _REFUSALS as error:
        mailing.refused(mail, failure=type(error).__name__, at=at)
        return False
    except (OSError, smtplib.SMTPException) as error:
        mailing.lost(mail, failure=type(error).__name__)
        return False
    finally:
        server.close()
    mailing.delivered(mail)
    return True
