"""Workbooks in and out: xlsx, xls, ods and csv read; xlsx and csv written."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

import python_calamine
import xlsxwriter

from gongkai.ledgers.cells import Cell
from gongkai.ledgers.columns import Choice, Column, YesNo
from gongkai.ledgers.ledger import AnyLedger

MAX_UNPACKED = 200 * 1024 * 1024


class UnreadableFile(ValueError):
    """A file that is no workbook we can read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands in the file; row 1 of the file is `rows[0]`."""

    name: str
    rows: Sequence[Sequence[Cell]]


def read_workbook(content: bytes, *, filename: str) -> list[RawSheet]:
    """The sheets of a workbook, or the one table of a CSV file, named after the file.

    Raises: UnreadableFile.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix == ".csv":
        return [RawSheet(PurePath(filename).stem, _csv_rows(content))]
    if suffix not in {".xlsx", ".xls", ".ods", ".xlsm"}:
        raise UnreadableFile(f"不能读取“{filename}”：请上传 xlsx、xls、ods 或 csv 文件。")
    if content[:2] == b"PK":
        _refuse_bomb(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            RawSheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(f"文件“{filename}”已损坏或不是表格，无法读取。") from error


def write_workbook(tables: Iterable[tuple[AnyLedger, Iterable[Sequence[object]]]]) -> bytes:
    """An xlsx file with one sheet per ledger: headers, rows, drop-down lists of the choices."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        # What a citizen typed must never become a formula or a link.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - same bytes each time
        required = book.add_format({"bold": True, "bg_color": "#fff4d6", "border": 1})
        optional = book.add_format({"bold": True, "bg_color": "#f5f6f4", "border": 1})
        for ledger, rows in tables:
            sheet = book.add_worksheet(ledger.sheet)
            for index, column in enumerate(ledger.columns):
                style = required if column.required else optional
                sheet.write_string(0, index, column.header, style)
                sheet.set_column(index, index, max(12, len(column.header) * 2 + 4))
                _offer_choices(sheet, column, index)
                if column.kind.hint:
                    sheet.write_comment(0, index, column.kind.hint)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows, start=1):
                for index, value in enumerate(row):
                    _write_cell(sheet, number, index, value)
    return buffer.getvalue()


def write_csv(ledger: AnyLedger, rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file that Excel opens with Chinese characters right."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.header for column in ledger.columns])
    # A leading sign would be run as a formula by a spreadsheet that opens the file.
    writer.writerows([[_inert(str(value)) for value in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def _offer_choices(sheet: xlsxwriter.worksheet.Worksheet, column: Column, index: int) -> None:
    if isinstance(column.kind, Choice):
        labels = [label for _, label in column.kind.options]
    elif isinstance(column.kind, YesNo):
        labels = ["是", "否"]
    else:
        return
    # Excel refuses a list of over 255 characters.
    if sum(len(label) + 1 for label in labels) <= 255:
        sheet.data_validation(1, index, 20_000, index, {"validate": "list", "source": labels})


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, index: int, value: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, index, datetime(value.year, value.month, value.day))  # noqa: DTZ001
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, index, float(value))
    elif value not in ("", None):
        sheet.write_string(row, index, str(value))


_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _restored(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA_SIGNS) else text


def _csv_rows(content: bytes) -> Sequence[Sequence[Cell]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return [[_restored(value) for value in row] for row in csv.reader(io.StringIO(text))]
    raise UnreadableFile("CSV 文件的编码无法识别，请另存为 UTF-8 或 GBK 编码。")


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile("文件已损坏，无法读取。") from error
    if unpacked > MAX_UNPACKED:
        raise UnreadableFile("文件解压后过大，请分成几个文件上传。")
