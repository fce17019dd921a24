"""Importing ledgers: everything in one transaction, and nothing unless all of it is right."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Model

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.calendar import OutsideCalendar
from gongkai.ledgers.cells import BadCell, Cell, text_of
from gongkai.ledgers.columns import Column, Reference, plain
from gongkai.ledgers.ledger import AnyLedger
from gongkai.ledgers.rehearsal import rehearsal
from gongkai.ledgers.workbook import RawSheet

# Columns an office keeps for itself; they hold nothing that a record needs.
_OWN_COLUMNS = frozenset({"序号", "备注", "编号", "填表人"})
_NOTE_SHEETS = frozenset({"说明", "填表说明", "填报说明", "目录", "封面"})
# How far down a header may stand below titles of the ledger.
_HEADER_DEPTH = 6

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing that is wrong, and where: rows and columns as the spreadsheet numbers them."""

    sheet: str
    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = f"工作表“{self.sheet}”"
        if self.row is not None:
            place += f"第{self.row}行"
        if self.column:
            place += f"“{self.column}”列"
        found = f"“{self.value}”" if self.value else ""
        return f"{place}{found}：{self.message}"


@dataclass(slots=True)
class SheetResult:
    """What one sheet brought."""

    name: str
    ledger: AnyLedger
    new: int = 0
    already_there: int = 0
    ignored_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportResult:
    """What an import brought, or would bring; `written` only if it is now in the records."""

    sheets: list[SheetResult] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    written: bool = False

    @property
    def new(self) -> int:
        """Rows that are new."""
        return sum(sheet.new for sheet in self.sheets)

    @property
    def already_there(self) -> int:
        """Rows that stand in the records already, word for word."""
        return sum(sheet.already_there for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: SheetResult
    number: int
    cells: dict[str, Cell]
    entry: Any


@dataclass(slots=True)
class _Work:
    """An import under way."""

    context: "ImportContext"
    result: ImportResult = field(default_factory=ImportResult)
    # What refused rows would have registered: who refers to it is not to blame.
    refused_words: set[str] = field(default_factory=set)

    def refuse(self, ledger: AnyLedger, cells: dict[str, Cell], error: RowError) -> None:
        self.result.errors.append(error)
        self.refused_words.update(
            text_of(cells.get(column.field))
            for column in ledger.columns
            if not isinstance(column.kind, Reference)
        )


@dataclass(frozen=True, slots=True)
class ImportContext:
    """Who imports what into which agency's ledgers, and when."""

    agency: Model
    ledgers: Sequence[AnyLedger]  # in the order in which they must be written
    acting: Acting
    file_digest: str = ""


class _Undo(Exception):
    """Leaves the transaction so that nothing of it stays."""


def preview(
    sheets: Sequence[RawSheet], context: ImportContext, *, progress: Progress
) -> ImportResult:
    """Try the whole import, every guard included, and take all of it back."""
    acting = replace(context.acting, is_rehearsal=True)
    work = _Work(replace(context, acting=acting))
    try:
        with rehearsal(), transaction.atomic():
            _write_all(sheets, work, progress)
            raise _Undo
    except _Undo:
        return work.result


def import_sheets(
    sheets: Sequence[RawSheet], context: ImportContext, *, progress: Progress
) -> ImportResult:
    """Import all rows, or none if a single one is refused."""
    work = _Work(context)
    result = work.result
    try:
        with transaction.atomic():
            _write_all(sheets, work, progress)
            if result.errors:
                raise _Undo
            if result.new:
                log.record(
                    Action.LEDGER_IMPORT,
                    context.agency,
                    context.acting,
                    file=context.file_digest,
                    rows={sheet.ledger.key: sheet.new for sheet in result.sheets},
                )
    except _Undo:
        return result
    result.written = True
    return result


def _write_all(sheets: Sequence[RawSheet], work: _Work, progress: Progress) -> None:
    context = work.context
    # Two imports of one file must not both find its rows new. The key is left to others, whose
    # records of this agency refer to it.
    agencies = type(context.agency)._base_manager
    agencies.select_for_update(no_key=True).get(pk=context.agency.pk)
    rows = _in_order(list(_read_rows(sheets, work)), context.ledgers)
    known: dict[str, Counter[Any]] = {}
    with ExitStack() as together:
        for done, row in enumerate(rows, start=1):
            ledger = row.sheet.ledger
            if ledger.key not in known:
                known[ledger.key] = Counter(ledger.entries(context.agency))
                together.enter_context(ledger.together())
            if _is_known(row, known[ledger.key], context):
                row.sheet.already_there += 1
            else:
                _write_row(row, work)
            progress(done, len(rows))
    places = {raw.name: index for index, raw in enumerate(sheets)}
    work.result.errors.sort(key=lambda error: (places[error.sheet], error.row or 0))


def _is_known(row: _Row, known: Counter[Any], context: ImportContext) -> bool:
    """Whether the row stands in the records; each record answers for one row."""
    entry = row.entry
    # Most rows are new, or say it as we would; only the others cost the queries of `as_read`.
    if known and entry not in known:
        try:
            entry = row.sheet.ledger.as_read(context.agency, entry)
        except NotAllowed:
            return False  # `enter` refuses it in its turn, where it is reported
    if entry not in known:
        return False
    known[entry] -= 1
    if known[entry] == 0:
        del known[entry]
    return True


def _write_row(row: _Row, work: _Work) -> None:
    context = work.context
    try:
        row.sheet.ledger.enter(context.agency, row.entry, acting=context.acting)
    except (NotAllowed, OutsideCalendar) as refusal:
        name = getattr(refusal, "field", "")
        column = row.sheet.ledger.column(name)
        header = column.header if column else ""
        value = text_of(row.cells.get(name))
        if column and isinstance(column.kind, Reference) and value in work.refused_words:
            return
        error = RowError(row.sheet.name, row.number, header, value, str(refusal))
        work.refuse(row.sheet.ledger, row.cells, error)
    else:
        row.sheet.new += 1


def _in_order(rows: list[_Row], ledgers: Sequence[AnyLedger]) -> list[_Row]:
    rank = {ledger.key: index for index, ledger in enumerate(ledgers)}
    return sorted(rows, key=lambda row: rank[row.sheet.ledger.key])


def _read_rows(sheets: Sequence[RawSheet], work: _Work) -> Iterator[_Row]:
    ledgers = work.context.ledgers
    for raw in sheets:
        if text_of(raw.name) in _NOTE_SHEETS or not any(map(_has_text, raw.rows)):
            continue
        ledger = _ledger_named(raw.name, ledgers)
        if ledger is None:
            names = "、".join(ledger.sheet for ledger in ledgers)
            message = f"不认识这个工作表，请改名或删除。可用的名称：{names}。"
            work.result.errors.append(RowError(raw.name, None, "", "", message))
            continue
        yield from _read_sheet(raw, ledger, work)


def _read_sheet(raw: RawSheet, ledger: AnyLedger, work: _Work) -> Iterator[_Row]:
    header_at, places = _find_header(raw.rows, ledger)
    missing = [
        column for column in ledger.columns if column.required and column.field not in places
    ]
    if missing:
        for column in missing:
            message = f"缺少“{column.header}”列，请补上或下载空白模板。"
            work.result.errors.append(RowError(raw.name, None, column.header, "", message))
        return
    sheet = SheetResult(raw.name, ledger)
    headers = [text_of(cell) for cell in raw.rows[header_at]]
    used = set(places.values())
    sheet.ignored_columns = tuple(
        header
        for index, header in enumerate(headers)
        if header and index not in used and header not in _OWN_COLUMNS
    )
    work.result.sheets.append(sheet)
    for number, cells in enumerate(raw.rows[header_at + 1 :], start=header_at + 2):
        if not _has_text(cells):
            continue
        named = {field: _cell(cells, index) for field, index in places.items()}
        entry = _read_entry(sheet, number, named, work)
        if entry is not None:
            yield _Row(sheet, number, named, entry)


def _read_entry(sheet: SheetResult, number: int, cells: dict[str, Cell], work: _Work) -> Any:
    values: dict[str, Any] = {}
    faults = 0
    for column in sheet.ledger.columns:
        cell = cells.get(column.field)
        try:
            values[column.field] = column.read(cell)
        except BadCell as bad:
            faults += 1
            error = RowError(sheet.name, number, column.header, text_of(cell), str(bad))
            work.refuse(sheet.ledger, cells, error)
    return None if faults else sheet.ledger.entry(**values)


def _find_header(rows: Sequence[Sequence[Cell]], ledger: AnyLedger) -> tuple[int, dict[str, int]]:
    """The row that names most columns, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:_HEADER_DEPTH]):
        places: dict[str, int] = {}
        for index, cell in enumerate(row):
            column = _column_headed(text_of(cell), ledger)
            if column and column.field not in places:
                places[column.field] = index
        if len(places) > len(best[1]):
            best = (number, places)
    return best


def _column_headed(header: str, ledger: AnyLedger) -> Column | None:
    if not header:
        return None
    return next((column for column in ledger.columns if column.is_headed(header)), None)


def _ledger_named(name: str, ledgers: Sequence[AnyLedger]) -> AnyLedger | None:
    """The ledger a tab or a CSV file is named after: 培训, 培训台账, 新合镇2017年培训(1)."""
    named = _sheet_word(name)
    words = {
        _sheet_word(word): ledger
        for ledger in ledgers
        for word in (ledger.sheet, ledger.key, *ledger.synonyms)
    }
    ends = [word for word in words if named.endswith(word)]
    return words[max(ends, key=len)] if ends else None


def _sheet_word(name: str) -> str:
    return plain(text_of(name)).removesuffix("台账")


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _has_text(cells: Sequence[Cell]) -> bool:
    return any(text_of(cell) for cell in cells)
