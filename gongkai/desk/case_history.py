"""All that was done on a case, and on which of its records."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from gongkai.applications.models import Application, Submission
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.desk.case_letters import title_of


def history_of(
    application: Application, submission: Submission | None
) -> tuple[list[Entry], Mapping[tuple[str, int], str]]:
    """The log of the case and all that belongs to it, and the names of its letters and parties."""
    letters = list(application.letters.all())
    consultations = list(application.consultations.all())
    records: list[Model] = [*consultations, *letters, *application.messages.all()]
    if submission:
        records.append(submission)
        records += [
            getattr(submission, name) for name in ("identity", "proof") if hasattr(submission, name)
        ]
    about = {_key(letter): title_of(letter, application) for letter in letters}
    about |= {_key(row): row.party_name for row in consultations}
    return list(log.history(application, *records)), about


def _key(record: Any) -> tuple[str, int]:
    return record._meta.label_lower, record.pk
