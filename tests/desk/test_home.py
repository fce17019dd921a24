"""The desk's first pages."""

import re
from datetime import date

import pytest
from django.test import Client

from gongkai.accounts.permissions import MATRIX, READING
from gongkai.agencies.models import RoleGrant
from gongkai.agencies.transitions import work
from gongkai.catalog.models import DisclosureItem
from tests.build import Town
from tests.desk.build import browser_of, page


def test_one_agency_is_opened_at_once_and_several_are_listed(town: Town) -> None:
    assert browser_of(town, "li").get("/desk/")["Location"] == "/desk/qingshan/today/"
    shown = page(browser_of(town, "zheng"), "")
    assert "清水县人民政府" in shown
    assert "青山镇人民政府" in shown
    assert "白石镇" not in shown


def test_without_a_role_the_desk_says_whom_to_ask(town: Town) -> None:
    RoleGrant.objects.filter(user=town.users["li"]).delete()
    assert "请本单位的系统管理员为您授予角色" in page(browser_of(town, "li"), "")


def test_the_overview_counts_a_year(town: Town) -> None:
    for day in (date(2016, 12, 30), date(2017, 3, 12), date(2017, 9, 1)):
        work.hold_meeting(
            town.agency,
            work.MeetingEntry(held_on=day, subject="会议", scope="whole"),
            acting=town.acting(),
        )
    client = browser_of(town, "li")
    shown = page(client, "qingshan/", year="2017")
    assert '<a href="/desk/qingshan/ledgers/meetings/?year=2017"><b>2</b>会议</a>' in shown
    assert "2017年政府信息公开工作年度报告" in shown
    assert "2018年3月31日前公布" in shown
    assert "第三十一条" in shown
    assert "2020年1月31日前公布" in page(client, "qingshan/", year="2019")


@pytest.mark.parametrize("year", ["2007", "9999", "x", "²"])
def test_another_year_falls_back_to_one_there_is(town: Town, year: str) -> None:
    assert "年的登记" in page(browser_of(town, "li"), "qingshan/", year=year)


def test_each_person_is_told_what_waits_for_them(town: Town) -> None:
    DisclosureItem.objects.create(
        agency=town.agency,
        status=DisclosureItem.Status.IN_REVIEW,
        title="防火通知",
        generated_on=date(2017, 3, 1),
        drafter=town.people["li"],
        drafted_on=date(2017, 3, 1),
    )
    waiting = "待保密审查的公开信息"
    assert waiting in page(browser_of(town, "sun"), "qingshan/")
    assert waiting not in page(browser_of(town, "zhao"), "qingshan/")
    assert "2017年的登记" in page(browser_of(town, "sun"), "qingshan/")


def test_registers_stand_beside_the_page_in_groups(town: Town) -> None:
    shown = page(browser_of(town, "li"), "qingshan/ledgers/meetings/")
    nav = shown.partition('id="registers"')[2]
    titles = ["机构和人员", "主动公开", "查阅点", "依申请公开", "救济和监督", "年度报告"]
    assert re.findall("<h3>([^<]*)</h3>", nav) == titles
    assert "<details open><summary>台账</summary>" in nav
    assert '<a href="/desk/qingshan/ledgers/meetings/" aria-current="page">会议</a>' in nav
    assert nav.count('aria-current="page"') == 1


def test_daily_work_comes_first_and_the_registers_are_folded(town: Town) -> None:
    nav = page(browser_of(town, "li"), "qingshan/items/").partition('id="registers"')[2]
    daily = nav.partition("<h2>本机关")[0]
    labels = "今日 公开信息 申请 更正申请 纠错 定期维护 统计 年度报告 导入导出"
    assert " ".join(re.findall(">([^<>]+)</a>", daily)) == labels
    assert '<a href="/desk/qingshan/items/" aria-current="page">公开信息</a>' in daily
    assert "<details><summary>台账</summary>" in nav

    officer = page(browser_of(town, "qian"), "qingshan/items/").partition('id="registers"')[2]
    assert re.findall(">([^<>]+)</a>", officer.partition("<h2>本机关")[0]) == ["今日", "公开信息"]


def test_the_matrix_shows_every_action(town: Town) -> None:
    shown = page(browser_of(town, "li"), "permissions/")
    rows = shown.count('<th scope="row">')
    assert rows == len(MATRIX) + len(READING)
    review = shown.partition('<th scope="row">保密审查</th>')[2].partition("</tr>")[0]
    assert review.count("可以") == 1


def test_parts_are_shown_to_administrators_alone(town: Town) -> None:
    shown = page(browser_of(town, "admin"), "parts/")
    for part in ("error-summary", "breadcrumb", "timeline", "<progress", 'class="tag good"'):
        assert part in shown
    assert browser_of(town, "li").get("/desk/parts/").status_code == 403


def test_a_page_out_of_sight_says_so_in_chinese(as_li: Client) -> None:
    answer = as_li.get("/desk/neighbour/")
    assert answer.status_code == 404
    assert "没有这个机关，或者您在那里没有角色。" in answer.content.decode()
