"""The statistics of cases as a table, and as files to take along."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from gongkai.casework.statistics import Tally

HEADERS = (
    "机关",
    "经办人",
    "在办",
    "五个工作日内到期",
    "已逾期",
    "已答复",
    "答复用时中位数（工作日）",
    "按时答复率（%）",
    "被纠正",
    "申请人评价（5分）",
    "使用的理由",
)
_FORMULA_SIGNS = ("=", "+", "-", "@")


def cells(tally: Tally) -> list[str]:
    """One row, an empty cell where there is nothing to measure."""
    numbers = (
        tally.open,
        tally.near,
        tally.overdue,
        tally.answered,
        tally.median_days,
        tally.share_in_time,
        tally.corrected,
        tally.mean_score,
    )
    shown = ["" if number is None else f"{number:g}" for number in numbers]
    return [tally.agency, tally.officer or "全部", *shown, tally.ground_words]


def as_csv(found: Sequence[Tally]) -> bytes:
    """A CSV file that Excel opens with Chinese characters right."""
    buffer = io.StringIO()
    rows = [list(HEADERS), *(cells(tally) for tally in found)]
    # A leading sign would be run as a formula by a spreadsheet that opens the file.
    csv.writer(buffer).writerows(
        [f"'{text}" if text.startswith(_FORMULA_SIGNS) else text for text in row] for row in rows
    )
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(found: Sequence[Tally]) -> bytes:
    """A workbook; figures are numbers, names never formulas."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("申请办理统计")
        sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True}))
        for number, tally in enumerate(found, start=1):
            for place, text in enumerate(cells(tally)):
                if text and 2 <= place < len(HEADERS) - 1:
                    sheet.write_number(number, place, float(text))
                else:
                    sheet.write_string(number, place, text)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADERS) - 1, 14)
    return buffer.getvalue()
