"""The dictionary of figures: one number, one definition, one label (data/figures.toml)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product
from pathlib import Path
from typing import Any

from gongkai.law.agency_kinds import AgencyKind

DATA = Path(__file__).parent / "data"


class Measure(Enum):
    """FLOW: what happened in the period. STOCK: what there is on its last day."""

    FLOW = "flow"
    STOCK = "stock"


class Nature(Enum):
    """COUNTED: from records, which can be listed. STATED: by hand, with a basis."""

    COUNTED = "counted"
    STATED = "stated"


class UnknownFigureError(ValueError):
    """A figure, facet or facet value that the dictionary does not hold."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet. With `parts` it stands for all of them together."""

    code: str
    label: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """Something a figure may be broken down by, such as the kind of applicant."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    def value(self, code: str) -> FacetValue:
        """Return the value with this code.

        Raises: UnknownFigureError.
        """
        for value in self.values:
            if value.code == code:
                return value
        raise UnknownFigureError(f"“{self.label}”没有取值“{code}”")


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """The definition of one figure.

    `local_row` is its row in the local statistics table of 2008 to 2013.
    Units: `unit` is the unit of the stored value; money is 元 whatever a form shows.
    """

    key: str
    label: str
    unit: str
    measure: Measure
    nature: Nature
    ledger: str
    definition: str
    facets: tuple[str, ...] = ()
    not_applicable_for: frozenset[AgencyKind] = frozenset()
    source: str = ""
    local_row: str = ""


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One number of a report: a figure and the facet values that narrow it.

    A facet that is left out means all its values, so `applications.closed` is the total.
    Build with `cell` or `parse_ref`, which keep the facets sorted and known.
    """

    figure: str
    facets: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        inside = ",".join(f"{name}={code}" for name, code in self.facets)
        return f"{self.figure}[{inside}]" if inside else self.figure


def _load() -> dict[str, Any]:
    return tomllib.loads((DATA / "figures.toml").read_text(encoding="utf-8"))


_RAW = _load()

LEDGERS: Mapping[str, str] = _RAW["ledgers"]

FACETS: Mapping[str, Facet] = {
    row["name"]: Facet(
        row["name"],
        row["label"],
        tuple(
            FacetValue(value["code"], value["label"], tuple(value.get("parts", ())))
            for value in row["values"]
        ),
    )
    for row in _RAW["facets"]
}

FACTS: Mapping[str, str] = {row["name"]: row["label"] for row in _RAW["facts"]}

FIGURES: Mapping[str, FigureSpec] = {
    row["key"]: FigureSpec(
        key=row["key"],
        label=row["label"],
        unit=row["unit"],
        measure=Measure(row["measure"]),
        nature=Nature(row["nature"]),
        ledger=row["ledger"],
        definition=row["definition"],
        facets=tuple(row.get("facets", ())),
        not_applicable_for=frozenset(
            AgencyKind(kind) for kind in row.get("not_applicable_for", ())
        ),
        source=row.get("source", ""),
        local_row=row.get("local_row", ""),
    )
    for row in _RAW["figures"]
}


def cell(figure: str, **facets: str) -> CellRef:
    """Return the reference to a figure, narrowed by facets.

    Raises: UnknownFigureError for a figure, facet or value the dictionary does not hold.
    """
    spec = FIGURES.get(figure)
    if spec is None:
        raise UnknownFigureError(f"没有指标“{figure}”")
    for name, code in facets.items():
        if name not in spec.facets:
            raise UnknownFigureError(f"指标“{spec.label}”不按“{name}”划分")
        FACETS[name].value(code)
    return CellRef(figure, tuple(sorted(facets.items())))


def parse_ref(text: str) -> CellRef:
    """Read `key` or `key[facet=value,facet=value]`.

    Raises: UnknownFigureError.
    """
    figure, bracket, rest = text.strip().partition("[")
    if not bracket:
        return cell(figure)
    if not rest.endswith("]"):
        raise UnknownFigureError(f"“{text}”缺少右方括号")
    facets = dict(part.partition("=")[::2] for part in rest[:-1].split(","))
    return cell(figure, **facets)


def narrowed(ref: CellRef, facets: Mapping[str, str]) -> CellRef:
    """Return the reference narrowed by further facets.

    Raises: UnknownFigureError.
    """
    return cell(ref.figure, **dict(ref.facets), **facets)


def all_refs() -> Iterator[CellRef]:
    """Every number the dictionary can name: each figure with every choice of its facets."""
    for spec in FIGURES.values():
        choices = [(None, *(value.code for value in FACETS[name].values)) for name in spec.facets]
        for codes in product(*choices):
            pairs = zip(spec.facets, codes, strict=True)
            yield cell(spec.key, **{name: code for name, code in pairs if code is not None})


def label_of(ref: CellRef) -> str:
    """Return the unique Chinese label of a number, facets in corner brackets."""
    label = FIGURES[ref.figure].label
    inside = "、".join(FACETS[name].value(code).label for name, code in ref.facets)
    return f"{label}〔{inside}〕" if inside else label
