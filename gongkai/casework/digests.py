"""The reminders of a day by mail: numbers of cases, never who applied for what."""

import smtplib
from collections import Counter
from datetime import datetime

from django.core.mail import EmailMessage, get_connection

from gongkai.casework.models import Digest
from gongkai.casework.reminding import Due, Stage, told_to
from gongkai.casework.transitions import reminders
from gongkai.law.calendar import WorkCalendar

SUBJECT = "政府信息公开工作提醒"
_AT_ONCE = 200
# The server said no, so the mail was not taken; after any other failure it may have been.
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)


def send_digests(*, at: datetime, site: str, calendar: WorkCalendar) -> int:
    """Send the mails of the day that are due and say how many the mail server took."""
    due = Digest.objects.filter(day=at.date(), due_at__lte=at).order_by("due_at", "pk")
    numbers = list(due.values_list("pk", flat=True)[:_AT_ONCE])
    return sum(_send(number, at, site, calendar) for number in numbers)


def text_of(found: list[Due], *, site: str) -> str:
    """What the mail says of the cases somebody is told of."""
    counts = Counter(due.stage for due in found)
    parts = [f"{stage.label}{counts[stage]}件" for stage in reversed(Stage) if counts[stage]]
    lines = [
        f"{due.application.agency.short_name} {due.application.number}　{due.stage.label}"
        f"（{'答复期限' if due.is_ours else due.label}{due.on:%Y-%m-%d}）"
        for due in found
    ]
    return (
        f"您好：\n\n依申请公开有{len(found)}件需要注意：{'，'.join(parts)}。\n\n"
        + "\n".join(lines)
        + f"\n\n请登录办理：{site}/desk/\n不再需要邮件的，在“提醒邮箱”页面清空邮箱地址。\n"
    )


def _send(number: int, at: datetime, site: str, calendar: WorkCalendar) -> bool:
    digest = reminders.claim(number)
    if digest is None:
        return False
    found = told_to(digest.to, at.date(), calendar)
    if not found or not digest.to.email:
        return False
    message = EmailMessage(
        subject=SUBJECT,
        body=text_of(found, site=site),
        to=[digest.to.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    server = get_connection()
    opened = False
    try:
        server.open()
        opened = True
        server.send_messages([message])
    except (OSError, smtplib.SMTPException) as error:
        failure = type(error).__name__
        if opened and not isinstance(error, _REFUSALS):
            reminders.lost(digest, failure=failure)
        else:
            reminders.refused(digest, failure=failure, at=at)
        return False
    finally:
        server.close()
    reminders.delivered(digest, at=at)
    return True
