"""Reminders on the page Today, and the address for the mail of the day."""

from datetime import date

import pytest

from gongkai.accounts.models import User
from gongkai.audit.models import Entry
from gongkai.calendars.queries import calendar
from gongkai.desk.tasks import Viewer
from gongkai.desk.today import today_of
from tests.applications.build import case
from tests.build import Town
from tests.desk.build import browser_of, page, posted

# Two working days before the due date of 17 October 2025, and the working day after it.
TWO, LATE = date(2025, 10, 15), date(2025, 10, 20)


def reminded(town: Town, person: str, day: date) -> list[str]:
    agency = town.county if person == "zheng" else town.agency
    viewer = Viewer(town.acting(person, day).by, agency, day, calendar())
    return [task.state for task in today_of(viewer).reminded]


@pytest.mark.parametrize(
    ("person", "day", "states"),
    [
        ("li", TWO, []),  # stands among what waits for 李经办
        ("zheng", TWO, []),
        ("zheng", LATE, ["已逾期"]),
        ("wang", LATE, []),
    ],
)
def test_who_sees_it(town: Town, person: str, day: date, states: list[str]) -> None:
    case(town)
    assert reminded(town, person, day) == states


def test_ones_own_address(town: Town) -> None:
    client = browser_of(town, "li")
    assert "提醒邮箱" in page(client, "reminders/")
    before = Entry.objects.count()
    assert "已保存提醒邮箱" in posted(client, "reminders/", email="li@example.gov.cn")
    assert User.objects.get(username="li").email == "li@example.gov.cn"
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.data) == ("account.email", {"wants_mail": True})
    assert "完整的邮箱地址" in posted(client, "reminders/", email="li@")
    assert "不再发送" in posted(client, "reminders/", email="")
    assert Entry.objects.count() == before + 2
