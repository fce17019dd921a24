"""Notices come in: by whom, with which days, and what the calendar is before and after."""

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit_anywhere
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.calendars import queries
from gongkai.calendars.models import Day, Notice
from gongkai.calendars.transitions import (
    DayEntry,
    Enactment,
    NoticeEntry,
    enact,
    set_local_days,
)
from tests.build import Town
from tests.calendars.build import notice_2027, off

TODAY = date(2026, 11, 24)
SNOW = NoticeEntry(
    title="关于暴雪期间停止办公的通知",
    year=2026,
    issued_on=date(2026, 11, 23),
    days=[DayEntry(date(2026, 11, 25), "off", "暴雪停工")],
)


def entered(town: Town, entry: NoticeEntry, *, by: str = "zhou") -> Enactment:
    return enact(entry, permit=permit_anywhere, acting=town.acting(by, TODAY))


def set_here(town: Town, entry: NoticeEntry, *, by: str = "zhou") -> Enactment:
    return set_local_days(entry, permit=permit_anywhere, acting=town.acting(by, TODAY))


@pytest.mark.parametrize("by", ["zhou", "admin"])
def test_the_notice_of_a_year_announces_it(town: Town, by: str) -> None:
    done = entered(town, notice_2027(), by=by)
    day = date(2027, 10, 4)
    assert done.notice.scope == Notice.Scope.NATIONAL
    assert done.notice.days.count() == 14
    assert done.before.is_provisional(day)
    assert done.before.is_working_day(day)
    assert not done.after.is_provisional(day)
    assert not done.after.is_working_day(day)
    assert queries.calendar() == done.after


def test_it_writes_one_entry_with_all_its_days(town: Town) -> None:
    done = entered(town, notice_2027())
    entry = Entry.objects.get(action=Action.CALENDAR_ENACT)
    assert entry.subject_id == done.notice.pk
    assert len(entry.data["days"]) == 14
    assert entry.data["calendar"] == [done.before.version, done.after.version]


def test_an_amendment_lies_on_top_of_the_yearly_notice(town: Town) -> None:
    amendment = NoticeEntry(
        title="关于调整2026年12月放假安排的通知",
        year=2026,
        issued_on=date(2026, 11, 23),
        days=[
            DayEntry(date(2026, 12, 7), "off", "调整"),
            DayEntry(date(2026, 12, 12), "work", "调整"),
        ],
    )
    done = entered(town, amendment)
    days = [date(2026, 12, 7), date(2026, 12, 12)]
    assert [done.before.is_working_day(day) for day in days] == [True, False]
    assert [done.after.is_working_day(day) for day in days] == [False, True]
    assert not done.after.as_known_on(date(2026, 11, 22)).is_working_day(days[1])


def test_a_notice_reaches_into_the_year_before(town: Town) -> None:
    entry = notice_2027()
    last = DayEntry(date(2026, 12, 31), "off", "元旦")
    done = entered(town, notice_2027(days=[*entry.days, last]))
    assert not done.after.is_working_day(date(2026, 12, 31))


def test_local_days_stand_above_national_ones(town: Town) -> None:
    done = set_here(town, SNOW)
    assert done.before.is_working_day(date(2026, 11, 25))
    assert done.after.reason(date(2026, 11, 25)) == (
        "暴雪停工放假（《关于暴雪期间停止办公的通知》）"
    )
    assert Entry.objects.filter(action=Action.CALENDAR_LOCAL).count() == 1


def test_local_days_announce_no_year(town: Town) -> None:
    entry = NoticeEntry(
        title="关于民族节日放假的通知",
        year=2027,
        issued_on=TODAY,
        days=off(2027, 4, 20, name="民族节"),
    )
    assert set_here(town, entry).after.is_provisional(date(2027, 4, 20))


@pytest.mark.parametrize("by", ["li", "zhao", "sun", "qian", "wu", "zheng"])
@pytest.mark.parametrize("do", [entered, set_here])
def test_nobody_else_may(town: Town, do: Callable[..., Enactment], by: str) -> None:
    with pytest.raises(NotAllowed, match="系统管理员"):
        do(town, notice_2027(), by=by)
    assert not Notice.objects.exists()


def with_day(day: date, kind: str = "off") -> NoticeEntry:
    entry = notice_2027()
    return notice_2027(days=[*entry.days, DayEntry(day, kind, "国庆节")])


@pytest.mark.parametrize(
    ("entry", "sentence", "field"),
    [
        (notice_2027(days=[]), "第一份通知", "days"),
        (notice_2027(days=off(2027, 10, 1, 2, 3)), "1月1日、5月1日放假", "days"),
        (with_day(date(2027, 10, 1)), "不止一次", "days"),
        (with_day(date(2028, 10, 1)), "不属于2027年", "days"),
        (with_day(date(2026, 11, 30)), "不属于2027年", "days"),
        (with_day(date(2027, 10, 12), "work"), "本来就是工作日", "days"),
        (with_day(date(2027, 10, 12), "half"), "half", "kind"),
        (notice_2027(issued_on=date(2026, 11, 25)), "不能晚于今天", "issued_on"),
        (notice_2027(title=""), "。", "title"),
        (notice_2027(title="国务院办公厅关于2026年部分节假日安排的通知"), "已经录入过", "title"),
        (notice_2027(number="国办发明电〔2025〕7号"), "已经录入过", "number"),
    ],
)
def test_wrong_notices_are_refused(
    town: Town, entry: NoticeEntry, sentence: str, field: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        entered(town, entry)
    assert refusal.value.field == field
    assert not Notice.objects.exists()
    assert not Day.objects.exists()
    assert not Entry.objects.filter(action=Action.CALENDAR_ENACT).exists()


def test_the_same_notice_cannot_come_in_twice(town: Town) -> None:
    entered(town, notice_2027())
    with pytest.raises(NotAllowed, match="已经录入过"):
        entered(town, notice_2027())
    with pytest.raises(NotAllowed, match="已经录入过"):
        set_here(town, notice_2027())


def test_local_days_need_a_day(town: Town) -> None:
    with pytest.raises(NotAllowed, match="至少填写一个"):
        set_here(town, NoticeEntry(title="空", year=2026, issued_on=TODAY, days=[]))
