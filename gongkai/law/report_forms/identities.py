"""Read the identities and claims of a form, one identity for each column or row it holds in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms.figures import narrowed, parse_ref
from gongkai.law.report_forms.model import Column, Table
from gongkai.law.report_forms.rules import (
    Claim,
    ClaimKind,
    Identity,
    IdentityKind,
    Severity,
    Term,
)

PREVIOUS = "previous:"  # before a figure of last year's report


def read(rows: Iterable[dict[str, Any]], tables: Mapping[str, Table]) -> Iterator[Identity]:
    """Yield the identities; `columns_of` and `row_totals_of` name a table to spread over.

    Raises: UnknownFigureError, KeyError for a table the form does not have.
    """
    for raw in rows:
        if "row_totals_of" in raw:
            yield from _row_totals(raw, tables[raw["row_totals_of"]])
        elif "columns_of" in raw:
            for block in tables[raw["columns_of"]].blocks:
                for column in block.columns:
                    yield _identity(raw, column)
        else:
            yield _identity(raw, Column(label=""))


def read_claims(rows: Iterable[dict[str, Any]]) -> Iterator[Claim]:
    """Yield the claims.

    Raises: UnknownFigureError.
    """
    for raw in rows:
        yield Claim(
            code=raw["code"],
            kind=ClaimKind(raw["kind"]),
            parts=tuple(parse_ref(key) for key in raw["parts"]),
            stated_base=parse_ref(raw["stated_base"]),
            severity=Severity(raw["severity"]),
            message=raw["message"],
            why=raw["why"],
        )


def _identity(raw: dict[str, Any], column: Column) -> Identity:
    return Identity(
        code=raw["code"],
        kind=IdentityKind(raw["kind"]),
        left=tuple(_term(key, column) for key in raw["left"]),
        right=tuple(_term(key, column) for key in raw.get("right", ())),
        severity=Severity(raw["severity"]),
        cause=raw["cause"],
        why=raw["why"],
        agency_kinds=frozenset(AgencyKind(kind) for kind in raw.get("agency_kinds", ())),
    )


def _term(key: str, column: Column) -> Term:
    ref = parse_ref(key.removeprefix(PREVIOUS))
    return Term(narrowed(ref, dict(column.facets)), previous=key.startswith(PREVIOUS))


def _row_totals(raw: dict[str, Any], table: Table) -> Iterator[Identity]:
    """In every row the column without facets is the sum of the columns with one."""
    for block in table.blocks:
        for row in block.rows:
            pairs = tuple(zip(block.columns, row.cells, strict=True))
            yield Identity(
                code=raw["code"],
                kind=IdentityKind.EQUAL,
                left=tuple(Term(cell.ref) for column, cell in pairs if not column.facets),
                right=tuple(Term(cell.ref) for column, cell in pairs if column.facets),
                severity=Severity(raw["severity"]),
                cause=raw["cause"],
                why=raw["why"],
            )
