"""Computing figures: each source of records is read once, however many figures count in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms import (
    EMPTY,
    FACETS,
    FIGURES,
    NOT_APPLICABLE,
    CellRef,
    Counted,
    FigureSpec,
    FigureValue,
    Nature,
)
from gongkai.reports.figures import (
    applications,
    disclosure,
    occasions,
    organisation,
    remedies,
    rooms,
)
from gongkai.reports.figures.counting import Count, Record, Scope, Source
from gongkai.reports.figures.registers import Kept
from gongkai.reports.models import StatedFigure

# The codes of a record in the facets of a figure.
Codes: TypeAlias = tuple[str | None, ...]

_ROOMS = (organisation, disclosure, occasions, rooms, applications, remedies)

COUNTS: Mapping[str, Count] = {key: count for room in _ROOMS for key, count in room.COUNTS.items()}

_QUERIES = {key: f"{room.__name__}:{key}" for room in _ROOMS for key in room.COUNTS}


def query_name(key: str) -> str:
    """Where the query of a figure stands in the code; a stated figure is read from its register."""
    return _QUERIES.get(key, f"{StatedFigure.__module__}:{StatedFigure.__name__}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's value, and the numbers of the records it was counted from."""

    ref: CellRef
    value: FigureValue
    record_type: str
    records: tuple[int, ...] = ()


def compute(scope: Scope, refs: Iterable[CellRef]) -> dict[CellRef, Figure]:
    """Compute figures for the agencies and the year of `scope`."""
    computing = _Computing(scope)
    return {ref: computing.figure(ref) for ref in refs}


def kinds_of(agencies: QuerySet[Agency]) -> frozenset[AgencyKind | None]:
    """The kinds of agencies as the law tells them apart; none for a village, which is no agency.

    What a department answers to decides its kind. Departments under vertical leadership
    and the justice departments are not told apart: the records do not say.
    """
    rows = agencies.values_list("kind", "superior__kind")
    return frozenset(_kind(kind, superior) for kind, superior in rows)


def _kind(kind: str, superior: str | None) -> AgencyKind | None:
    if kind == Agency.Kind.DEPARTMENT and superior == Agency.Kind.PROVINCE:
        return AgencyKind.PROVINCE_DEPARTMENT
    return None if kind == Agency.Kind.VILLAGE else AgencyKind(kind)


class _Computing:
    """What is read during one computation."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._kinds = kinds_of(scope.agencies)
        self._kept = Kept(scope)
        self._stated = _stated(scope)
        self._sources: dict[Source, QuerySet[Any]] = {}
        self._read: dict[Source, list[Record]] = {}
        self._grouped: dict[str, dict[Codes, list[Record]]] = {}

    def figure(self, ref: CellRef) -> Figure:
        spec = FIGURES[ref.figure]
        stated = spec.nature is Nature.STATED
        model = StatedFigure if stated else self._rows(COUNTS[spec.key].source).model
        if self._kinds and self._kinds <= spec.not_applicable_for:
            return Figure(ref, NOT_APPLICABLE, model._meta.label_lower)
        is_known = ref.figure in self._stated if stated else self._is_kept(spec)
        if not is_known:
            return Figure(ref, EMPTY, model._meta.label_lower)
        records = self._stated[ref.figure] if stated else self._counted(ref)
        amount = "value" if stated else COUNTS[spec.key].amount
        total = sum(record[amount] for record in records) if amount else len(records)
        numbers = tuple(sorted(record["pk"] for record in records))
        return Figure(ref, Counted(total), model._meta.label_lower, numbers)

    def _is_kept(self, spec: FigureSpec) -> bool:
        return self._kept.is_kept(spec.ledger, spec.measure)

    def _counted(self, ref: CellRef) -> list[Record]:
        wanted = [
            None if code is None else (FACETS[name].value(code).parts or (code,))
            for name, code in _narrowings(ref)
        ]
        return [
            record
            for codes, records in self._groups(ref.figure).items()
            if all(one is None or code in one for code, one in zip(codes, wanted, strict=True))
            for record in records
        ]

    def _groups(self, key: str) -> dict[Codes, list[Record]]:
        """The records of a figure by their codes in its facets."""
        if key not in self._grouped:
            count = COUNTS[key]
            facets = [count.facets[name] for name in FIGURES[key].facets]
            groups: dict[Codes, list[Record]] = {}
            for record in self._records(count.source):
                if count.keep(record, self._scope):
                    codes = tuple(code_of(record) for code_of in facets)
                    groups.setdefault(codes, []).append(record)
            self._grouped[key] = groups
        return self._grouped[key]

    def _rows(self, source: Source) -> QuerySet[Any]:
        if source not in self._sources:
            self._sources[source] = source.rows(self._scope)
        return self._sources[source]

    def _records(self, source: Source) -> list[Record]:
        if source not in self._read:
            self._read[source] = list(self._rows(source).values("pk", *source.fields))
        return self._read[source]


def _narrowings(ref: CellRef) -> list[tuple[str, str | None]]:
    """Every facet of the figure with the code it is narrowed to, if any."""
    given = dict(ref.facets)
    return [(name, given.get(name)) for name in FIGURES[ref.figure].facets]


def _stated(scope: Scope) -> dict[str, list[Record]]:
    """The stated figures of the year by their key."""
    found: dict[str, list[Record]] = {}
    rows = StatedFigure.objects.filter(agency__in=scope.agencies, year=scope.year)
    for record in rows.values("pk", "figure", "value"):
        found.setdefault(record["figure"], []).append(record)
    return found
