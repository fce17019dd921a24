"""What of a case is kept how long, with its letters, documents and messages, and what is due.

A case that went to reconsideration or to court is kept longer: see docs/law.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application, IdentityProof
from gongkai.applications.models.closing import period_from
from gongkai.applications.queries import retention
from gongkai.applications.queries.retention import CASE_PARTS, RECORD_CORRECTIONS, Kept, Part
from gongkai.casework.models import (
    ApplicantMessage,
    Decision,
    FoundDocument,
    Letter,
    LetterReview,
    Rating,
    RedactionMark,
    SearchRecord,
    Service,
)
from gongkai.fees.models import Fee
from gongkai.protection.queries import Scope, due_for_erasure
from gongkai.protection.retention import Erasable
from gongkai.remedies.models import Lawsuit, Reconsideration

CONTESTED_YEARS = 30


def _letters(subject: str) -> tuple[Part, ...]:
    """What the letters about a subject lose; their numbers stay, so that no series has a gap."""
    return (
        Part(
            Letter,
            subject,
            ("void_reason",),
            ("edits", "particulars", "html"),
            ("pdf", "docx"),
        ),
        Part(LetterReview, f"letter__{subject}", ("opinion",)),
        Part(
            Service, f"letter__{subject}", ("tracking", "signed_name", "return_reason", "consent")
        ),
    )


_PARTS = (
    Part(Fee, "application", ("waiver_reason",)),
    Part(SearchRecord, "application", ("result",), ("places", "asked")),
    Part(
        FoundDocument,
        "application",
        ("title", "document_number", "filename"),
        ("reasons", "sha256", "cleared_pictures"),
        ("original", "released"),
        ("marks",),
    ),
    Part(
        Decision,
        "application",
        ("provided_way", "provided_at", "public_at", "other_contact"),
        ("reasons", "checklist"),
    ),
    Part(ApplicantMessage, "application", ("text", "filename", "result"), files=("original",)),
    Part(Rating, "application", ("comment",)),
    *_letters("application"),
)
CASES = Kept(Application, period_from, (*CASE_PARTS, *_PARTS))
KEPT = (
    CASES,
    replace(RECORD_CORRECTIONS, parts=(*RECORD_CORRECTIONS.parts, *_letters("record_correction"))),
)
# Models with encrypted values: the record to which they belong, and the path to it.
ROOTS: dict[type[Model], tuple[type[Model], str]] = {
    **retention.ROOTS,
    RedactionMark: (Application, "document__application"),
    ApplicantMessage: (Application, "application"),
}


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A case, or another record, of which something is due; `what` names the kinds of records."""

    number: str
    counted_from: date
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go: how many records of each kind, of which cases; and what stays though old."""

    counts: Counter[str]
    records: list[DueRecord]
    contested: list[str]


def records_over(kept: Kept, *, on: date, agencies: QuerySet[Agency]) -> QuerySet[Any]:
    """The records whose time of keeping is over, without contested cases."""
    found = retention.over(kept, on=on, agencies=agencies)
    return found.exclude(pk__in=contested(on)) if kept.model is Application else found


def scope(agencies: QuerySet[Agency], *, on: date) -> Scope:
    """Whose encrypted values may go: the proof of identity also of contested cases."""
    kept_on = contested(on)

    def found(_: User, records: QuerySet[Any]) -> QuerySet[Any]:
        root, path = ROOTS.get(records.model, (None, ""))
        rows = records.filter(**{f"{path}__agency__in" if path else "agency__in": agencies})
        if root is not Application or records.model is IdentityProof:
            return rows
        return rows.exclude(**{f"{path}__in": kept_on})

    return found


def contested(on: date) -> list[int]:
    """Closed cases with a reconsideration or lawsuit, their own or of a part, not yet over.

    Source: 机关文件材料归档范围和文书档案保管期限规定; a reading, see docs/law.md.
    """
    direct = Q()
    for remedy in (Reconsideration, Lawsuit):
        own = remedy._base_manager.exclude(application=None).values("application")
        for path in ("pk", "split_from", "parts", "split_from__parts"):
            direct |= Q(**{f"{path}__in": own})
    limit = Erasable((), CONTESTED_YEARS, "", "").days_before(on)
    cases = Application.objects.filter(direct).annotate(day=period_from()).filter(day__gte=limit)
    return list(cases.values_list("pk", flat=True).distinct())


def preview(user: User, *, on: date, agencies: QuerySet[Agency]) -> Preview:
    """What is due on a day, in the order in which it became due."""
    counts: Counter[str] = Counter()
    days: dict[tuple[type[Model], int], date] = {}
    what: dict[tuple[type[Model], int], list[str]] = defaultdict(list)
    for label, key, day in _due(user, on=on, agencies=agencies):
        counts[label] += 1
        if key:
            days[key] = max(day, days.get(key, day))
            if label not in what[key]:
                what[key].append(label)
    numbers = {
        (kept.model, row.pk): row.number
        for kept in KEPT
        for row in kept.model._base_manager.in_bulk(
            [pk for model, pk in days if model is kept.model]
        ).values()
    }
    records = [DueRecord(numbers[key], day, tuple(what[key])) for key, day in days.items()]
    old = retention.over(CASES, on=on, agencies=agencies).filter(pk__in=contested(on))
    return Preview(
        counts,
        sorted(records, key=lambda row: (row.counted_from, row.number)),
        list(old.values_list("number", flat=True)),
    )


def number_due(user: User, *, on: date, agencies: QuerySet[Agency]) -> int:
    """How many records are due."""
    return sum(1 for _ in _due(user, on=on, agencies=agencies))


def _due(
    user: User, *, on: date, agencies: QuerySet[Agency]
) -> Iterator[tuple[str, tuple[type[Model], int] | None, date]]:
    """Each row that is due: what it is called, its case, the day its time runs from."""
    for _, rows in due_for_erasure(user, on=on, scope=scope(agencies, on=on)):
        label = str(rows.model._meta.verbose_name)
        model, path = ROOTS.get(rows.model, (None, "pk"))
        for pk, day in rows.values_list(path, "counted_from"):
            yield label, (model, pk) if model else None, day
    for kept in KEPT:
        records = records_over(kept, on=on, agencies=agencies)
        days = dict(records.values_list("pk", "counted_from"))
        seen = set()
        for part, rows in retention.due(kept, days):
            for pk, root in rows.values_list("pk", "root"):
                if (part.model, pk) not in seen:
                    seen.add((part.model, pk))
                    yield str(part.model._meta.verbose_name), (kept.model, root), days[root]
