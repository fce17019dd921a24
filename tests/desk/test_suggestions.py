"""Suggestions to disclose proactively on the desk: the case's steps, the day's list."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.applications.build import received
from tests.applications.test_suggestions import DAY, NO, ON, adopted, given, suggested
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.publication.build import published


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2025, 9, 30, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_it_is_registered_decided_and_fulfilled_by_pages(town: Town) -> None:
    found = given(town)
    case = f"qingshan/applications/{found.application_id}/"
    zhou, li = browser_of(town, "zhou"), browser_of(town, "li")
    answers = {"is_adopted": "yes", "opinion": "需要知晓", "publish_on": "2025-09-30"}
    shown = posted(zhou, f"{case}steps/suggestion-decision/", **answers)
    assert "请起草并送达主动公开建议答复书" in shown
    assert "已采纳" in shown
    item = published(town)
    assert item.title in page(li, f"{case}steps/suggestion-item/")
    shown = posted(li, f"{case}steps/suggestion-item/", item=item.title)

    found.refresh_from_db()
    assert found.item == item
    assert "已公开" in shown


def test_a_later_one_is_registered_on_the_case(town: Town) -> None:
    li = browser_of(town, "li")
    case = f"qingshan/applications/{suggested(town).application_id}/"
    assert "申请人建议主动公开" in page(li, case)
    assert li.get(f"/desk/{case}steps/suggestion/").status_code == 403


def test_the_old_regulations_do_not_offer_it(town: Town) -> None:
    li, old = browser_of(town, "li"), received(town)
    shown = page(li, f"qingshan/applications/{old.pk}/")
    assert "steps/suggestion/" not in shown
    assert "2007年条例没有申请人建议主动公开的规定" in shown


def test_the_form_of_the_old_regulations_does_not_ask_for_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, address = browser_of(town, "li"), "qingshan/applications/new/"
    assert "suggests_disclosure" in page(li, address)
    now = datetime(2018, 2, 5, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert "suggests_disclosure" not in page(li, address)


def test_undecided_it_waits_for_who_decides(town: Town) -> None:
    number = suggested(town).application.number
    shown = page(browser_of(town, "zhao"), "qingshan/today/")
    assert "主动公开的建议" in shown
    assert f"{number} " in shown
    assert "主动公开的建议" not in page(browser_of(town, "li"), "qingshan/today/")


def test_adopted_it_waits_from_its_day_on_until_it_is_public(town: Town) -> None:
    found = adopted(town)
    assert found.publish_on == DAY
    li = browser_of(town, "li")
    assert "已采纳，应当公开" in page(li, "qingshan/today/")
    item = published(town)
    posted(
        li,
        f"qingshan/applications/{found.application_id}/steps/suggestion-item/",
        item=item.title,
    )
    assert "已采纳，应当公开" not in page(li, "qingshan/today/")


def test_what_is_wrong_is_said_at_its_field(town: Town) -> None:
    case = f"qingshan/applications/{given(town).application_id}/"
    shown = posted(
        browser_of(town, "zhou"),
        f"{case}steps/suggestion-decision/",
        is_adopted="yes",
        opinion="需要知晓",
    )
    assert "采纳的，请填写主动公开的日期" in shown
    assert NO.opinion not in shown
    assert ON < DAY
