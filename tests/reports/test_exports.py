"""All five formats, opened by other people's readers."""

import hashlib
import json
from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import form
from gongkai.reports.compose import compose
from gongkai.reports.exports import FORMATS
from gongkai.reports.frozen import Snapshot, snapshot_of
from tests.build import Town
from tests.reports import build

TITLE = "2017年青山镇信息公开工作年度报告"


def snapshot(town: Town, year: int = 2017, code: str = "local-2008") -> Snapshot:
    return snapshot_of(
        compose(
            town.agency,
            year,
            form=form(code),
            dated=date(year + 1, 3, 1),
            calendar=base_calendar(),
        )
    )


def exported(town: Town, kind: str, year: int = 2017, code: str = "local-2008") -> bytes:
    return FORMATS[kind].render(snapshot(town, year, code))


@pytest.fixture
def small(town: Town) -> Town:
    build.small_year(town)
    return town


def test_json_gives_every_figure_with_its_records(small: Town) -> None:
    data = json.loads(exported(small, "json"))
    assert (data["agency"], data["year"], data["form"]) == (
        "qingshan",
        2017,
        "local-2008",
    )
    rows = {row["key"]: row for row in data["figures"]}
    portal = rows["proactive.portal"]
    assert (portal["label"], portal["value"], portal["unit"], portal["share"]) == (
        "网站公开数",
        3,
        "条",
        50,
    )
    assert portal["shares"] == [
        {"base": "proactive.total", "percent": 50, "text": "50.0%"},
        {"base": "proactive.total", "percent": 50, "text": "50%"},
    ]
    assert portal["query"] == "gongkai.reports.figures.disclosure:proactive.portal"
    assert portal["address"] == "/desk/qingshan/figures/proactive.portal/?year=2017"
    assert portal["record_type"] == "catalog.disclosureitem"
    assert len(portal["records"]) == 3
    assert rows["trainings.participants"]["value"] == 22
    assert len(rows["trainings.participants"]["records"]) == 2
    assert rows["applications.granted"]["share"] == 50
    assert rows["fees.charged"] == rows["fees.charged"] | {"value": 0, "records": []}
    assert (rows["timely.reading_room"]["value"], rows["timely.reading_room"]["state"]) == (
        None,
        "empty",
    )
    assert "state" not in portal
    assert {"leaders.head", "portal.columns", "reading_rooms.electronic", "appeals"} <= set(rows)
    assert {finding["severity"] for finding in data["findings"]} >= {"warning", "note"}


def test_figures_asked_for_with_every_report(small: Town) -> None:
    rows = {row["key"] for row in json.loads(exported(small, "json", 2022, "std-2021"))["figures"]}
    assert "applications.refused.not_existing" in rows
    assert "applications.closed[applicant_kind=natural_person,outcome_row=r3.1]" in rows


def test_a_long_list_of_records_is_given_by_its_digest(town: Town) -> None:
    made = [build.application(town.agency, date(2017, 2, 6)).pk for _ in range(1001)]
    rows = {row["key"]: row for row in snapshot(town).data["figures"]}
    row = rows["applications.received"]
    assert "records" not in row
    assert row["record_count"] == 1001
    listed = json.dumps(made).encode()
    assert row["records_digest"] == hashlib.sha256(listed).hexdigest()


def test_html_is_one_file_without_links_into_the_site(small: Town) -> None:
    page = html.fromstring(exported(small, "html"))
    assert page.xpath("//h1")[0].text_content() == TITLE
    assert "全年主动公开政府信息6条" in page.text_content()
    assert not page.xpath("//a[starts-with(@href, '/')]|//script|//link")
    assert len(page.xpath("//*[local-name()='svg']")) == 3


def test_pdf_has_the_text(small: Town) -> None:
    with pypdfium2.PdfDocument(exported(small, "pdf")) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    text = "".join(text.split())
    assert TITLE in text
    assert "全年主动公开政府信息6条" in text


@pytest.mark.parametrize(
    ("code", "year", "rows"), [("std-2021", 2022, 28), ("trial-2019", 2019, 26)]
)
def test_docx_has_table_3_with_its_exact_rows(small: Town, code: str, year: int, rows: int) -> None:
    word = docx.Document(BytesIO(exported(small, "docx", year, code)))
    (table,) = [one for one in word.tables if len(one.columns) == 10]
    assert table.cell(3, 0).text == "一、本年新收政府信息公开申请数量"
    assert (len(table.rows), len(table.columns)) == (rows, 10)
    assert table.cell(0, 0).text.startswith("（本列数据的勾稽关系为：")
    labels = {cell.text for row in table.rows for cell in row.cells}
    assert "3.危及“三安全一稳定”" in labels
    assert table.cell(1, 4)._tc is table.cell(1, 8)._tc  # 法人或其他组织


def test_docx_of_table_4_is_on_a_wide_page(small: Town) -> None:
    word = docx.Document(BytesIO(exported(small, "docx", 2022, "std-2021")))
    table = word.tables[-1]
    assert (len(table.rows), len(table.columns)) == (4, 15)
    assert [table.cell(0, place).text for place in (0, 5, 14)] == [
        "行政复议",
        "行政诉讼",
        "行政诉讼",
    ]
    assert table.cell(1, 6).text == "未经复议直接起诉"


def test_xlsx_has_figures_tables_and_charts(small: Town) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(exported(small, "xlsx")))
    assert book.sheet_names == ["指标", "核对", "图表数据"]
    rows = book.get_sheet_by_name("指标").to_python()
    assert rows[0][:5] == ["指标代码", "指标", "单位", "数值", "占比"]
    by_key = {row[0]: row for row in rows}
    assert by_key["proactive.portal"][1:5] == ["网站公开数", "条", 3, "50.0%"]
    assert by_key["proactive.portal"][7:] == [
        3,
        "gongkai.reports.figures.disclosure:proactive.portal",
    ]
    assert by_key["timely.reading_room"][3] == "未填报"
    charts = book.get_sheet_by_name("图表数据").to_python()
    assert ["主动公开政府信息数量", "网站公开数", 3, "条", "50.0%"] in charts


def test_xlsx_has_one_sheet_for_each_table(small: Town) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(exported(small, "xlsx", 2022, "std-2021")))
    assert book.sheet_names == ["指标", "核对", "表1", "表2", "表3"]
    firsts = [row[0] for row in book.get_sheet_by_name("表1").to_python()]
    assert firsts.index("行政许可") > firsts.index("行政规范性文件")
    assert "第二十条第（八）项" in firsts
    assert "一、本年新收政府信息公开申请数量" in str(book.get_sheet_by_name("表2").to_python())


def test_xlsx_of_2014_keeps_the_rows_of_the_statistics_form(small: Town) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(exported(small, "xlsx", code="stat-2014")))
    rows = book.get_sheet_by_name("表1").to_python()
    by_label = {row[0].strip("　"): row[1:] for row in rows}
    assert by_label["（一）收到申请数"] == ["件", 4]
    assert by_label["三、依申请公开情况"] == ["——", "——"]
    assert by_label["3.网络申请数"] == ["件", 2]
    assert by_label["6.申请信息不存在数"] == ["件", 1]
    assert by_label["七、依申请公开信息收取的费用"] == ["万元", 0]
    (budget,) = [row for label, row in by_label.items() if "专项经费" in label]
    assert budget == ["万元", "未填报"]
