"""What of closed cases is kept no longer: identities, names, texts, files.

Whatever was written as free text goes, for nobody can tell of a text that it names no person.
Number, kind, channel, days, outcome and ground stay: the figures of the reports count nothing else.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, Expression, F, Model, OuterRef, Q, QuerySet

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may
from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    DisclosureSuggestion,
    Extension,
    FeeNotice,
    Identity,
    IdentityProof,
    Justification,
    Note,
    RecordCorrection,
    RecordEvidence,
    RecordIdentity,
    Reopening,
    Submission,
    SubmissionFile,
    Transfer,
    Withdrawal,
)
from gongkai.audit.actions import Action
from gongkai.law.regimes import Consulted
from gongkai.protection.models import Erasure
from gongkai.protection.retention import Erasable

ERASED = "（已清除）"
BASIS = "机关文件材料归档范围和文书档案保管期限规定"
_YEARS = 10
# Before 2019 whoever is not said to be a person may be one.
_PEOPLE = Q(applicant_kind__in=("natural_person", ""))
_PARTIES = Q(who=Consulted.THIRD_PARTY.value)
# Models with encrypted values: the record to which they belong, and the path to it.
ROOTS: dict[type[Model], tuple[type[Model], str]] = {
    Consultation: (Application, "application"),
    Identity: (Application, "submission__application"),
    IdentityProof: (Application, "submission__application"),
    SubmissionFile: (Application, "submission__application"),
    RecordIdentity: (RecordCorrection, "record_correction"),
    RecordEvidence: (RecordCorrection, "record_correction"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What the rows of a model lose with the record that `path` leads to.

    `texts` become `ERASED` where anything stands in them, `blanks` and `files` empty; the `rows` of
    a relation go altogether, with their files. `where` says in which rows, as where a person is
    named.
    """

    model: type[Model]
    path: str = ""
    texts: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    where: Q = field(default_factory=Q)

    @property
    def held(self) -> Q:
        """Where anything of it is still there."""
        found = Q(pk__in=[])
        for name in self.texts:
            found |= ~Q(**{f"{name}__in": ("", ERASED)})
        for name in (*self.blanks, *self.files):
            found |= ~Q(**{name: self.nothing(name)})
        for name in self.rows:
            relation: Any = self.model._meta.get_field(name)
            rows = relation.related_model._base_manager.filter(
                **{relation.field.name: OuterRef("pk")}
            )
            found |= Q(Exists(rows))
        return found & self.where

    def nothing(self, name: str) -> Any:
        """What stands in a field of `blanks` or `files` that is empty; a list without a default."""
        column: Any = self.model._meta.get_field(name)
        default = column.get_default()
        return [] if default is None else default


@dataclass(frozen=True, slots=True)
class Kept:
    """Records kept for a time with all that belongs to them; `after` gives the day it runs from.

    Units: `years` is whole years.
    """

    model: type[Any]
    after: Callable[[], Expression | F]
    parts: tuple[Part, ...]
    years: int = _YEARS
    basis: str = BASIS


def _of_case(model: type[Model], *texts: str, **more: Any) -> Part:
    return Part(model, "application", texts, **more)


CASE_PARTS = (
    Part(Application, texts=("content",)),
    Part(Application, texts=("applicant",), where=_PEOPLE),
    _of_case(
        Submission,
        *("content", "wanted_form", "delivery", "purpose", "needs_help", "late_reason"),
        rows=("files",),
    ),
    _of_case(Submission, "applicant", where=_PEOPLE),
    Part(Identity, "submission__application", ("contact",)),
    _of_case(Extension, "reason"),
    _of_case(Correction, "unclear", "items", "guidance", "corrected_content"),
    _of_case(Consultation, "passage", "reasons", "override"),
    _of_case(Consultation, "party_name", where=_PARTIES),
    _of_case(Justification, "counts", "stated"),
    _of_case(FeeNotice, "why", "payment"),
    _of_case(Transfer, "reason"),
    _of_case(Withdrawal, "reason"),
    _of_case(Reopening, "reason"),
    _of_case(Note, "text"),
    _of_case(DisclosureSuggestion, "reasons", "opinion"),
)
RECORD_CORRECTIONS = Kept(
    RecordCorrection,
    partial(F, "decided_on"),
    (
        Part(
            RecordCorrection,
            texts=("record", "wrong", "evidence", "verified", "decision", "other_contact"),
            rows=("files",),
        ),
        Part(RecordCorrection, texts=("applicant",), where=_PEOPLE),
    ),
)


def erasable_by(user: User) -> QuerySet[Agency]:
    """Agencies whose personal data the person may erase."""
    rows = Agency.objects.order_by("path", "pk")
    held = [row.pk for row in rows if may(user, Action.PERSONAL_DATA_ERASE, row)]
    return Agency.objects.filter(pk__in=held)


def over(kept: Kept, *, on: date, agencies: QuerySet[Agency]) -> QuerySet[Any]:
    """The records whose time of keeping is over, each with `counted_from`."""
    limit = Erasable((), kept.years, "", kept.basis).days_before(on)
    rows: QuerySet[Any] = kept.model._base_manager.annotate(counted_from=kept.after())
    return rows.filter(agency__in=agencies, counted_from__lt=limit).order_by("pk")


def due(kept: Kept, keys: Collection[int]) -> Iterator[tuple[Part, QuerySet[Any]]]:
    """For each part the rows that still hold something, each with the `root` it belongs to."""
    for part in kept.parts if keys else ():
        path = part.path or "pk"
        rows = part.model._base_manager.filter(part.held, **{f"{path}__in": list(keys)})
        yield part, rows.annotate(root=F(path)).order_by("pk")


def erasure_of(record: Application | RecordCorrection) -> Erasure | None:
    """When and on which basis the texts of a record were erased; None while they are there."""
    text = record.content if isinstance(record, Application) else record.record
    if text != ERASED:
        return None
    found = Erasure.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk)
    return found.order_by("-pk").first()
