"""What of closed cases is kept no longer: identities, names, scans.

The figures of the reports count records, days and outcomes, and none of these is erased.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may
from gongkai.applications.models import (
    Application,
    Consultation,
    Identity,
    IdentityProof,
    Submission,
    SubmissionFile,
)
from gongkai.applications.models.closing import closed_day
from gongkai.audit.actions import Action
from gongkai.protection.queries import due_for_erasure
from gongkai.protection.retention import Erasable

ERASED = "（已清除）"
_KEPT_WITH_THE_CASE = "机关文件材料归档范围和文书档案保管期限规定"
# Names in plain columns: of people, and before 2019 of whoever is not said to be a person.
NAMES = {
    Application: Erasable(("applicant",), years=10, after=closed_day, basis=_KEPT_WITH_THE_CASE),
    Submission: Erasable(
        ("applicant", "files"),
        years=10,
        after=partial(closed_day, "application__"),
        basis=_KEPT_WITH_THE_CASE,
    ),
}
_PEOPLE = Q(applicant_kind__in=("natural_person", ""))
# model -> path to the application
_PATHS = {
    Application: "",
    Consultation: "application__",
    Submission: "application__",
    Identity: "submission__application__",
    IdentityProof: "submission__application__",
}


def erasable_by(user: User) -> QuerySet[Agency]:
    """Agencies whose personal data the person may erase."""
    rows = Agency.objects.order_by("path", "pk")
    held = [row.pk for row in rows if may(user, Action.PERSONAL_DATA_ERASE, row)]
    return Agency.objects.filter(pk__in=held)


def in_scope(agencies: QuerySet[Agency], _: User | None, records: QuerySet[Any]) -> QuerySet[Any]:
    """Those records that belong to closed cases of these agencies.

    What came in is kept as long as a part that was split from it, or the case it became at
    another agency, is in hand.
    """
    path = _PATHS.get(records.model)
    if path is None:
        return records.none()
    in_hand = Application.objects.filter(
        Q(split_from=OuterRef(f"{path}pk")) | Q(came_from__application=OuterRef(f"{path}pk")),
        status=Application.Status.IN_HAND,
    )
    return records.filter(~Exists(in_hand), **{f"{path}agency__in": agencies})


def protected_due(
    user: User, *, on: date, agencies: QuerySet[Agency]
) -> Iterator[tuple[Erasable, QuerySet[Any]]]:
    """Encrypted values whose period is over; see `protection.queries.due_for_erasure`."""
    return due_for_erasure(user, on=on, scope=partial(in_scope, agencies))


def names_due(*, on: date, agencies: QuerySet[Agency]) -> Iterator[tuple[Erasable, QuerySet[Any]]]:
    """Cases and submissions with a name or scans to be erased, each with `counted_from`."""
    for model, rule in NAMES.items():
        held = _PEOPLE & ~Q(applicant=ERASED)
        if model is Submission:
            held |= Q(Exists(SubmissionFile.objects.filter(submission=OuterRef("pk"))))
        rows = model._base_manager.alias(day=closed_day(_PATHS[model]))
        over = rows.filter(held, day__lt=rule.days_before(on))
        yield rule, in_scope(agencies, None, over).annotate(counted_from=F("day")).order_by("pk")


def number_due(user: User, *, on: date, agencies: QuerySet[Agency]) -> int:
    """How many records are due."""
    due = [
        *protected_due(user, on=on, agencies=agencies),
        *names_due(on=on, agencies=agencies),
    ]
    return sum(records.count() for _, records in due)
