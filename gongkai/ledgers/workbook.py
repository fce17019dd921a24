"""Workbooks in and out: xlsx, xls, ods and csv read; xlsx and csv written."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import IO

import python_calamine
import xlsxwriter

from gongkai.ledgers.cells import Cell
from gongkai.ledgers.columns import Choice, Column, YesNo
from gongkai.ledgers.ledger import AnyLedger

MAX_UNPACKED = 200 * 1024 * 1024
MAX_CELLS = 5_000_000
_CHUNK = 1024 * 1024
# A cell with a value; a cell that is only formatted closes itself.
_CELL = re.compile(rb"""<c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")


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
            RawSheet(
                sheet.name, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            )
            for sheet in book.sheets_metadata
            # A hidden sheet holds the words of drop-down lists, a chart sheet no cells.
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
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
    elif value not in ("", None) and sheet.write_string(row, index, str(value)) != 0:
        # Columns refuse what is longer than a cell; a silent gap would be worse than an error.
        raise ValueError(f"a text of {len(str(value))} characters does not fit into a cell")


_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_SIGNS) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and _inert(text) != text else text


def _csv_rows(content: bytes) -> Sequence[Sequence[Cell]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            rows = csv.reader(io.StringIO(text, newline=""))
            return [[_restored(value) for value in row] for row in rows]
        except csv.Error as error:
            raise UnreadableFile("CSV 文件的引号不成对，无法读取。") from error
    raise UnreadableFile("CSV 文件的编码无法识别，请另存为 UTF-8 或 GBK 编码。")


def _refuse_bomb(content: bytes) -> None:
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                # The size a file states of itself may be a lie, so it is unpacked and counted.
                member.file_size = MAX_UNPACKED + _CHUNK
                with archive.open(member) as part:
                    left -= _unpacked(part, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile("文件已损坏或者加了密码，无法读取。") from error


def _unpacked(part: IO[bytes], limit: int) -> int:
    """The size of a part of the archive, whose cells must not lie far apart.

    The reader allots a place to every cell between the first and the last: two
    cells in opposite corners of a sheet would take all memory.
    """
    size, columns, rows, tail = 0, 0, 0, b""
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise UnreadableFile("文件解压后过大，请分成几个文件上传。")
        for letters, number in _CELL.findall(tail + chunk):
            columns, rows = max(columns, _column_number(letters)), max(rows, int(number))
        tail = chunk[-200:]
    if columns * rows > MAX_CELLS:
        raise UnreadableFile(
            f"工作表写到了第{rows}行、第{columns}列，请删除表格以外的内容，另存后再上传。"
        )
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
