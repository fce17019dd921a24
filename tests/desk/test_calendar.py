"""The calendar page, and a notice from typing it to the cases that follow."""

from datetime import date

import pytest
from django.test import Client

from gongkai.applications.models import Application, DueDateChange
from gongkai.calendars.models import Notice
from tests.applications.build import received
from tests.build import Town
from tests.desk.build import browser_of, page, posted

# A local day off on 2018-02-27: the case due on 2018-03-01 then is due one working day later.
LOCAL = {
    "title": "青山镇关于建镇纪念日放假的通知",
    "number": "青政发〔2018〕1号",
    "year": "2018",
    "issued_on": "2018年2月1日",
}
# The least a first notice of a year must say.
NATIONAL = {
    "title": "国务院办公厅关于2028年部分节假日安排的通知",
    "year": "2028",
    "issued_on": "2018-2-1",
}


def _rows(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    given = {"form-TOTAL_FORMS": "20", "form-INITIAL_FORMS": "0"}
    padded = [*rows, *[("", "", "off", "")] * (20 - len(rows))]
    for n, row in enumerate(padded):
        for name, value in zip(("first", "last", "kind", "name"), row, strict=True):
            given[f"form-{n}-{name}"] = value
    return given


DAY_OFF = _rows(("2018-2-27", "", "off", "建镇纪念日"))
YEAR_2028 = _rows(
    ("2028-1-1", "2028-1-3", "off", "元旦"),
    ("2028-5-1", "2028-5-5", "off", "劳动节"),
    ("2028-10-1", "2028年10月7日", "off", "国庆节"),
    ("2028-9-30", "", "work", "国庆节"),
)


@pytest.fixture
def case(town: Town) -> Application:
    """Due on 2018-03-01."""
    return received(town)


def test_a_year_shows_days_off_and_working_weekends_with_their_notice(as_li: Client) -> None:
    shown = page(as_li, "calendar/", year="2018")
    assert "国办发明电〔2017〕12号" in shown
    assert "2018-02-15 至 2018-02-21（7天）" in shown
    assert (
        '<td class="off" title="春节放假（国办发明电〔2017〕12号）">15<small>休</small></td>'
        in shown
    )
    assert 'title="春节调休上班（国办发明电〔2017〕12号）">11<small>班</small></td>' in shown
    assert "暂定" not in shown


def test_a_year_without_notice_is_provisional(as_li: Client) -> None:
    shown = page(as_li, "calendar/", year="2090")
    assert "暂定" in shown
    assert "暂按周一至周五上班计算" in shown


@pytest.mark.parametrize("year", ["2006", "2100", "x", "²"])
def test_another_year_is_not_there(as_li: Client, year: str) -> None:
    assert as_li.get("/desk/calendar/", {"year": year}).status_code == 404


def test_only_those_who_may_are_offered_the_entry(town: Town) -> None:
    assert "录入国务院办公厅通知" in page(browser_of(town, "zhou"), "calendar/")
    assert "录入国务院办公厅通知" not in page(browser_of(town, "li"), "calendar/")
    assert browser_of(town, "zhou").get("/desk/calendar/nothing/entry/").status_code == 404


def test_a_notice_is_previewed_with_the_cases_it_moves(town: Town, case: Application) -> None:
    shown = posted(browser_of(town, "zhou"), "calendar/local/entry/", **LOCAL, **DAY_OFF)
    assert "通知录入后不能删除" in shown
    assert "共 1 件办理中的申请改变期限" in shown
    assert case.number in shown
    assert "2018-03-01" in shown
    assert "2018-03-02" in shown
    assert not Notice.objects.exists()
    assert not DueDateChange.objects.exists()
    assert Application.objects.get().due_on == date(2018, 3, 1)


def test_a_confirmed_notice_moves_the_cases_and_keeps_both_days(
    town: Town, case: Application
) -> None:
    zhou = browser_of(town, "zhou")
    shown = posted(zhou, "calendar/local/entry/", **LOCAL, **DAY_OFF, confirmed="1")
    assert "已录入：青山镇关于建镇纪念日放假的通知" in shown
    assert Application.objects.get().due_on == date(2018, 3, 2)
    assert "2018-03-01" in shown
    assert "2018-03-02" in shown
    assert "建镇纪念日放假（青政发〔2018〕1号）" in page(zhou, "calendar/", year="2018")
    notice = Notice.objects.get()
    elsewhere = page(browser_of(town, "wang"), f"calendar/notices/{notice.pk}/")
    assert "共 1 件办理中的申请改变期限，其中 0 件您可以查看" in elsewhere
    assert case.number not in elsewhere


def test_a_national_notice_announces_its_year(town: Town) -> None:
    admin = browser_of(town, "admin")
    assert "暂定" in page(admin, "calendar/", year="2028")
    posted(admin, "calendar/national/entry/", **NATIONAL, **YEAR_2028, confirmed="1")
    assert Notice.objects.get().days.count() == 16
    assert "暂定" not in page(admin, "calendar/", year="2028")


def test_a_refused_notice_keeps_everything(town: Town) -> None:
    zhou = browser_of(town, "zhou")
    incomplete = _rows(("2028-1-1", "", "off", "元旦"))
    shown = posted(zhou, "calendar/national/entry/", **NATIONAL, **incomplete)
    assert "但没有写明5月1日" in shown
    assert 'value="2028-1-1"' in shown
    assert 'value="国务院办公厅关于2028年部分节假日安排的通知"' in shown


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("二月底", "", "off", "建镇纪念日"), "第1行第一天：看不懂这个日期"),
        (("2018-2-27", "2018-2-26", "off", "建镇纪念日"), "第1行最后一天：最后一天应在第一天之后"),
        (("2018-2-27", "2019-2-27", "off", "建镇纪念日"), "第1行最后一天：最后一天应在第一天之后"),
        (("2018-2-27", "", "off", ""), "第1行节日：请填写节日"),
        (("", "", "off", "建镇纪念日"), "第1行第一天：请填写第一天"),
    ],
)
def test_a_wrong_row_is_named_and_linked(
    town: Town, row: tuple[str, str, str, str], sentence: str
) -> None:
    shown = posted(browser_of(town, "zhou"), "calendar/local/entry/", **LOCAL, **_rows(row))
    assert sentence in shown
    assert 'href="#id_form-0-' in shown
    assert not Notice.objects.exists()
