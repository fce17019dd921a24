"""Writing and checking the audit log."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry

# An arbitrary but fixed number for PostgreSQL's advisory lock on the chain.
_CHAIN_LOCK = 73_190_415


def record(action: Action, subject: models.Model, acting: Acting, **data: object) -> Entry:
    """Append one entry to the chain; the last step of every transition.

    A deputy's names in `on_behalf_of` whose duty it was.

    Must run inside the transition's transaction. On PostgreSQL an advisory lock
    lasting until commit keeps two writers from continuing the same link; SQLite
    has one writer at a time anyway. A rehearsal's entries never stay, so that it
    need not keep all others from acting while it lasts.
    """
    if not acting.is_rehearsal:
        wait_turn()
    with connection.cursor() as cursor:
        # Plain SQL, for every transition comes here and Django needs long to write it.
        cursor.execute("SELECT digest FROM audit_entry ORDER BY id DESC LIMIT 1")
        previous = next(iter(cursor.fetchall()), ("",))[0]
    if absent := acting.by.acts_for.get(action):
        data = {"on_behalf_of": absent} | data
    entry = Entry(
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        by=acting.by,
        at=acting.at,
        data=json.loads(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)),
    )
    entry.digest = _link(previous, entry)
    entry.save(force_insert=True)
    return entry


def wait_turn() -> None:
    """On PostgreSQL wait for whoever writes the log, and let nobody else until the commit.

    For what follows many transitions and locks rows that all of them share: some record before
    and some after, and without this two of them could wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def history(subject: models.Model, *others: models.Model) -> models.QuerySet[Entry]:
    """All entries on one record, or on several of any kinds, newest first."""
    numbers: dict[str, list[int]] = {}
    for record in (subject, *others):
        numbers.setdefault(record._meta.label_lower, []).append(record.pk)
    theirs = models.Q(pk__in=[])
    for kind, pks in numbers.items():
        theirs |= models.Q(subject_type=kind, subject_id__in=pks)
    return Entry.objects.filter(theirs).select_related("by").order_by("-pk")


def first_broken_link() -> int | None:
    """The number of the first entry that does not fit the one before it, or None."""
    previous = ""
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.digest != _link(previous, entry):
            return int(entry.pk)
        previous = entry.digest
    return None


def _link(previous: str, entry: Entry) -> str:
    content = json.dumps(
        [
            previous,
            entry.action,
            entry.subject_type,
            entry.subject_id,
            entry.by_id,
            round(entry.at.timestamp() * 1_000_000),
            entry.data,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(content.encode()).hexdigest()
