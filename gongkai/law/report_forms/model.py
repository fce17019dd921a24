"""What a report form is made of: sections, narrative, tables and charts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import TypeAlias

from gongkai.law.report_forms.figures import CellRef
from gongkai.law.report_forms.rules import Claim, Identity
from gongkai.law.report_forms.template import FigureRun, Run, ShareRun
from gongkai.law.report_forms.values import Absent, FigureValue, State, number_text

# ---------------------------------------------------------------- narrative


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one, in the wording that fits the state of its figures.

    Without `of` it is always written, in its positive wording.
    """

    of: tuple[CellRef, ...]
    wordings: Mapping[State, tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together; `code` names the paragraph within its form."""

    code: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RecordList:
    """A numbered list from records: `source` names them, `empty` is said when there are none."""

    code: str
    source: str
    empty: str


# ---------------------------------------------------------------- tables and charts


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `groups` are the headings above its own label, outermost first.

    `shows_unit` marks a column whose official heading fixes no unit.
    Units: `per` is how many canonical units make one `unit` (10000 for 万元).
    """

    label: str
    groups: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    per: int = 1
    signed: bool = False
    shows_unit: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a number stands in a table.

    Units: `per` is how many canonical units make one `unit`; a signed cell shows + or -.
    """

    ref: CellRef
    unit: str
    per: int
    signed: bool
    shows_unit: bool

    def text(self, value: FigureValue) -> str:
        """Return what the cell shows for a value in canonical units."""
        if isinstance(value, Absent):
            return value.value
        amount = number_text(Decimal(value.value) / self.per)
        sign = "+" if self.signed and value.value > 0 else ""
        return f"{sign}{amount}{self.unit if self.shows_unit else ''}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a row without cells is a heading, shown as ——.

    `headings` are the labels left of its own, which neighbouring rows share;
    `indent` is the number of full-width blanks before the label.
    """

    code: str
    label: str
    headings: tuple[str, ...]
    indent: int
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one set of column headings; table 2 has several.

    `stub` are the headings of the columns that hold the row labels and units.
    """

    title: str
    stub: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the form; `header` stands above it, `footer` are blanks to sign below it."""

    code: str
    title: tuple[Run, ...]
    header: tuple[tuple[Run, ...], ...]
    footer: tuple[str, ...]
    blocks: tuple[Block, ...]

    def cells(self) -> Iterator[Cell]:
        """Every cell that holds a number, from the top."""
        for block in self.blocks:
            for row in block.rows:
                yield from row.cells


class ChartKind(Enum):
    """BAR compares numbers; SHARE shows the parts of one whole."""

    BAR = "bar"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of some figures, standing where it is listed in its section."""

    code: str
    title: str
    kind: ChartKind
    unit: str
    figures: tuple[CellRef, ...]


Part: TypeAlias = Paragraph | RecordList | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its number, what stands under it, and its subsections."""

    code: str
    heading: str
    parts: tuple[Part, ...]
    children: tuple["Section", ...]

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


# ---------------------------------------------------------------- the form


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether a form may serve a report year; the warning is empty when it is the usual one."""

    applies: bool
    warning: str


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One format of the annual report, with the years it belongs to.

    `doubts` are the points of the format that could not be settled from the sources.
    Units: `years` and `override_years` are first and last report year, inclusive;
    no last year means still in use.
    """

    code: str
    name: str
    legal_basis: tuple[str, ...]
    years: tuple[int, int | None]
    override_years: tuple[int, int | None]
    doubts: tuple[str, ...]
    title: tuple[Run, ...]
    sections: tuple[Section, ...]
    identities: tuple[Identity, ...]
    claims: tuple[Claim, ...]

    def walk(self) -> Iterator[Section]:
        """All sections, in reading order."""
        for section in self.sections:
            yield from section.walk()

    def parts(self) -> Iterator[Part]:
        """All paragraphs, lists, tables and charts, in reading order."""
        for section in self.walk():
            yield from section.parts

    def tables(self) -> tuple[Table, ...]:
        """The tables, in reading order."""
        return tuple(part for part in self.parts() if isinstance(part, Table))

    def charts(self) -> tuple[Chart, ...]:
        """The charts, in reading order."""
        return tuple(part for part in self.parts() if isinstance(part, Chart))

    def refs(self) -> frozenset[CellRef]:
        """Every number the form shows, writes about or checks."""
        shown = [ref for part in self.parts() for ref in _refs_of(part)]
        terms = [term.ref for i in self.identities for term in i.left + i.right]
        claimed = [ref for claim in self.claims for ref in (*claim.parts, claim.stated_base)]
        return frozenset([*shown, *terms, *claimed])

    def is_usual_in(self, year: int) -> bool:
        """Whether this is the form of a report year, without an override."""
        return _within(year, self.years)

    def applies_to(self, year: int) -> Applicability:
        """Return whether the form may serve a report year, with a warning unless it is usual.

        Units: `year` is the report year, not the year of publication.
        """
        if self.is_usual_in(year):
            return Applicability(applies=True, warning="")
        if _within(year, self.override_years):
            return Applicability(
                applies=True, warning=f"{year}年度一般不使用“{self.name}”，请确认确需使用。"
            )
        return Applicability(applies=False, warning=f"“{self.name}”不适用于{year}年度。")


def _refs_of(part: Part) -> Iterator[CellRef]:
    match part:
        case Table():
            yield from (cell.ref for cell in part.cells())
        case Chart():
            yield from part.figures
        case Paragraph():
            for sentence in part.sentences:
                yield from sentence.of
                for run in chain.from_iterable(sentence.wordings.values()):
                    yield from _refs_of_run(run)
        case RecordList():
            return


def _refs_of_run(run: Run) -> tuple[CellRef, ...]:
    match run:
        case FigureRun():
            return (run.ref,)
        case ShareRun():
            return (run.ref, run.base)
        case _:
            return ()


def _within(year: int, span: tuple[int, int | None]) -> bool:
    first, last = span
    return first <= year and (last is None or year <= last)
