"""The day and the upkeep in a real browser: no barrier on any page, the day without a mouse."""

from datetime import date, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai.publication.transitions import linking, publishing, revising
from gongkai.publication.transitions.content_review import schedule_review
from gongkai.upkeep.transitions.clean_up import ResultEntry, decide
from tests.applications.build import received
from tests.browser.conftest import OpenerTo
from tests.browser.test_every_page import _faults
from tests.build import SHANGHAI, Town, build_town
from tests.publication.build import (
    drafted,
    published,
    registered_item,
    returned,
    revision_of,
)
from tests.upkeep.build import asked_twice, round_of, withheld_item

pytestmark = pytest.mark.browser


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """青山镇 on 12 March 2018 with something on every page of the upkeep."""
    town = build_town()
    li = town.acting("li")
    item, target = published(town), registered_item(town)
    publishing.publish(revision_of(town, item).pk, acting=li)
    revising.begin_revision(item.pk, change_note="补充抗旱措施", acting=li)
    linking.link(
        item.pk, target_id=target.pk, kind="replaces", effective_on=date(2018, 5, 1), acting=li
    )
    schedule_review(target.pk, review_on=date(2018, 3, 9), acting=li)
    returned(town, title="青山镇2018年防汛值班安排")
    drafted(town, title="青山镇2018年植树造林任务分解表", generated_on=date(2018, 2, 10))
    for day in (date(2018, 2, 22), date(2018, 2, 24), date(2018, 2, 27)):
        received(town, on=day)
    withheld_item(town)
    asked_twice(town)
    clean_up, documents = round_of(town, "青山镇殡葬管理办法", "青山镇集市管理办法")
    kept = ResultEntry(result="keep", reason="内容仍适用")
    decide(clean_up.pk, documents[0].pk, kept, acting=li)
    now = datetime(2018, 3, 12, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return town


@pytest.fixture
def page(town: Town, opened_to: OpenerTo) -> Page:
    """A page of 李经办."""
    return opened_to(town.users["li"])


def test_no_page_of_the_upkeep_has_a_barrier(town: Town, page: Page) -> None:
    item = town.agency.items.get(index_number="qingshan/2018-00001").pk
    document = town.agency.items.get(title="青山镇集市管理办法").pk
    withheld = town.agency.withheld_information.get().pk
    addresses = (
        "today/",
        "upkeep/",
        "clean-ups/",
        "clean-ups/2018/",
        f"clean-ups/2018/documents/{document}/",
        f"withheld/{withheld}/evaluation/",
        "shared-answers/",
        f"items/{item}/",
        f"items/{item}/links/?q=青山",
        f"items/{item}/new-edition/",
    )
    assert _faults(page, [f"/desk/qingshan/{address}" for address in addresses]) == []


def test_the_day_is_worked_through_without_a_mouse(town: Town, page: Page) -> None:
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="今日", exact=True)).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("a.act").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="评估不予公开信息")).to_be_visible()
