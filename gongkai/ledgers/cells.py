"""Reading what people type into a cell: dates, numbers, yes and no, words from a list."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None


class BadCell(ValueError):
    """A cell that cannot be read; the sentence says what is wrong and what to write."""


# Excel counts days from here; it takes 1900 for a leap year, so the count of every
# day after February 1900 is right only from this origin.
_EXCEL_ORIGIN = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
# ○ (a drawn circle) is what many input methods give for 〇.
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DAY = re.compile(
    r"(\d{4})\s*[-/.、年]\s*(\d{1,2})\s*[-/.、月]\s*(\d{1,2})\s*[日号]?"
    r"(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}")
_YEARLESS = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_SHORT_YEAR = re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_DAYLESS = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?")
# What Excel can show; another year is a slip of the finger.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:人次|人|件|条|份|次|个|册|元|页|天|个工作日|工作日)?")
# Tab and line feed stay; other control characters come in by pasting and break feeds and files.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff]")


def text_of(cell: Cell) -> str:
    """The cell as clean text: no control characters, no blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return _CONTROL.sub("", str(cell).replace("\r\n", "\n").replace("\r", "\n")).strip()


def halfwidth(text: str) -> str:
    """`text` with full-width letters, digits and signs made half-width, outer blanks gone."""
    return unicodedata.normalize("NFKC", text).strip()


def day_of(cell: Cell) -> date:
    """The day a cell names, in any of the ways people write one.

    Raises: BadCell.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _arabic(halfwidth(text_of(cell)))
    serial = _serial_of(cell, text)
    if serial is not None:
        return _EXCEL_ORIGIN + timedelta(days=serial)
    match = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if match is None:
        raise BadCell(_why_no_day(text))
    year, month, day = (int(part) for part in match.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadCell(f"年份{year}不对，请核对日期。")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell(f"{year}年{month}月{day}日不存在，请核对日期。") from None


def whole_of(cell: Cell) -> int:
    """The whole number, zero or more, in a cell; thousands signs and a unit are accepted.

    Raises: BadCell.
    """
    number = money_of(cell)
    if number != number.to_integral_value():
        raise BadCell("应为整数。")
    return int(number)


def money_of(cell: Cell) -> Decimal:
    """The amount, zero or more, in a cell.

    Units: as the column says; yuan for money.
    Raises: BadCell.
    """
    text = halfwidth(text_of(cell)).replace(",", "")
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise BadCell("应为数字，例如 1147；不要写“余”“约”等字。")
    try:
        number = Decimal(match.group(1))
    except InvalidOperation:
        raise BadCell("应为数字。") from None
    if number < 0:
        raise BadCell("不能是负数。")
    return number


def yes_of(cell: Cell) -> bool:
    """Whether a cell says yes; an empty cell says no.

    Raises: BadCell.
    """
    text = halfwidth(text_of(cell)).lower()
    if text in {"是", "有", "√", "✓", "y", "yes", "1", "true", "对"}:
        return True
    if text in {"", "否", "无", "没有", "×", "x", "n", "no", "0", "false", "不是"}:
        return False
    raise BadCell("请填“是”或“否”。")


def _serial_of(cell: Cell, text: str) -> int | None:
    """The day count of Excel in a cell that lost its date format."""
    if isinstance(cell, bool):
        return None
    if not isinstance(cell, int | float):
        if not _SERIAL.fullmatch(text):
            return None
        cell = int(text)
    return int(cell) if _FIRST_SERIAL <= cell < _LAST_SERIAL else None


def _why_no_day(text: str) -> str:
    if _YEARLESS.fullmatch(text):
        return "日期缺少年份，请写成 2017-03-12 这样的形式。"
    if _SHORT_YEAR.fullmatch(text):
        return "年份请写四位，如 2017-03-12。"
    if _DAYLESS.fullmatch(text):
        return "日期缺少日，请写成 2017-03-12 这样的形式。"
    return "看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"


def _arabic(text: str) -> str:
    """Chinese numerals in a date as digits: 二〇一七年十二月二十三日 → 2017年12月23日."""
    if not re.search(r"[一二三四五六七八九十]", text):
        return text

    def tens(match: re.Match[str]) -> str:
        before, after = match.group(1), match.group(2)
        return (before or "一").translate(_NUMERALS) + (after or "〇").translate(_NUMERALS)

    return re.sub(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", tens, text).translate(
        _NUMERALS
    )
