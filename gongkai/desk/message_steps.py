"""Which step of a case an applicant's message is about, and what its form takes over from it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.casework.models import ApplicantMessage

_Kind = ApplicantMessage.Kind


@dataclass(frozen=True, slots=True)
class MessageStep:
    """The key of a step, and the fields of its form for the day and the text of a message."""

    key: str
    day: str
    text: str = ""


STEP_OF: dict[str, MessageStep] = {
    _Kind.CORRECTION: MessageStep("correction-receipt", "corrected_on", "content"),
    _Kind.PAYMENT: MessageStep("payment", "paid_on"),
    _Kind.JUSTIFICATION: MessageStep("statement", "stated_on", "stated"),
    _Kind.WITHDRAWAL: MessageStep("withdrawal", "on", "reason"),
    _Kind.SUGGESTION: MessageStep("suggestion", "suggested_on", "reasons"),
}


def proposed(application: Application, step: str, message: str) -> dict[str, str | date]:
    """What the form of a step proposes from the message its address names.

    The day is the day the message came: a term that begins anew does so from then on, not from
    the day somebody found the time to register it.
    """
    found = application.messages.filter(pk=message).first() if message.isdecimal() else None
    fields = STEP_OF.get(found.kind) if found else None
    if found is None or fields is None or fields.key != step:
        return {}
    values: dict[str, str | date] = {fields.day: timezone.localtime(found.came_at).date()}
    return values | ({fields.text: found.text} if fields.text else {})
