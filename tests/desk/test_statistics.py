"""The statistics page of an agency: its officers beside each other, the grounds below."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.build import SHANGHAI, Town
from tests.casework.build import an_answer, furnished, serve
from tests.casework.build import posted as by_post
from tests.desk.build import browser_of, page

WHERE = "qingshan/applications/statistics/"


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 12, 15, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def client(town: Town) -> Client:
    serve(town, an_answer(furnished(town)), by_post())
    return browser_of(town, "li")


def test_the_grounds_stand_below_the_officers(client: Client) -> None:
    officers, grounds = re.findall(r"<table.*?</table>", page(client, WHERE), re.DOTALL)
    assert "使用的理由" not in officers
    assert '<td>政府信息不存在</td><td class="number">1</td>' in grounds


def test_a_period_without_answers_has_no_grounds(client: Client) -> None:
    shown = page(client, WHERE + "?start=2025-01-01&end=2025-12-31")
    assert shown.count("<table") == 1


def test_days_are_read_as_people_write_them(client: Client) -> None:
    assert "使用的理由" in page(client, WHERE + "?start=2026年3月1日&end=20260312")


@pytest.mark.parametrize(
    "period", ["start=2026-3-12&end=2026-3-1", "start=上月&end=", "start=&end="]
)
def test_a_wrong_period_is_told(client: Client, period: str) -> None:
    shown = page(client, f"{WHERE}?{period}")
    assert "error-summary" in shown
    assert "<table" not in shown


def test_a_file_keeps_the_grounds_beside_each_officer(client: Client) -> None:
    file = client.get(f"/desk/{WHERE}?start=2026-01-01&end=2026-12-31&format=csv").content
    assert file.decode("utf-8-sig").splitlines()[1].endswith("政府信息不存在1")


def test_only_the_page_shown_is_current(client: Client) -> None:
    current = re.findall(r'aria-current="page">([^<]+)</a>', page(client, WHERE))
    assert current == ["统计"]
