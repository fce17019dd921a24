"""`gongkai deadline`, as an officer types it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongkai.agencies.policies import permit_anywhere
from gongkai.calendars.transitions import enact
from gongkai.law.deadlines import PeriodKind
from tests.build import Town
from tests.calendars.build import notice_2027

pytestmark = pytest.mark.django_db


def deadline(*words: str) -> str:
    out = StringIO()
    call_command("deadline", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("on", ["2018-02-05", "2018年2月5日", "2018.2.5", "20180205"])
def test_the_count_is_shown_day_by_day(on: str) -> None:
    lines = deadline("answer", "--on", on).splitlines()
    assert lines[0] == "答复申请（自收到申请起）"
    assert "2018年2月24日（周六） 第11日 春节调休上班（国办发明电〔2017〕12号）" in lines
    assert lines[-1] == "期限届满日：2018年3月1日（周四）。"


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        ("answer --on 2018-02-05 --extend 15", "2018-03-22"),
        ("answer --on 2025-09-15 --pause 2025-09-22,2025-09-24,", "2025-11-11"),
        ("answer --on 2025-09-15 --pause 2025-09-22,2025-09-24，2025-10-09", "2025-10-29"),
        ("answer --on 2026-01-30 --corrected 2026-02-10,2026-02-24", "2026-03-23"),
        ("answer --on 2025-09-10 --paid 2025-09-26,2025-10-20", "2025-11-17"),
        ("answer --on 2024-03-01 --consult 2024-03-04,,2024-03-06", "2024-04-02"),
        ("answer --on 2024-03-01 --co-producer 2024-03-04,2024-03-04,2024-03-06", "2024-04-02"),
        ("disclosure --on 2024-02-05", "2024-03-08"),
        ("lawsuit --on 2015-04-30", "2015-07-30"),
        ("reconsideration-decision --on 2024-03-01 --extend 30", "2024-05-30"),
        ("annual-report --on 2022-06-01 --agency-kind county", "2023-03-31"),
        ("annual-report --on 2022-06-01", "2023-01-31"),
    ],
)
def test_json(words: str, due_on: str) -> None:
    found = json.loads(deadline(*words.split(), "--json"))
    assert found["due_on"] == due_on
    assert found["kind"] == words.split(maxsplit=1)[0]
    assert found["provisional"] is False
    assert found["steps"][-1]["day"] == due_on


def test_every_kind_is_known() -> None:
    for kind in PeriodKind:
        assert "期限届满日" in deadline(kind, "--on", "2026-03-02")


def test_a_provisional_end_and_the_office_calendar_that_settles_it(town: Town) -> None:
    words = ("answer", "--on", "2027-04-08", "--json")
    before = json.loads(deadline(*words))
    acting = town.acting("zhou", date(2026, 11, 24))
    enact(notice_2027(), permit=permit_anywhere, acting=acting)
    after = json.loads(deadline(*words))
    assert (before["provisional"], after["provisional"]) == (True, False)
    # 3 May 2027, a Monday, is off in the notice alone; fixed holidays are known before it.
    assert (before["due_on"], after["due_on"]) == ("2027-05-06", "2027-05-07")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "请写明要计算哪一种期限"),
        ("reply --on 2018-02-05", "请写明要计算哪一种期限"),
        ("answer", "请用 --on 写明起算的日期"),
        ("answer --on 2月5日", "日期缺少年份"),
        ("answer --on 2018-02-30", "不存在"),
        ("answer --on 2008-04-30", "2008年5月1日起施行"),
        ("answer --on 20260209 --extend 21", "最长不得超过20个工作日"),
        ("answer --on 20260209 --extend 很多", "应为数字"),
        ("answer --on 20260209 --corrected 2026-02-10,2026-02-09", "先后颠倒"),
        ("answer --on 20260209 --corrected ,2026-02-10", "缺少第一个日期"),
        ("answer --on 20260209 --paid 2026-02-10,2026-02-11,2026-02-12", "最多2个"),
        ("lawsuit --on 2024-03-01 --extend 1", "不能延长"),
        ("lawsuit --on 2024-03-01 --paid 2024-03-02", "只影响答复期限"),
        ("complaint --on 2018-03-01", "没有规定"),
        ("annual-report --on 2022-06-01 --agency-kind 镇", "没有“镇”这一机关类别"),
        ("lawsuit --on 2100-01-01", "2000年至2099年"),
        ("answer --on 2100-01-01", "2000年至2099年"),
    ],
)
def test_errors_are_plain_sentences(words: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        deadline(*words.split())
