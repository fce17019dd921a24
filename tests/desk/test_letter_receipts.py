"""The day a posted letter was received is entered from the page of its case."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.applications.models import Application, Correction
from gongkai.applications.transitions import corrections
from gongkai.casework.transitions import letters
from tests.applications.build import CORRECTION, MONDAY, case
from tests.build import SHANGHAI, Town
from tests.casework.build import drafted, furnished, posted, serve, signed
from tests.desk.build import browser_of, page

SENT = date(2025, 9, 17)


@pytest.fixture
def asked(town: Town) -> Application:
    """A case whose request to correct was posted on 17 September."""
    application = case(furnished(town))
    step = corrections.prepare(application.pk, CORRECTION, acting=town.acting("li", MONDAY))
    letter = drafted(town, application, "D2", step.pk, on=SENT)
    acting = town.acting("li", SENT)
    letters.edit(letter.pk, {"guidance": "可以写“2024年”"}, acting=acting)
    serve(town, signed(town, letter, by="zhou", on=SENT), posted(SENT), SENT)
    return application


def _today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def _receipt(shown: str) -> str:
    opened = shown.partition('id="steps"')[2].partition("还不能办理的")[0]
    name = "登记对方收到日期：政府信息公开申请补正告知书"
    [address] = re.findall(rf'<a href="([^"]*)">{name}', opened)
    return str(address)


def test_the_case_leads_to_where_the_day_is_entered(
    town: Town, asked: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Received on the 19th: ten working days end on 10 October, and then it can lapse."""
    _today(monkeypatch, date(2025, 10, 13))
    li, address = browser_of(town, "li"), f"qingshan/applications/{asked.pk}/"
    before = page(li, address)
    assert "请先登记申请人收到补正告知的日期（“登记对方收到日期”）" in before

    done = li.post(_receipt(before), {"received_on": "2025-9-19"}, follow=True)
    assert "已登记对方收到日期" in done.content.decode()
    assert Correction.objects.get(application=asked).due_on == date(2025, 10, 10)
    after = page(li, address)
    assert "登记对方收到日期：" not in after
    assert "steps/correction-lapse/" in after.partition("还不能办理的")[0]


def test_whoever_may_not_enter_it_reads_why(
    town: Town, asked: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    _today(monkeypatch, date(2025, 9, 22))
    shown = page(browser_of(town, "zhao"), f"qingshan/applications/{asked.pk}/")
    assert "您没有“登记对方收到日期”的权限" in shown.partition("还不能办理的")[2]
