"""Internal notes on a case; they never leave the office."""

from django.db import transaction

from gongkai.agencies.queries import person_behind
from gongkai.applications import policies
from gongkai.applications.models import Note
from gongkai.applications.transitions.case import check_written, locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@transaction.atomic
def write(application_id: int, *, text: str, acting: Acting) -> Note:
    """Note something on a case, open or closed.

    Raises: NotAllowed.
    """
    application = locked(application_id)
    policies.permit_note(acting.by, application, today=acting.today)
    note = Note(
        application=application,
        text=text,
        written_by=person_behind(acting.by),
        written_at=acting.at,
    )
    check_written(note, "text")
    note.save(force_insert=True)
    log.record(Action.NOTE_WRITE, application, acting, note=note.pk)
    return note
