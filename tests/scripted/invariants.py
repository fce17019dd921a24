"""What holds after every transition, whatever was done before."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    DueDateChange,
    Extension,
    FeeNotice,
    IdentityProof,
    Justification,
    Submission,
    SubmissionFile,
)
from gongkai.applications.queries import clock_of, deadline_of, with_steps
from gongkai.audit.models import Entry
from gongkai.calendars.models import Notice
from gongkai.casework.kinds import KINDS
from gongkai.casework.models import (
    FoundDocument,
    Letter,
    LetterReview,
    RedactionMark,
    SeriesYear,
    Service,
)
from gongkai.fees.models import Fee
from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock import reply_deadline
from gongkai.law.counting import Deadline

# Rows that a refusal must not have left behind.
_COUNTED = (
    *(SubmissionFile, IdentityProof, DueDateChange, Notice, FoundDocument, RedactionMark),
    *(Correction, Consultation, Extension, FeeNotice, Justification, Fee),
)
_SIGNED = ("number", "serial", "signed_on", "signed_by", "html", "pdf", "docx", "edits")


@dataclass(slots=True)
class Memory:
    """What was seen earlier and may not change: submissions, signed letters."""

    calendar: WorkCalendar
    submissions: dict[int, Any] = field(default_factory=dict)
    letters: dict[int, Any] = field(default_factory=dict)
    # Applications answered from the register, and not by a letter that was served.
    registered: set[int] = field(default_factory=set)


def check(memory: Memory) -> None:
    """Assert everything that must hold now."""
    for application in with_steps():
        _status(application)
        _clock(application, memory.calendar)
        _reply(application, memory)
    _submissions(memory)
    _letters(memory)
    _serials()
    _services()
    assert not FoundDocument.objects.filter(judgement="withhold").exclude(released="").exists()


def picture() -> object:
    """All that a refusal must leave alone."""
    return (
        Entry.objects.count(),
        list(Application.objects.order_by("pk").values()),
        list(Letter.objects.order_by("pk").values("pk", "state", "number", "edits")),
        Service.objects.count(),
        list(SeriesYear.objects.order_by("pk").values()),
        [model._base_manager.count() for model in _COUNTED],
    )


def _status(application: Application) -> None:
    waiting = [row for row in application.reopenings.all() if row.replied_on is None]
    assert len(waiting) <= 1
    is_ended = hasattr(application, "reply") or hasattr(application, "withdrawal")
    is_answered = application.status == Application.Status.ANSWERED
    assert is_answered == (is_ended and not waiting)


def _clock(application: Application, calendar: WorkCalendar) -> None:
    """The kept due date is the one counted from scratch, in whatever order the events stand."""
    events = clock_of(application)
    found = _result(deadline_of(application, calendar))
    # Only the words differ: a day that two consultations take out is told of the first.
    assert _result(reply_deadline(application.received_on, calendar, events=events[::-1])) == found
    if application.status == Application.Status.IN_HAND:
        kept = (application.due_on, application.due_is_provisional, application.is_stopped)
        assert kept == found


def _result(deadline: Deadline) -> tuple[date, bool, bool]:
    return deadline.due_on, deadline.is_provisional, deadline.is_stopped


def _reply(application: Application, memory: Memory) -> None:
    reply = getattr(application, "reply", None)
    if reply is None or hasattr(application, "withdrawal"):
        return
    source = application.answered_with or application
    if {application.pk, source.pk} & memory.registered:
        return
    letter = Letter.objects.get(application=source, number=reply.number)
    assert letter.services.filter(served_on=reply.replied_on).exists()


def _submissions(memory: Memory) -> None:
    """What came stays as it came; only its confirmation and its case are added, once.

    The query code may be another: the one before the number was told to nobody.
    """
    for row in Submission.objects.values():
        first = memory.submissions.setdefault(row["id"], row)
        changed = {name for name in row if row[name] != first[name]} - {"code_hash"}
        assert changed <= {"confirmed_on", "late_reason", "application_id"}
        assert not any(first[name] for name in changed)
        memory.submissions[row["id"]] = row


def _letters(memory: Memory) -> None:
    """Once signed, a letter reads for ever as it was signed, voided or not."""
    for row in Letter.objects.exclude(signed_on=None).values("pk", *_SIGNED):
        assert memory.letters.setdefault(row["pk"], row) == row


def _serials() -> None:
    for series in SeriesYear.objects.prefetch_related("letters"):
        serials = sorted(letter.serial or 0 for letter in series.letters.all())
        assert serials == list(range(1, series.last_serial + 1))


def _services() -> None:
    """Nothing leaves unsigned or unreviewed."""
    for letter in Letter.objects.exclude(services=None).distinct():
        assert letter.state == Letter.State.SIGNED
        passed = LetterReview.objects.filter(letter=letter, result="pass")
        assert set(passed.values_list("kind", flat=True)) == set(KINDS[letter.kind].reviews)
