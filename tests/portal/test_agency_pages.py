"""The parts of the uniform platform, statistics, and the weight of the first page."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from gongkai.agencies.transitions.work import RuleEntry, adopt_rule
from gongkai.catalog.transitions import counters
from gongkai.catalog.transitions.frame import GuideEntry, issue_guide
from gongkai.channels.models import Channel, Release
from tests.build import Town
from tests.portal.build import published

PAGES = ("", "guide/", "rules/", "content/", "reports/", "applying/")


def guide(town: Town) -> None:
    issue_guide(
        town.agency,
        GuideEntry(
            in_force_on=date(2018, 1, 1),
            classification="机构职能、政策文件、民生事项。",
            arrangement="按栏目和年份编排。",
            how_to_obtain="网上查阅，到查阅点查阅。",
            office_name="青山镇党政办公室",
            address="青山镇中心街1号",
            opening_hours="工作日8:00至17:00",
            phone="0400-0000001",
        ),
        acting=town.acting("li"),
    )


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_each_part_stands_for_an_agency_without_anything(town: Town, name: str) -> None:
    shown = page(f"/agencies/county/{name}")
    for title in (
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ):
        assert title in shown
    assert Client().get(f"/agencies/nowhere/{name}").status_code == 404


def test_the_guide_and_how_to_apply_name_the_office(town: Town) -> None:
    guide(town)
    for name in ("guide/", "applying/"):
        shown = page(f"/agencies/qingshan/{name}")
        assert "青山镇党政办公室" in shown
        assert "青山镇中心街1号" in shown
        assert "工作日8:00至17:00" in shown
    assert "20个工作日内答复" in page("/agencies/qingshan/applying/")
    home = page("/")
    assert "青山镇人民政府信息公开" in home
    assert "0400-0000001" in home


def test_rules_show_the_version_in_force(town: Town) -> None:
    for number, text in ((1, "旧的正文"), (2, "新的正文")):
        adopt_rule(
            town.agency,
            RuleEntry(
                title="保密审查制度",
                number=number,
                document_number="",
                in_force_on=date(2016 + number, 1, 1),
                text=text,
            ),
            acting=town.acting("li"),
        )
    shown = page("/agencies/qingshan/rules/")
    assert "新的正文" in shown
    assert "旧的正文" not in shown
    assert "国务院令第711号" in shown


def test_the_statutory_content_leads_to_its_items(town: Town) -> None:
    published(town, "决算", statutory_duty="2019-20-7")
    counters.rebuild()
    shown = page("/agencies/qingshan/content/")
    assert '<a href="/catalog/qingshan/?duty=2019-20-7">财政预算、决算信息</a> <b>1 条</b>' in shown
    assert "决算" in page("/catalog/qingshan/?duty=2019-20-7")


def test_items_of_an_earlier_duty_stand_with_the_one_that_succeeds_it(town: Town) -> None:
    published(town, "预算", statutory_duty="2008-10-4")
    published(town, "宅基地", statutory_duty="2008-12-3")
    published(town, "办法", is_normative_document=True)
    counters.rebuild()
    shown = page("/agencies/qingshan/content/")
    held, rest = shown.split("现在没有信息的法定事项（21 项）")
    held = held.split("按法定事项")[1]
    assert "财政预算、决算信息" in held
    assert '?duty=2008-10-4">按政府信息公开条例(2007) 第十条第（四）项归类的</a>' in held
    assert '?normative=in_force">行政规范性文件（现行有效）</a> <b>1 条</b>' in held
    assert "财政预算、决算信息" not in rest
    assert "乡（镇）土地利用总体规划" in rest.split("按以前条例的事项")[1]


def test_national_rules_lead_to_their_texts_or_say_where_they_are(town: Town) -> None:
    shown = page("/agencies/qingshan/rules/")
    assert re.search('<a href="https://www.gov.cn/[^"]+">中华人民共和国政府信息公开条例</a>', shown)
    assert '<a href="https://flk.npc.gov.cn/">国家法律法规数据库</a>' in shown


@pytest.mark.parametrize(
    ("address", "feed", "criteria"),
    [
        ("/", "/feeds/", ""),
        ("/catalog/", "/feeds/", ""),
        ("/catalog/qingshan/", "/feeds/agencies/qingshan/", "?agency=qingshan"),
        ("/agencies/qingshan/", "/feeds/agencies/qingshan/", "?agency=qingshan"),
        (
            "/catalog/qingshan/?topic=civil_relief&column=3",
            "/feeds/search/?agency=qingshan&amp;topic=civil_relief",
            "?agency=qingshan&amp;topic=civil_relief",
        ),
    ],
)
def test_what_is_new_is_told_in_three_ways(
    town: Town, address: str, feed: str, criteria: str
) -> None:
    published(town, "甲")
    shown = page(address)
    assert f'<a href="/subscriptions/{criteria}">电子邮件提醒</a>' in shown
    assert f'<a href="{feed}" type="application/atom+xml">' in shown
    rss = f"{feed}{'&amp;' if '?' in feed else '?'}format=rss"
    assert f'<a href="{rss}" type="application/rss+xml">' in shown


def test_the_open_data_are_linked_from_every_foot(town: Town) -> None:
    for address in ("/", "/catalog/", "/statistics/"):
        assert '<a href="/api/v1/">开放数据</a>' in page(address)
    for name in ("catalog.csv", "catalog.json", "everything.zip"):
        assert f"/downloads/{name}" in page("/api/v1/")


def test_the_tree_names_every_agency(town: Town) -> None:
    shown = page("/agencies/")
    for name in ("长河省人民政府", "清水县人民政府", "青山镇人民政府", "白石镇人民政府"):
        assert name in shown


def test_statistics_count_by_hand(town: Town) -> None:
    channel = Channel.objects.create(
        agency=town.agency, kind="portal", name="网站", since=date(2010, 1, 1)
    )
    for title, released in (("一", date(2017, 3, 31)), ("二", date(2017, 4, 20))):
        item = published(
            town,
            title,
            generated_on=date(2017, 3, 10),
            published_on=date(2017, 3, 12),
            topic_category="civil_relief",
        )
        Release.objects.create(item=item, channel=channel, released_on=released)
    counters.rebuild()
    shown = page("/statistics/")
    assert "各年主动公开的信息" in shown
    # A single figure is no chart.
    assert '<a class="big-number" href="/catalog/?year=2017">2条</a>' in shown
    assert "<svg" not in shown
    table = Client().get("/statistics/timeliness.csv").content.decode("utf-8-sig")
    # 15 working days, and 28 (清明: two days off, one Saturday worked): one of two in time.
    assert table.split() == ["项目,数量（%）", "2017,50.0"]
    topics = Client().get("/statistics/topics.csv?agency=county").content.decode("utf-8-sig")
    assert topics.split() == ["项目,数量（条）", "民政、扶贫、救灾,2"]
    assert Client().get("/statistics/nothing.csv").status_code == 404
    assert Client().get("/statistics/?agency=nowhere").status_code == 404


def test_it_answers_whether_it_is_well(db: None) -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


def test_the_first_page_is_below_100_kb_in_all(town: Town) -> None:
    guide(town)
    for number in range(12):
        published(town, f"一条名称比较长的公开信息，用来占满首页的最新公开列表{number}")
    counters.rebuild()
    html = Client().get("/").content
    assert len(html) > 5_000
    names = re.findall(rb'(?:href|src)="/static/([^"?]+)"', html)
    assert {b"gongkai.css", b"portal.css", b"gongkai.js", b"icon.svg"} <= set(names)
    weight = len(html)
    for name in set(names):
        found = finders.find(name.decode())
        assert isinstance(found, str)
        weight += Path(found).stat().st_size
    assert weight < 100_000
    assert len(gzip.compress(html)) < 10_000


def test_large_print_stays(town: Town) -> None:
    client = Client()
    client.post("/look/", {"print": "large", "next": "/catalog/"})
    for address in ("/", "/catalog/", "/agencies/qingshan/guide/", "/statistics/"):
        assert '<html lang="zh-CN" class="large">' in client.get(address).content.decode()
    client.post("/look/", {"print": "normal", "next": "/"})
    assert 'class="large"' not in client.get("/").content.decode()
