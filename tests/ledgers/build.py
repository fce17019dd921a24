"""Workbooks as people make them, and a short way to import them."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter

from gongkai.agencies.ledgers import ALL
from gongkai.ledgers.importing import ImportContext, ImportResult, import_sheets, preview
from gongkai.ledgers.workbook import RawSheet, read_workbook
from tests.build import Town

TRAINING = ["日期", "培训主题", "主讲人", "地点", "参加人数", "参加人员"]


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An xlsx file with these rows."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for index, value in enumerate(row):
                    if isinstance(value, date):
                        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
                        sheet.write_datetime(number, index, day)
                    elif value is not None:
                        sheet.write(number, index, value)
    return buffer.getvalue()


def context(town: Town, name: str = "li") -> ImportContext:
    """Somebody of 青山镇 importing."""
    return ImportContext(
        agency=town.agency, ledgers=ALL, acting=town.acting(name), file_digest="0" * 64
    )


def silent(done: int, total: int) -> None:
    """Progress nobody watches."""


def imported(town: Town, sheets: Mapping[str, Sequence[Sequence[object]]]) -> ImportResult:
    """The result of importing these rows, through a real file."""
    return import_sheets(read(workbook(sheets)), context(town), progress=silent)


def previewed(town: Town, sheets: Mapping[str, Sequence[Sequence[object]]]) -> ImportResult:
    """The result of a preview of these rows, through a real file."""
    return preview(read(workbook(sheets)), context(town), progress=silent)


def read(content: bytes, filename: str = "台账.xlsx") -> list[RawSheet]:
    """The sheets of a file."""
    return read_workbook(content, filename=filename)
