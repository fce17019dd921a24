"""The hand-filled tables as the program counts them from its records."""

from collections.abc import Sequence

from gongkai.agencies.models import Agency
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import FIGURES, CellRef, form, parse_ref
from gongkai.law.report_forms.model import Row
from gongkai.reports.figures import Scope, compute
from gongkai.reports.models import NilReturn
from tests.scripted.tables import REMEDIES, HandTable

_LEDGERS = ("applications", "reconsiderations", "lawsuits")
_REMEDY_COLUMNS = 5
Numbers = dict[str, tuple[object, ...]]


def counted(table: HandTable) -> Numbers:
    """Every row of the form about applications and remedies, by its code or name."""
    agencies = Agency.objects.filter(code=table.agency)
    for ledger in _LEDGERS:
        NilReturn.objects.get_or_create(
            agency=agencies.get(),
            year=table.year,
            ledger=ledger,
            defaults={"stated_on": f"{table.year + 1}-01-05"},
        )
    rows = _rows_of(table.form)
    refs = [ref for cells in rows.values() for ref in cells]
    found = compute(Scope(agencies, table.year, base_calendar()), refs)
    return {
        code: tuple(getattr(found[ref].value, "value", None) for ref in cells)
        for code, cells in rows.items()
    }


def by_hand(table: HandTable) -> Numbers:
    """The same rows, filled by hand."""
    return {
        code: table.remedy(code) if code in REMEDIES else table.row(code)
        for code in _rows_of(table.form)
    }


def _rows_of(code: str) -> dict[str, Sequence[CellRef]]:
    if code == "local-2008":
        rows = {spec.local_row: parse_ref(spec.key) for spec in FIGURES.values() if spec.local_row}
        totals = {"10": "applications.received", "17": "applications.closed"}
        return {row: [ref] for row, ref in rows.items()} | {
            row: [parse_ref(key)] for row, key in totals.items()
        }
    tables = {part.code: part.blocks for part in form(code).tables()}
    if code == "stat-2014":
        old = [row for block in tables["statistics"] for row in block.rows]
        return {
            row.code: _refs(row) for row in old if row.code[:1] in ("C", "D", "E") and row.cells
        }
    found = {row.code: _refs(row) for block in tables["applications"] for row in block.rows}
    [remedies] = [row for block in tables["remedies"] for row in block.rows]
    for place, name in enumerate(REMEDIES):
        first = place * _REMEDY_COLUMNS
        found[name] = _refs(remedies)[first : first + _REMEDY_COLUMNS]
    return found


def _refs(row: Row) -> Sequence[CellRef]:
    return [cell.ref for cell in row.cells]
