"""The public calculator of statutory dates."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from gongkai.agencies.policies import permit_anywhere
from gongkai.calendars.transitions import DayEntry, NoticeEntry, set_local_days
from gongkai.law.deadlines import PeriodKind
from gongkai.portal.deadline_page import SECTIONS
from tests.build import Town

pytestmark = pytest.mark.django_db


def shown(**asked: object) -> str:
    answer = Client().get(f"/deadlines/?{urlencode(asked)}" if asked else "/deadlines/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def due(page: str) -> str | None:
    """The last day in the heading, as its machine-readable date."""
    found = re.search(r'class="big-number"><time datetime="([\d-]+)"', page)
    return found[1] if found else None


def test_without_a_date_there_is_the_form_of_an_answer() -> None:
    page = shown()
    assert "答复申请：最后一天是哪天" in page
    assert "收到申请的日期" in page
    assert "error-summary" not in page
    assert "今天" not in page
    assert due(page) is None


def test_every_kind_is_offered_once() -> None:
    kinds = [kind for _, some in SECTIONS for kind in some]
    assert sorted(kinds) == sorted(["answer", "annual-report", *PeriodKind])
    page = shown()
    for kind in kinds:
        assert f'href="?kind={kind}"' in page
        assert "error-summary" not in shown(kind=kind)


@pytest.mark.parametrize(
    ("asked", "due_on", "words"),
    [
        # 2018: work on Sunday 11 and Saturday 24 February, off from the 15th to the 21st.
        ({"on": "2018-02-05"}, "2018-03-01", "政府信息公开条例(2007) 第二十四条第二款"),
        ({"on": "2018年2月5日"}, "2018-03-01", "2018年3月1日（周四）"),
        # Corrected on 17 June 2019: 18 to 21, 24 to 28 June, 1 to 5, 8 to 12, 15 July.
        (
            {"on": "2019-06-03", "asked": "2019-06-10", "corrected": "2019-06-17"},
            "2019-07-15",
            "要求补正，收到申请后的第4个工作日",
        ),
        # Five more working days: 2, 5, 6, 7, 8 March.
        (
            {"on": "2018-02-05", "extension": "5", "extended": "2018-02-14"},
            "2018-03-08",
            "延长5个工作日期满",
        ),
        # 4 and 5 June 2019 wait for the third party, so that of 4 June to 1 July two do not count.
        (
            {
                "on": "2019-06-03",
                "third_sent": "2019-06-03",
                "third_served": "2019-06-04",
                "third_answered": "2019-06-05",
            },
            "2019-07-04",
            "征求第三方意见期间，不计入",
        ),
        ({"kind": "correction-notice", "on": "20260130"}, "2026-02-10", "第三十条"),
        ({"kind": "reconsideration", "on": "2025-08-02"}, "2025-10-09", "休假日结束的次日"),
        (
            {"kind": "reconsideration-decision", "on": "2024-03-01", "extension": "30"},
            "2024-05-30",
            "第六十二条第一款",
        ),
        (
            {"kind": "annual-report", "year": "2024", "agency_kind": "county"},
            "2025-03-31",
            "第四十九条第二款",
        ),
    ],
)
def test_the_last_day_and_its_reasons(asked: dict[str, str], due_on: str, words: str) -> None:
    page = shown(**asked)
    assert due(page) == due_on
    assert words in page


def test_every_day_of_the_count_is_listed_and_drawn() -> None:
    page = shown(on="2018-02-05")
    assert "春节放假（国办发明电〔2017〕12号）" in page
    assert "2018年2月</caption>" in page
    assert "2018年3月</caption>" in page
    rows = re.findall(r"</time></td><td>(.*?)</td>", page)
    assert rows.count("不计入") == len(rows) - 15
    assert "第15日" in rows
    assert re.search(r'<td class="start"[^>]*>5 <small>起</small>', page)
    assert re.search(r'<td class="counted"[^>]*>11 <small>5</small>', page)
    assert re.search(r'<td class="off"[^>]*>15 <small>休</small>', page)
    assert re.search(r'<td class="due"[^>]*>1 <small>末日</small>', page)


def test_a_pause_is_drawn() -> None:
    page = shown(on="2019-06-03", third_sent="2019-06-03", third_answered="2019-06-05")
    assert re.search(r'<td class="start"[^>]*>4 <small>停</small>', page)


def test_several_of_one_kind_are_asked() -> None:
    """3 June 2019: twenty days end on 2 July; 4 to 6 and 11 to 12 June are taken out."""
    first = {"third_sent": "2019-06-03", "third_answered": "2019-06-06"}
    page = shown(on="2019-06-03", **first)
    assert due(page) == "2019-07-05"
    assert 'name="third2_sent"' in page
    assert 'name="third3_sent"' not in page

    second = {"third2_sent": "2019-06-10", "third2_answered": "2019-06-12"}
    page = shown(on="2019-06-03", **first, **second)
    assert due(page) == "2019-07-09"
    assert 'name="third3_sent"' in page
    assert "third2_sent=2019-06-10" in page


def test_no_more_than_five_of_one_kind() -> None:
    sent = {f"co{place}_sent": "2019-06-03" for place in ("", 2, 3, 4, 5)}
    assert 'name="co6_sent"' not in shown(on="2019-06-03", **sent)


def test_a_delay_sets_the_day_that_was_told() -> None:
    told = {"delay_told": "2026-03-04", "delay_until": "2026-04-30"}
    assert due(shown(on="2026-02-09", **told)) == "2026-04-30"


def test_taken_up_again_the_new_term_counts() -> None:
    """Example 2 once more: received on 9 February 2026, so taken up again on that day."""
    page = shown(on="2020-03-02", extension="20", extended="2020-03-20", reopened="2026-02-09")
    assert due(page) == "2026-03-13"
    assert "重新办理" in page
    ordered = shown(on="2025-03-03", reopened="2026-02-09", reopened_due="2026-02-28")
    assert due(ordered) == "2026-02-28"


def test_an_open_correction_says_that_it_waits() -> None:
    page = shown(on="2019-06-03", asked="2019-06-10")
    assert "不早于" in page
    assert "等待申请人补正" in page


def test_an_open_fee_says_until_when_to_pay() -> None:
    page = shown(on="2021-03-01", fee="2021-03-10")
    assert "缴费的最后一天：2021年4月8日。" in page


def test_a_year_not_announced_yet_is_provisional() -> None:
    page = shown(on="2031-03-03")
    assert "暂定" in page
    assert "还没有公布放假安排" in page


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"on": ""}, "on", "请填写收到申请的日期。"),
        ({"on": "3月5日"}, "on", "年"),
        ({"on": "2018-02-30"}, "on", "2018年2月30日不存在"),
        ({"on": "2008-04-30"}, "on", "自2008年5月1日起施行"),
        ({"on": "2199-01-01"}, "on", "超出工作日历的范围"),
        ({"on": "1999-01-01", "kind": "lawsuit"}, "on", "没有规定"),
        ({"on": "2018-03-01", "kind": "third-party"}, "on", "没有规定“第三方答复”的期限"),
        (
            {"on": "2019-06-03", "asked": "2019-06-01"},
            "asked",
            "不能早于收到申请的日期（2019年6月3日（周一））",
        ),
        ({"on": "2019-06-03", "corrected": "2019-06-20"}, "asked", "请填写要求补正的日期。"),
        (
            {"on": "2019-06-03", "asked": "2019-06-10", "corrected": "2019-06-05"},
            "corrected",
            "不能早于要求补正的日期",
        ),
        (
            {"on": "2019-06-03", "agency_sent": "2019-06-04", "agency_answered": "2091-06-05"},
            "agency_answered",
            "请核对年份",
        ),
        ({"on": "2018-03-01", "extension": "16"}, "extension", "最长不得超过15个工作日"),
        ({"on": "2019-06-03", "extension": "21"}, "extension", "应为1至20的整数。"),
        ({"on": "2019-06-03", "extension": "两"}, "extension", "应为1至20的整数。"),
        ({"on": "2019-06-03", "extended": "2019-06-20"}, "extension", "请填写延长的工作日数。"),
        (
            {"on": "2026-02-09", "delay_until": "2026-04-30"},
            "delay_told",
            "请填写告知延迟答复的日期。",
        ),
        (
            {"on": "2026-02-09", "delay_told": "2026-03-04"},
            "delay_until",
            "请填写确定的延迟答复日期。",
        ),
        (
            {"on": "2019-06-03", "third2_served": "2019-06-04"},
            "third2_sent",
            "请填写寄出征求意见书的日期。",
        ),
        ({"on": "2010-06-03", "reopened": "2026-06-03"}, "reopened", "晚了10年以上"),
        ({"kind": "annual-report", "year": "2007"}, "year", "应为2008至2098的年份。"),
        (
            {"kind": "annual-report", "year": "2024", "agency_kind": "x"},
            "agency_kind",
            "请选择机关类别。",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    asked: dict[str, str], field: str, sentence: str
) -> None:
    page = shown(**asked)
    assert due(page) is None
    told = re.search(rf'<div id="id_{field}_error">(.*?)</div>', page, re.DOTALL)
    assert told
    assert sentence in told[1]
    assert f'href="#id_{field}"' in page
    for value in asked.values():
        assert value in page


def test_there_is_no_other_kind() -> None:
    assert Client().get("/deadlines/?kind=x").status_code == 404


def test_a_word_that_somebody_added_to_the_address_asks_nothing() -> None:
    assert "error-summary" not in shown(utm="x")


def test_the_address_to_hand_on_leaves_out_what_is_empty() -> None:
    page = shown(kind="answer", on="2018-02-05", asked="", extension="", utm="x")
    assert 'href="http://testserver/deadlines/?kind=answer&on=2018-02-05"' in page


def test_events_are_open_where_one_was_given() -> None:
    assert '<details class="events" open>' in shown(on="2019-06-03", extension="5")
    assert '<details class="events">' in shown(on="2019-06-03")


def test_it_counts_by_the_calendar_of_the_office(town: Town) -> None:
    entry = NoticeEntry(
        title="关于防汛期间放假的通知",
        year=2018,
        issued_on=date(2018, 2, 1),
        days=[DayEntry(date(2018, 3, 1), "off", "防汛")],
    )
    acting = town.acting("zhou", on=date(2018, 2, 1))
    set_local_days(entry, permit=permit_anywhere, acting=acting)
    page = shown(on="2018-02-05")
    assert due(page) == "2018-03-02"
    assert "防汛放假（《关于防汛期间放假的通知》）" in page


def test_it_is_linked_from_every_page_and_from_how_to_apply(town: Town) -> None:
    assert 'href="/deadlines/"' in Client().get("/").content.decode()
    applying = Client().get("/agencies/qingshan/applying/").content.decode()
    assert applying.count('href="/deadlines/"') == 2
