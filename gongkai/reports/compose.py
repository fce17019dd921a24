"""A whole report from the records: figures, facts, findings, wording, document."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.documents.figures import FigureLink
from gongkai.documents.model import Block, Document, Signature, texts
from gongkai.law.calendar import WorkCalendar
from gongkai.law.report_forms import (
    CellRef,
    Counted,
    FigureValue,
    Finding,
    ReportForm,
    Severity,
    check,
    label_of,
    parse_ref,
    write,
)
from gongkai.reports.facts import Facts, facts_of
from gongkai.reports.figures import Figure, Scope, compute, kinds_of
from gongkai.reports.layout import Contents, blocks_of, figure_address, title_of
from gongkai.reports.models import PublishedReport, ReportProblem, ReportText
from gongkai.reports.wording import Share, Wording, shares_of, wordings

# Asked for with every report, whether its form shows them or not.
ALWAYS = tuple(
    map(
        parse_ref,
        (
            "portal.columns",
            "reading_rooms.electronic",
            "applications.refused.not_existing",
            "appeals",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class ComputedReport:
    """One agency's report on a year as the records have it now."""

    agency: Agency
    year: int
    form: ReportForm
    figures: Mapping[CellRef, Figure]
    facts: Facts
    wordings: Mapping[str, Wording]
    shares: Mapping[CellRef, Sequence[Share]]
    findings: tuple[Finding, ...]
    document: Document
    codes: tuple[str, ...]  # of each block of the document, where it is a worded part of the form

    @property
    def digest(self) -> str:
        """What the signers sign: it changes with any figure, name or wording."""
        figures = [[str(ref), str(figure.value)] for ref, figure in self.figures.items()]
        content = [self.form.code, self.document.title, figures, *texts(self.document.blocks)]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def compose(
    agency: Agency,
    year: int,
    *,
    form: ReportForm,
    dated: date,
    calendar: WorkCalendar,
) -> ComputedReport:
    """Compute a report and write its document, dated `dated`."""
    scope = _scope(agency, year, calendar)
    figures = compute(scope, sorted({*form.refs(), *ALWAYS}))
    values = {ref: figure.value for ref, figure in figures.items()}
    written = wordings(form, values, edits_of(agency, year, form))
    facts = facts_of(agency, scope)
    contents = Contents(
        values=values,
        facts=facts,
        wordings=written,
        shares=shares_of(written, values),
        lists={
            "problems_and_measures": _problems(agency, year),
            "other_matters": _lines(written.get("others"), values, facts),
        },
        link=lambda ref: FigureLink(
            str(ref), label_of(ref), figure_address(agency.code, ref, year)
        ),
    )
    codes, blocks = zip(*blocks_of(form, contents), strict=True)
    return ComputedReport(
        agency=agency,
        year=year,
        form=form,
        figures=figures,
        facts=contents.facts,
        wordings=written,
        shares=contents.shares,
        findings=tuple(_findings(form, scope, values, dated=dated)),
        document=_document(form, contents, blocks, agency=agency, dated=dated),
        codes=codes,
    )


def edits_of(agency: Agency, year: int, form: ReportForm) -> dict[str, str]:
    """The paragraphs the office worded itself; those of another form stay, unused."""
    rows = ReportText.objects.filter(
        report__agency=agency, report__year=year, report__form=form.code
    )
    return dict(rows.values_list("paragraph", "text"))


def figure_now(agency: Agency, year: int, ref: CellRef, *, calendar: WorkCalendar) -> Figure:
    """One figure of an agency as the records have it now."""
    return compute(_scope(agency, year, calendar), [ref])[ref]


def _scope(agency: Agency, year: int, calendar: WorkCalendar) -> Scope:
    return Scope(Agency.objects.filter(pk=agency.pk), year, calendar)


def _document(
    form: ReportForm,
    contents: Contents,
    blocks: tuple[Block, ...],
    *,
    agency: Agency,
    dated: date,
) -> Document:
    organ = agency.name_on(dated)
    return Document(
        title=title_of(form, contents),
        organ=organ,
        dated=dated,
        subject="政府信息公开工作年度报告",
        keywords=("政府信息公开", "年度报告"),
        blocks=blocks,
        signature=Signature(organ, f"{dated.year}年{dated.month}月{dated.day}日"),
    )


def _problems(agency: Agency, year: int) -> list[str]:
    found = ReportProblem.objects.filter(agency=agency, year=year).order_by("position", "pk")
    return [f"{one.problem}：{one.measure}" if one.problem else one.measure for one in found]


def _lines(
    wording: Wording | None, values: Mapping[CellRef, FigureValue], facts: Facts
) -> list[str]:
    """What is reported beside the form's own matters, a line for each."""
    text = write(wording.runs, values, facts) if wording else ""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _findings(
    form: ReportForm, scope: Scope, values: Mapping[CellRef, FigureValue], *, dated: date
) -> list[Finding]:
    kinds = kinds_of(scope.agencies)
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    found = check(form, values, _previous(form, scope), agency_kind=kind)
    if warning := form.applies_to(scope.year).warning:
        found.append(Finding(Severity.WARNING, "unusual-form", warning, ()))
    if dated <= scope.last_day:
        warning = f"{scope.year}年12月31日尚未过去，数据只统计到目前为止，年度结束后须重新核对。"
        found.append(Finding(Severity.WARNING, "year-not-over", warning, ()))
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def _previous(form: ReportForm, scope: Scope) -> Mapping[CellRef, FigureValue] | None:
    """Last year's figures: as they were published, else as the records have them.

    None where nothing of last year is known, so that nothing is compared with it.
    """
    terms = [term for one in form.identities for term in (*one.left, *one.right)]
    refs = {term.ref for term in terms if term.previous}
    if not refs:
        return None
    published = PublishedReport.objects.filter(
        report__agency__in=scope.agencies, report__year=scope.year - 1
    ).first()
    if published:
        return frozen_values(published.figures)
    before = Scope(scope.agencies, scope.year - 1, scope.calendar)
    values = {ref: figure.value for ref, figure in compute(before, sorted(refs)).items()}
    return values if any(isinstance(value, Counted) for value in values.values()) else None


def frozen_values(data: Mapping[str, Any]) -> dict[CellRef, FigureValue]:
    """The figures of an exported report that have a value."""
    return {
        parse_ref(row["key"]): Counted(row["value"])
        for row in data["figures"]
        if row["value"] is not None
    }
