"""The paragraphs of a report: in the wording of the form, or as the office edited them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from gongkai.law.report_forms import (
    LABELS,
    CellRef,
    Counted,
    FigureValue,
    Paragraph,
    RecordList,
    ReportForm,
    Run,
    ShareRun,
    choose,
    from_labels,
    parse,
    template_of,
    to_labels,
)
from gongkai.law.report_forms.shares import share


@dataclass(frozen=True, slots=True)
class Wording:
    """One paragraph as it is written now; `text` is what a clerk edits."""

    code: str
    runs: tuple[Run, ...]
    is_edited: bool

    @property
    def text(self) -> str:
        """The template with Chinese labels in braces."""
        return to_labels(template_of(self.runs), LABELS)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage the narrative states."""

    base: CellRef
    percent: Decimal

    @property
    def text(self) -> str:
        """As it stands in the narrative."""
        return f"{self.percent}%"


def wordings(
    form: ReportForm, values: Mapping[CellRef, FigureValue], edits: Mapping[str, str]
) -> dict[str, Wording]:
    """Every paragraph of the form by its code; an edit outlives any new figure.

    `edits` are texts with Chinese labels in braces, by paragraph.
    """
    return {
        part.code: Wording(part.code, edited_runs(edits[part.code], where=part.code), True)
        if part.code in edits
        else Wording(part.code, _runs(part, values), False)
        for part in editable_parts(form)
    }


def _runs(part: Paragraph | RecordList, values: Mapping[CellRef, FigureValue]) -> tuple[Run, ...]:
    return choose(part, values) if isinstance(part, Paragraph) else ()


def edited_runs(text: str, *, where: str) -> tuple[Run, ...]:
    """Read an edited paragraph.

    Raises: TemplateError, which says in Chinese what cannot be read.
    """
    return parse(from_labels(text, LABELS), where=where)


def editable_parts(form: ReportForm) -> Iterator[Paragraph | RecordList]:
    """The parts of a form whose text an office may word itself: not the lists of a ledger."""
    for part in form.parts():
        if isinstance(part, Paragraph) or (
            isinstance(part, RecordList) and part.source == "other_matters"
        ):
            yield part


def editable_codes(form: ReportForm) -> frozenset[str]:
    """The codes of these parts."""
    return frozenset(part.code for part in editable_parts(form))


def shares_of(
    written: Mapping[str, Wording], values: Mapping[CellRef, FigureValue]
) -> dict[CellRef, list[Share]]:
    """The percentages the narrative states, by the figure they are a share of, first ones first."""
    found: dict[CellRef, list[Share]] = {}
    for run in chain.from_iterable(wording.runs for wording in written.values()):
        if isinstance(run, ShareRun):
            part, base = values.get(run.ref), values.get(run.base)
            if not isinstance(part, Counted) or not isinstance(base, Counted):
                continue
            percent = share(part.value, base.value, decimals=run.decimals)
            stated = found.setdefault(run.ref, [])
            if percent is None:
                continue
            written_as = Share(run.base, percent)
            # 50.0% and 50% are one number and two texts.
            if all((one.base, one.text) != (written_as.base, written_as.text) for one in stated):
                stated.append(written_as)
    return found
