"""The four pages that every ledger shares."""

from datetime import date

import pytest
from django.test import Client

from gongkai.agencies.models import Meeting, Office, Training
from gongkai.agencies.transitions import people, work
from gongkai.audit.models import Entry
from gongkai.web.paging import PAGE_SIZE
from tests.build import Town
from tests.desk.build import browser_of, page, posted

GOOD = {"held_on": "2017年3月12日", "subject": "春季工作会议", "scope": "全体会议"}


@pytest.fixture
def meetings(town: Town) -> None:
    """Three meetings in two years."""
    for day, subject, scope in (
        (date(2016, 12, 30), "年终总结会", "whole"),
        (date(2017, 3, 12), "春季工作会议", "whole"),
        (date(2017, 9, 1), "依申请公开专题会", "special"),
    ):
        work.hold_meeting(
            town.agency,
            work.MeetingEntry(held_on=day, subject=subject, scope=scope, participants=1147),
            acting=town.acting(),
        )


def _subjects(shown: str) -> list[str]:
    known = ("依申请公开专题会", "春季工作会议", "年终总结会")
    return [subject for subject in known if subject in shown]


def test_the_list_counts_by_year_and_aligns_numbers(as_li: Client, meetings: None) -> None:
    shown = page(as_li, "qingshan/ledgers/meetings/")
    assert "共 3 条" in shown
    assert "2017年（2）" in shown
    assert "2016年（1）" in shown
    assert '<td data-label="参加人数" class="number">1,147</td>' in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["依申请公开专题会", "春季工作会议", "年终总结会"]),
        ({"year": "2017"}, ["依申请公开专题会", "春季工作会议"]),
        ({"q": "春季"}, ["春季工作会议"]),
        ({"q": "会议"}, ["依申请公开专题会", "春季工作会议", "年终总结会"]),  # 全体会议、专题会议
        ({"q": "专题"}, ["依申请公开专题会"]),
        ({"q": "全体 年终"}, ["年终总结会"]),
        ({"q": "会", "year": "2016"}, ["年终总结会"]),
        ({"q": "没有这个词"}, []),
        ({"year": "2015"}, []),
        ({"year": "99999"}, []),
        ({"year": "x"}, []),
    ],
)
def test_the_list_is_filtered_by_year_and_words(
    as_li: Client, meetings: None, query: dict[str, str], found: list[str]
) -> None:
    shown = page(as_li, "qingshan/ledgers/meetings/", **query)
    assert _subjects(shown) == found
    if not found:
        assert "没有符合筛选的登记" in shown


def test_words_are_found_in_what_a_record_refers_to(as_li: Client, town: Town) -> None:
    Office.objects.create(agency=town.agency, name="财政所", since=date(2000, 1, 1))
    people.enter_person(
        town.agency,
        people.PersonEntry(name="陈小雨", office="财政所", title="会计", since=date(2010, 1, 1)),
        acting=town.acting(),
    )
    for words in ("陈小雨", "财政所", "会计"):
        shown = page(as_li, "qingshan/ledgers/people/", q=words)
        assert "陈小雨" in shown
        assert "赵负责" not in shown


def test_an_empty_ledger_says_what_to_do(as_li: Client, town: Town) -> None:
    shown = page(as_li, "qingshan/ledgers/meetings/")
    assert "还没有登记" in shown
    assert "登记第一条" in shown
    assert "登记第一条" not in page(browser_of(town, "sun"), "qingshan/ledgers/meetings/")


def test_pages_follow_each_other_with_their_filter(as_li: Client, town: Town) -> None:
    Training.objects.bulk_create(
        Training(agency=town.agency, held_on=date(2017, 1, 1), subject=f"第{n}课", participants=1)
        for n in range(1, PAGE_SIZE + 2)
    )
    first = page(as_li, "qingshan/ledgers/trainings/", year="2017")
    assert "第51课" in first
    assert "第1课<" not in first
    link = first.partition('rel="next"')[0].rpartition('href="?')[2].partition('"')[0]
    second = page(as_li, f"qingshan/ledgers/trainings/?{link.replace('&amp;', '&')}")
    assert "第1课<" in second
    assert "第51课" not in second
    assert "回到第一页" in second


@pytest.mark.parametrize("key", ["x", "2017-01-01_", "2017-13-01_1", "2017-01-01_1;drop"])
def test_a_broken_page_address_is_not_found(as_li: Client, meetings: None, key: str) -> None:
    assert as_li.get("/desk/qingshan/ledgers/meetings/", {"after": key}).status_code == 404


def test_a_huge_page_number_is_an_empty_page_not_an_error(as_li: Client, meetings: None) -> None:
    key = f"2017-01-01_{'9' * 30}"
    assert as_li.get("/desk/qingshan/ledgers/meetings/", {"after": key}).status_code in (200, 404)


def test_a_part_answers_the_search_as_one_types(as_li: Client, meetings: None) -> None:
    answer = as_li.get(
        "/desk/qingshan/ledgers/meetings/", {"q": "专题"}, headers={"HX-Request": "true"}
    )
    shown = answer.content.decode()
    assert "<html" not in shown
    assert _subjects(shown) == ["依申请公开专题会"]


def test_a_record_is_entered_in_the_ways_people_write(as_li: Client) -> None:
    shown = posted(as_li, "qingshan/ledgers/meetings/entry/", **GOOD)
    assert "已登记：春季工作会议" in shown
    assert Meeting.objects.get().held_on == date(2017, 3, 12)


def test_a_refused_form_keeps_everything_and_links_to_the_fields(as_li: Client) -> None:
    shown = posted(
        as_li,
        "qingshan/ledgers/meetings/entry/",
        held_on="三月十二",
        subject="春季工作会议",
        scope="全体会议",
        participants="很多",
    )
    assert 'href="#id_held_on"' in shown
    assert 'href="#id_participants"' in shown
    assert 'value="三月十二"' in shown
    assert 'value="很多"' in shown
    assert 'value="春季工作会议"' in shown
    assert "checked" in shown.partition('value="全体会议"')[2].partition(">")[0]
    assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in shown
    assert not Meeting.objects.exists()


def test_a_refusal_of_the_transition_stands_at_its_field(as_li: Client) -> None:
    shown = posted(as_li, "qingshan/ledgers/meetings/entry/", **{**GOOD, "held_on": "2099-1-1"})
    assert 'href="#id_held_on">日期：日期在今天之后' in shown


def test_a_short_list_is_offered_as_radios_and_a_missing_choice_is_linked(as_li: Client) -> None:
    shown = page(as_li, "qingshan/ledgers/meetings/entry/")
    assert '<input type="radio" name="scope" value="全体会议"' in shown
    assert "请选择" not in shown
    refused = posted(as_li, "qingshan/ledgers/meetings/entry/", held_on="2017-3-12", subject="会")
    assert 'href="#id_scope_0"' in refused
    assert 'id="id_scope_0"' in refused


def test_references_are_suggested(as_li: Client) -> None:
    shown = page(as_li, "qingshan/ledgers/officers/entry/")
    assert 'list="name-names"' in shown
    assert '<option value="赵负责"></option>' in shown


def test_a_correction_shows_what_was_and_is(as_li: Client, meetings: None) -> None:
    meeting = Meeting.objects.get(subject="年终总结会")
    address = f"qingshan/ledgers/meetings/{meeting.pk}/"
    form = page(as_li, f"{address}amendment/")
    assert 'value="2016-12-30"' in form
    assert form.index('name="reason"') > form.index('name="participants"')
    given = {"held_on": "2016-12-31", "subject": "年终总结会", "scope": "专题会议"}
    assert "请写明更正的原因" in posted(as_li, f"{address}amendment/", **given)
    shown = posted(as_li, f"{address}amendment/", **given, participants="1", reason="核对签到表")
    assert "更正会议：核对签到表" in shown
    assert "日期：2016-12-30 → 2016-12-31" in shown
    assert "类型：全体会议 → 专题会议" in shown
    assert "参加人数：1147 → 1" in shown


def test_nobody_corrects_a_record_of_elsewhere(town: Town, meetings: None) -> None:
    meeting = Meeting.objects.first()
    assert meeting
    for part in ("", "amendment/"):
        address = f"/desk/neighbour/ledgers/meetings/{meeting.pk}/{part}"
        assert browser_of(town, "wang").get(address).status_code == 404
    assert browser_of(town, "li").get("/desk/qingshan/ledgers/meetings/0/").status_code == 404
    huge = f"/desk/qingshan/ledgers/meetings/{'9' * 30}/"
    assert browser_of(town, "li").get(huge).status_code == 404


def test_who_may_not_enter_is_told_before_filling_in(town: Town) -> None:
    answer = browser_of(town, "sun").get("/desk/qingshan/ledgers/meetings/entry/")
    assert answer.status_code == 403
    assert "该项工作由专业人员、公开工作机构负责人办理" in answer.content.decode()


def test_an_administrator_keeps_people_and_sees_no_contents(town: Town, meetings: None) -> None:
    admin = browser_of(town, "admin")
    assert "李经办" in page(admin, "qingshan/ledgers/people/")
    assert admin.get("/desk/qingshan/ledgers/meetings/").status_code == 404
    shown = page(admin, "qingshan/")
    assert "会议" not in shown
    count = Entry.objects.count()
    posted(
        admin,
        "qingshan/ledgers/people/entry/",
        name="陈小雨",
        title="会计",
        since="2017-1-1",
    )
    assert Entry.objects.count() == count + 1
