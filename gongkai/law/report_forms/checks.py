"""Check the figures of a report against the identities and claims of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms.figures import CellRef, label_of
from gongkai.law.report_forms.model import ReportForm
from gongkai.law.report_forms.rules import (
    Claim,
    ClaimKind,
    Identity,
    IdentityKind,
    Severity,
    Term,
)
from gongkai.law.report_forms.values import (
    EMPTY,
    NOT_APPLICABLE,
    Counted,
    FigureValue,
    number_text,
)

NAMED_TERMS = 4  # a longer sum is named by its first term


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should look at; `keys` are the numbers it speaks of."""

    severity: Severity
    code: str
    message: str
    keys: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """The recorded terms of one side, and the terms that were left empty."""

    known: tuple[tuple[Term, Decimal], ...]
    missing: tuple[Term, ...]

    @property
    def total(self) -> Decimal:
        return sum((number for _, number in self.known), Decimal(0))

    @property
    def applies(self) -> bool:
        return bool(self.known or self.missing)

    def __str__(self) -> str:
        total = number_text(self.total)
        if len(self.known) == 1:
            return f"{_named(self.known[0][0])}为{total}"
        if len(self.known) > NAMED_TERMS:
            return f"{_named(self.known[0][0])}等{len(self.known)}项合计{total}"
        parts = "、".join(f"{_named(term)}（{number_text(n)}）" for term, n in self.known)
        return f"{parts}合计{total}"


@dataclass(frozen=True, slots=True)
class _Report:
    """The figures of a report, of the year before, and what could not be checked."""

    values: Mapping[CellRef, FigureValue]
    previous: Mapping[CellRef, FigureValue]
    unchecked: dict[tuple[str, str], list[Term]] = field(default_factory=dict)

    def sum_of(self, terms: tuple[Term, ...]) -> _Sum:
        known: list[tuple[Term, Decimal]] = []
        missing: list[Term] = []
        for term in terms:
            value = (self.previous if term.previous else self.values).get(term.ref, EMPTY)
            if isinstance(value, Counted):
                known.append((term, Decimal(value.value)))
            elif value is not NOT_APPLICABLE:  # what does not apply adds nothing to a sum
                missing.append(term)
        return _Sum(tuple(known), tuple(missing))

    def can_compare(self, rule: Identity | Claim, *sums: _Sum) -> bool:
        """Whether nothing is missing; what is missing is kept for a note."""
        if not all(side.applies for side in sums):
            return False
        missing = [term for side in sums for term in side.missing]
        if missing:
            self.unchecked.setdefault((rule.code, rule.why), []).extend(missing)
        return not missing


def check(
    form: ReportForm,
    values: Mapping[CellRef, FigureValue],
    previous_year: Mapping[CellRef, FigureValue] | None = None,
    *,
    agency_kind: AgencyKind | None = None,
) -> list[Finding]:
    """Return what is wrong, doubtful or unverifiable in a report, worst first.

    A number that is not in `values` is empty. Without `previous_year` nothing is compared
    with it; without `agency_kind` nothing that depends on it is asked.

    Units: values are in the canonical unit of their figure.
    """
    report = _Report(values, previous_year or {})
    findings = [
        finding
        for identity in form.identities
        if previous_year is not None or not any(t.previous for t in identity.left + identity.right)
        for finding in _check_identity(identity, report, agency_kind)
    ]
    findings += [finding for claim in form.claims for finding in _check_claim(claim, report)]
    findings += _notes(report)
    return sorted(findings, key=lambda finding: list(Severity).index(finding.severity))


def _check_identity(
    identity: Identity, report: _Report, agency_kind: AgencyKind | None
) -> Iterator[Finding]:
    match identity.kind:
        case IdentityKind.ZERO_FOR:
            if agency_kind in identity.agency_kinds:
                yield from _check_zero(identity, report)
        case IdentityKind.EACH_AT_MOST:
            for term in identity.left:
                yield from _compare(identity, report, (term,))
        case _:
            yield from _compare(identity, report, identity.left)


def _check_zero(identity: Identity, report: _Report) -> Iterator[Finding]:
    for term in identity.left:
        side = report.sum_of((term,))
        if side.total:
            message = f"{side}，应为0。{identity.cause}"
            yield Finding(identity.severity, identity.code, message, (term.ref,))


def _compare(identity: Identity, report: _Report, terms: tuple[Term, ...]) -> Iterator[Finding]:
    left, right = report.sum_of(terms), report.sum_of(identity.right)
    if not report.can_compare(identity, left, right):
        return
    gap = left.total - right.total
    if identity.kind is IdentityKind.EQUAL and gap:
        message = f"{left}，{right}，应当相等，相差{number_text(abs(gap))}。{identity.cause}"
    elif identity.kind is not IdentityKind.EQUAL and gap > 0:
        message = f"{left}，大于{right}，多{number_text(gap)}。{identity.cause}"
    else:
        return
    keys = tuple(term.ref for term in terms + identity.right)
    yield Finding(identity.severity, identity.code, message, keys)


def _check_claim(claim: Claim, report: _Report) -> Iterator[Finding]:
    parts = report.sum_of(tuple(Term(ref) for ref in claim.parts))
    base = report.sum_of((Term(claim.stated_base),))
    if not report.can_compare(claim, parts, base):
        return
    if _is_doubtful(claim.kind, parts.total, base.total):
        message = claim.message.format(
            parts=number_text(parts.total),
            base=number_text(base.total),
            gap=number_text(abs(base.total - parts.total)),
        )
        keys = (*claim.parts, claim.stated_base)
        yield Finding(claim.severity, claim.code, message, keys)


def _is_doubtful(kind: ClaimKind, parts: Decimal, base: Decimal) -> bool:
    match kind:
        case ClaimKind.SHARE_BASE:
            return parts not in (0, base)  # without parts no share is stated
        case ClaimKind.COVERS:
            return parts != base
        case ClaimKind.SUM_MISTAKEN:
            return parts == base != 0


def _notes(report: _Report) -> Iterator[Finding]:
    """One note for each rule that met empty numbers, however often it is spread."""
    for (code, why), terms in report.unchecked.items():
        distinct = tuple(dict.fromkeys(terms))
        names = "、".join(_named(term) for term in distinct[:NAMED_TERMS])
        more = f"等{len(distinct)}项" if len(distinct) > NAMED_TERMS else ""
        message = f"{names}{more}未填报，无法核对：{why}。"
        keys = tuple(term.ref for term in distinct)
        yield Finding(Severity.NOTE, code, message, keys)


def _named(term: Term) -> str:
    return f"上年报告的{label_of(term.ref)}" if term.previous else label_of(term.ref)
