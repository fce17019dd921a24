from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.models import AgencyName, Officer
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import FORMS, Counted, form, parse_ref
from gongkai.reports.compose import ComputedReport, compose
from gongkai.reports.models import AnnualReport, ReportProblem, ReportText
from tests.build import Town
from tests.reports import build

# Kept with the code: a report reads each source of records once, however many records it has.
QUERIES = {"local-2008": 40, "stat-2014": 38, "trial-2019": 39, "std-2021": 41}


def composed(town: Town, year: int = 2017, code: str = "local-2008") -> ComputedReport:
    return compose(
        town.agency,
        year,
        form=form(code),
        dated=date(year + 1, 3, 1),
        calendar=base_calendar(),
    )


def written(report: ComputedReport) -> str:
    return "".join(
        "".join(run.text for run in block.runs)
        for block in report.document.blocks
        if block.block == "paragraph"
    )


def test_the_narrative_of_the_small_year(town: Town) -> None:
    build.small_year(town)
    text = written(composed(town))
    for sentence in (
        "组长1人（赵负责），副组长1人（周主任），成员2人（李经办、孙审查）。",
        "接受清水县人民政府的领导和指导。",
        "专业人员1人（李经办），兼职人员1人（东山村支部）。",
        "召开信息公开工作会议1次（3月12日）",
        "组织学习培训2次，参加22人次。",
        "已建立配套制度2项：《考核办法》、《评议办法》。",
        "截至2017年12月31日，全年主动公开政府信息6条。网上公开3条，占公开信息的50.0%；",
        "共有2条，以此为基数，涉及规范性文件类1条，占50%；",
        "没有发放公报。",
        "以板报方式公开4次。",
        "全年受理政府信息公开申请4件。",
        "主要涉及政策法规类等方面。",
        "全年没有发生行政复议、行政诉讼和行政申诉。",
        "全年没有收取检索、复制、邮寄等费用。",
    ):
        assert sentence in text, sentence


def test_names_are_those_of_the_year(town: Town) -> None:
    build.small_year(town)
    AgencyName.objects.create(
        agency=town.agency,
        full_name="青山街道办事处",
        short_name="青山街道",
        since=date(2018, 2, 1),
    )
    report = composed(town)
    assert report.document.title == "2017年青山镇信息公开工作年度报告"
    assert report.facts["agency"] == "青山镇人民政府"
    assert report.document.signature is not None
    assert report.document.signature.organ == "青山镇人民政府"  # loaded before the change
    assert report.facts["office_head"] == ""


def test_every_figure_links_to_its_records(town: Town) -> None:
    build.small_year(town)
    links = {
        run.figure.key: run.figure.href
        for block in composed(town).document.blocks
        if block.block == "paragraph"
        for run in block.runs
        if run.figure
    }
    assert links["proactive.portal"] == "/desk/qingshan/figures/proactive.portal/?year=2017"
    table = composed(town, 2022, "std-2021").document.blocks
    hrefs = {
        cell.figure.href
        for block in table
        if block.block == "table"
        for row in block.body
        for cell in row
        if cell.figure
    }
    assert (
        "/desk/qingshan/figures/applications.closed/"
        "?year=2022&applicant_kind=natural_person&outcome_row=r3.1"
    ) in hrefs


def test_the_base_of_the_concern_shares_is_found(town: Town) -> None:
    build.small_year(town)
    codes = {finding.code: finding.message for finding in composed(town).findings}
    assert "以2条为基数" in codes["concern-base"]
    assert "总数为6条，相差4条" in codes["concern-base"]


def test_two_timely_numbers_are_no_breakdown(town: Town) -> None:
    build.small_year(town)
    one = build.item(town.agency, date(2017, 9, 1), generated_on=date(2017, 1, 1))
    build.release(one, "portal", date(2017, 9, 1))
    # Nothing was delivered to a reading room within the year.
    build.nil(town.agency, 2017, "holdings")
    codes = {finding.code: finding.message for finding in composed(town).findings}
    assert "合计6条，与主动公开总数7条相差1条" in codes["timely-cover"]


def test_an_edit_survives_new_figures_and_is_shown(town: Town) -> None:
    build.small_year(town)
    report = AnnualReport.objects.create(
        agency=town.agency,
        year=2017,
        form="local-2008",
        status="draft",
        compiler=town.people["li"],
        compiled_on=date(2018, 1, 5),
    )
    ReportText.objects.create(
        report=report,
        paragraph="meetings",
        text="全镇开会{工作会议数|次}，部署工作。",
        edited_at="2018-01-05T10:00+08:00",
    )
    first = composed(town)
    assert first.wordings["meetings"].is_edited
    assert not first.wordings["staff"].is_edited
    assert "全镇开会1次，部署工作。" in written(first)
    town.agency.meetings.create(held_on=date(2017, 11, 1), subject="专题", scope="special")
    second = composed(town)
    assert "全镇开会2次，部署工作。" in written(second)
    assert first.digest != second.digest


def test_the_digest_stands_for_figures_names_and_words(town: Town) -> None:
    build.small_year(town)
    before = composed(town).digest
    assert composed(town).digest == before
    Officer.objects.create(
        person=town.people["wu"], kind="part_time", unit="西山村支部", since=date(2017, 1, 1)
    )
    assert composed(town).digest != before


def test_problems_are_listed(town: Town) -> None:
    for position, measure in ((2, "改进培训。"), (1, "完善制度。")):
        ReportProblem.objects.create(
            agency=town.agency,
            year=2017,
            position=position,
            measure=measure,
            stated_on=date(2018, 1, 1),
        )
    (items,) = [b.items for b in composed(town).document.blocks if b.block == "list"]
    assert [runs[0].text for runs in items] == ["完善制度。", "改进培训。"]


def test_last_year_is_compared_only_when_it_is_known(town: Town) -> None:
    build.application(town.agency, date(2022, 3, 1), date(2022, 3, 2))
    report = composed(town, 2022, "std-2021")
    assert "carried-from-last-year" not in {finding.code for finding in report.findings}
    build.application(
        town.agency, date(2021, 12, 1), date(2022, 1, 2), applicant_kind="natural_person"
    )
    again = composed(town, 2022, "std-2021")
    assert "carried-from-last-year" not in {finding.code for finding in again.findings}
    assert again.figures[parse_ref("applications.carried_over")].value == Counted(1)


@pytest.mark.parametrize("code", list(FORMS))
def test_queries_are_few_whatever_the_number_of_records(town: Town, code: str) -> None:
    year = {"local-2008": 2013, "stat-2014": 2017, "trial-2019": 2019, "std-2021": 2022}[code]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            composed(town, year, code)
        return len(captured)

    for _ in range(2):
        build.application(town.agency, date(year, 3, 1), date(year, 3, 9), applicant_kind="x")
        build.release(build.item(town.agency, date(year, 4, 1)), "portal", date(year, 4, 1))
    composed(town, year, code)  # loads the names of the agency and its superior once
    first = queries()
    for _ in range(30):
        build.application(town.agency, date(year, 3, 1), date(year, 3, 9), applicant_kind="x")
        build.release(build.item(town.agency, date(year, 4, 1)), "portal", date(year, 4, 1))
    assert (first, queries()) == (QUERIES[code], QUERIES[code])


@pytest.mark.parametrize(
    ("dated", "found"), [(date(2017, 12, 31), True), (date(2018, 1, 1), False)]
)
def test_a_report_within_its_year_is_marked(town: Town, dated: date, *, found: bool) -> None:
    build.small_year(town)
    report = compose(
        town.agency, 2017, form=form("stat-2014"), dated=dated, calendar=base_calendar()
    )
    assert ("year-not-over" in {finding.code for finding in report.findings}) is found
