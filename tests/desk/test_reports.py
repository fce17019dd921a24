"""The pages of the annual report: who may see and do what, and what stands on them."""

import json
import re

import pytest
from django.test import Client
from lxml import html

from gongkai.agencies.models import Meeting
from gongkai.desk.registers import BY_KEY, BY_MODEL
from gongkai.law.report_forms import FIGURES, LEDGERS
from gongkai.reports.figures import COUNTS
from gongkai.reports.models import AnnualReport, ReportText, registers
from gongkai.reports.transitions import report as reports
from gongkai.reports.transitions import text as texts
from tests.build import Town
from tests.reports import build

REPORT = "/desk/qingshan/reports/2017/"
PEOPLE = ("li", "zhao", "sun", "zhou", "qian", "wu", "zheng", "wang", "admin")
EVERYBODY = (200, 200, 200, 200, 404, 200, 200, 404, 404)  # a part-time officer reads none
# URL × person: 200 for who may do the step, 403 for other readers, 404 for who may not read.
TABLE = {
    "/desk/qingshan/reports/": EVERYBODY,
    REPORT: EVERYBODY,
    REPORT + "files/json/": EVERYBODY,
    REPORT + "texts/meetings/": (200, 403, 403, 200, 404, 403, 403, 404, 404),
    REPORT + "check/": (200, 403, 403, 200, 404, 403, 403, 404, 404),
    REPORT + "review/": (403, 403, 200, 403, 404, 403, 403, 404, 404),
    REPORT + "approval/": (403, 200, 403, 403, 404, 403, 403, 404, 404),
    REPORT + "return/": (403, 200, 403, 403, 404, 403, 403, 404, 404),
    REPORT + "publication/": (403, 403, 403, 200, 404, 403, 403, 404, 404),
    "/desk/qingshan/figures/visits/?year=2017": EVERYBODY,
    "/desk/qingshan/figures/vists/?year=2017": (404,) * 9,
    "/desk/qingshan/figures/visits/?year=20": (404,) * 9,
    "/desk/qingshan/figures/visits/?year=2017&result=upheld": (404,) * 9,
    "/desk/qingshan/reports/2016/": (404,) * 9,
    "/desk/qingshan/reports/2016/check/": (404,) * 9,
    REPORT + "files/odt/": (404,) * 9,
    REPORT + "texts/nothing/": (404, 403, 403, 404, 404, 403, 403, 404, 404),
}


@pytest.fixture
def report(town: Town) -> AnnualReport:
    build.small_year(town)
    entry = reports.CompileEntry(year=2017, form="local-2008")
    return reports.compile_report(town.agency, entry, acting=town.acting("li"))


def browser(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.users[name])
    return client


def page(client: Client, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


@pytest.mark.parametrize("address", list(TABLE))
def test_who_may_see_what(town: Town, report: AnnualReport, address: str) -> None:
    found = tuple(browser(town, name).get(address).status_code for name in PEOPLE)
    assert found == TABLE[address]


def test_a_stranger_is_sent_to_sign_in(report: AnnualReport) -> None:
    assert Client().get(REPORT).status_code == 302


def test_the_list_says_when_the_report_is_due_and_begins_one(as_li: Client, town: Town) -> None:
    shown = page(as_li, "/desk/qingshan/reports/")
    assert "前公布" in shown.text_content()
    answer = as_li.post("/desk/qingshan/reports/", {"year": 2017, "form": "local-2008"})
    assert answer["Location"] == REPORT
    assert AnnualReport.objects.get().form == "local-2008"
    refused = as_li.post("/desk/qingshan/reports/", {"year": 2016, "form": "std-2021"})
    assert "不适用于2016年度" in refused.content.decode()


def test_the_page_is_the_report_with_links_and_findings(
    as_li: Client, report: AnnualReport
) -> None:
    shown = page(as_li, REPORT)
    (sheet,) = shown.xpath("//article[@class='sheet']")
    assert "2017年青山镇信息公开工作年度报告" in sheet.xpath("h1")[0].text_content()
    (link,) = sheet.xpath(".//a[@data-figure='meetings']")
    assert link.get("href") == "/desk/qingshan/figures/meetings/?year=2017"
    assert link.text == "1次"
    findings = [one.get("class") for one in shown.xpath("//aside//div")]
    assert findings == sorted(
        findings, key=["finding error", "finding warning", "finding note"].index
    )
    assert "以2条为基数" in shown.xpath("//aside")[0].text_content()
    (current,) = shown.xpath("//ol[@class='steps']/li[@aria-current]")
    assert current.text == "核对"
    files = shown.xpath("//span[@class='downloads']/a/@href")
    assert [one.rpartition("files/")[2] for one in files] == [
        "html/",
        "docx/",
        "pdf/",
        "xlsx/",
        "json/",
    ]


def test_every_link_of_the_page_leads_to_the_records_it_counts(
    as_li: Client, report: AnnualReport
) -> None:
    figures = set(page(as_li, REPORT).xpath("//a[@class='figure']/@href"))
    assert len(figures) == 36
    for address in figures:
        assert as_li.get(address).status_code == 200, address


def test_a_figure_lists_its_records_and_each_opens(as_li: Client, report: AnnualReport) -> None:
    shown = page(as_li, "/desk/qingshan/figures/applications.closed/?year=2017")
    assert "3 件" in shown.xpath("//dl")[0].text_content()
    rows = shown.xpath("//table/tbody//a/@href")
    assert len(rows) == 3
    assert all(as_li.get(address).status_code == 200 for address in rows)
    narrowed = page(
        as_li, "/desk/qingshan/figures/applications.received/?year=2017&channel_row=C1.3"
    )
    assert "2 件" in narrowed.xpath("//dl")[0].text_content()
    assert len(narrowed.xpath("//table/tbody/tr")) == 2
    empty = page(as_li, "/desk/qingshan/figures/budget.yuan/?year=2017")
    assert "未填报" in empty.xpath("//dl")[0].text_content()


def test_many_records_come_in_pages(as_li: Client, town: Town) -> None:
    for _ in range(51):
        build.application(town.agency, build.date(2017, 5, 2))
    address = "/desk/qingshan/figures/applications.received/?year=2017"
    first = page(as_li, address)
    assert len(first.xpath("//table/tbody/tr")) == 50
    (further,) = first.xpath("//a[@rel='next']/@href")
    assert len(page(as_li, address.partition("?")[0] + further).xpath("//table/tbody/tr")) == 1


def test_a_text_is_edited_and_reset_without_javascript(as_li: Client, report: AnnualReport) -> None:
    address = REPORT + "texts/meetings/"
    assert "{工作会议数|次}" in page(as_li, address).xpath("//textarea")[0].text
    answer = as_li.post(address, {"text": "全镇开会{工作会议数|次}。"})
    assert answer["Location"] == REPORT + "#text-meetings"
    shown = page(as_li, REPORT)
    (paragraph,) = shown.xpath("//div[@id='text-meetings']")
    assert "全镇开会1次。" in paragraph.text_content()
    assert "已改写" in paragraph.text_content()
    wrong = as_li.post(address, {"text": "开会{工作会议数。"})
    assert "花括号没有结束" in wrong.content.decode()
    as_li.post(address, {"text": "", "reset": "1"})
    assert not ReportText.objects.exists()


def test_other_matters_are_lines_of_the_offices_own(as_li: Client, town: Town) -> None:
    build.small_year(town)
    as_li.post("/desk/qingshan/reports/", {"year": 2017, "form": "stat-2014"})
    as_li.post(REPORT + "texts/others/", {"text": "全年培训{培训次数|次}。\n\n没有其他。"})
    items = page(as_li, REPORT).xpath("//div[@id='text-others']//li")
    assert [item.text for item in items] == ["全年培训2次。", "没有其他。"]


def test_a_text_opens_in_place(as_li: Client, report: AnnualReport) -> None:
    answer = as_li.get(REPORT + "texts/meetings/", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "<textarea" in answer.content.decode()


def test_the_whole_way_on_the_pages(town: Town, report: AnnualReport) -> None:
    way = (
        ("li", "check/", {}),
        ("sun", "review/", {"conclusion": "may_disclose", "basis": "保密法第九条"}),
        ("zhao", "approval/", {}),
        ("zhou", "publication/", {}),
    )
    for name, step, values in way:
        client = browser(town, name)
        assert REPORT + step in page(client, REPORT).xpath("//div[@class='actions']/a/@href")
        assert client.post(REPORT + step, values)["Location"] == REPORT, step
    client = browser(town, "li")
    shown = page(client, REPORT)
    assert "报告已发布" in shown.text_content()
    assert "现在的记录与发布的报告一致" in shown.text_content()
    frozen = client.get(REPORT + "files/json/").content

    Meeting.objects.create(
        agency=town.agency, held_on=build.date(2017, 11, 1), subject="专题会", scope="special"
    )
    changed = page(client, REPORT)
    (row,) = changed.xpath("//section//tbody/tr")
    assert [cell.text for cell in row] == ["工作会议数", "1", "2"]
    assert "工作会议1次" in changed.xpath("//article")[0].text_content()
    assert client.get(REPORT + "files/json/").content == frozen


def test_an_error_asks_for_its_reason(town: Town, report: AnnualReport) -> None:
    build.item(town.agency, build.date(2017, 9, 1), business_category="")
    client = browser(town, "li")
    (field,) = page(client, REPORT + "check/").xpath("//form[@class='entry']//input[@type='text']")
    refused = client.post(REPORT + "check/", {})
    assert "还有1处错误" in refused.content.decode()
    client.post(REPORT + "check/", {field.get("name"): "上级未定类别"})
    assert AnnualReport.objects.get().status == "checked"


def test_records_changed_after_the_check_are_said_so(town: Town, report: AnnualReport) -> None:
    client = browser(town, "li")
    client.post(REPORT + "check/", {})
    assert "请重新核对" not in page(client, REPORT).text_content()
    Meeting.objects.create(
        agency=town.agency, held_on=build.date(2017, 11, 1), subject="专题会", scope="special"
    )
    assert "请重新核对" in page(client, REPORT).text_content()


def test_a_published_report_downloads_in_every_format(as_li: Client, report: AnnualReport) -> None:
    for kind, start in (("html", b"<!"), ("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = as_li.get(f"{REPORT}files/{kind}/")
        assert answer.content.startswith(start)
        assert "attachment" in answer["Content-Disposition"]
    data = json.loads(as_li.get(REPORT + "files/json/").content)
    assert re.fullmatch(r"\d+", str(data["year"]))


def test_every_register_of_the_dictionary_is_a_ledger_of_the_desk(town: Town) -> None:
    for key, label in registers():
        assert BY_KEY[key].sheet == label == LEDGERS[key]
    scope = build.scope(town.agency, 2017)
    for key, count in COUNTS.items():
        model = count.source.rows(scope).model._meta.label_lower
        assert model in BY_MODEL, (key, FIGURES[key].ledger, model)


def test_a_finding_in_the_text_is_decided_on_the_page(town: Town, report: AnnualReport) -> None:
    text = "咨询电话：0439-4222333。"
    texts.word(report.pk, "meetings", text=text, acting=town.acting("li"))
    li, sun = browser(town, "li"), browser(town, "sun")
    li.post(REPORT + "check/")
    assert not page(li, REPORT).xpath("//form[contains(@action, '/findings/')]")

    shown = page(sun, REPORT)
    (form,) = shown.xpath("//form[contains(@action, '/findings/')]")
    assert "检查发现（1）" in shown.text_content()
    assert "还没有决定" in shown.text_content()
    conclusion = {"conclusion": "may_disclose", "basis": "不涉密"}
    refused = sun.post(REPORT + "review/", conclusion).content.decode()
    assert "还有1处检查发现没有决定" in refused
    address = form.get("action")
    told = sun.post(address, {"decision": "keep", "basis": " "}, follow=True).content.decode()
    assert "请写明决定的依据" in told
    told = sun.post(
        address, {"decision": "keep", "basis": "机关电话"}, follow=True
    ).content.decode()
    assert "可以公开：</strong>机关电话" in told
    assert sun.post(REPORT + "review/", conclusion).status_code == 302
    assert li.post(address, {"decision": "keep", "basis": "x"}).status_code == 403
