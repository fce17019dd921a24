"""Searching in a real browser: suggestions by keyboard, filters, following a search."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from gongkai.search import changes, queries
from tests.browser.conftest import Opener
from tests.browser.test_every_page import _faults

pytestmark = pytest.mark.browser
PAGES = (
    "/search/",
    "/search/?q=新合镇",
    "/search/?q=新合镇&topic=agriculture_water&sort=newest",
    "/search/?q=大象",
    "/api/v1/",
    "/subscriptions/?q=养老",
    "/subscriptions/asked/",
    "/subscriptions/confirmation/none/",
    "/subscriptions/cancellation/none/",
)


@pytest.fixture
def indexed(township: None, settings: Any, tmp_path: Path) -> None:
    """The township's items in an index of its own."""
    settings.VAR_DIR = tmp_path
    changes.rebuild(
        queries.site_index(), queries.published_ids, queries.published, progress=lambda *_: None
    )


@pytest.mark.parametrize("address", ["/", "/search/"])
def test_titles_are_proposed_and_chosen_by_keyboard(
    opened: Opener, indexed: None, address: str
) -> None:
    page = opened("")
    page.goto(address)
    field = page.get_by_role("combobox")
    field.press_sequentially("秸秆")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-controls", "suggestions")
    expect(page.get_by_role("listbox")).to_have_accessible_name("相近的名称")
    assert Axe().run(page).response["violations"] == []
    field.press("ArrowDown")
    title = page.get_by_role("option", selected=True).inner_text()
    expect(field).to_have_value(title)
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    field.press("ArrowUp")
    expect(field).to_have_value("秸秆")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    expect(page.locator(".found")).to_contain_text("找到")
    expect(field).to_have_value("秸秆")
    expect(page.locator("mark").first).to_have_text("秸秆")


def test_a_filter_is_set_and_taken_away(opened: Opener, indexed: None) -> None:
    page = opened("")
    page.goto("/search/?q=新合镇")
    hits = page.locator(".hits > li")
    expect(hits).to_have_count(17)
    page.locator(".side").get_by_role("link", name="农业、林业、水利").click()
    expect(hits).to_have_count(5)
    page.locator(".chosen").get_by_role("link", name="农业、林业、水利").click()
    expect(hits).to_have_count(17)


def test_a_search_works_without_javascript(opened: Opener, indexed: None) -> None:
    page = opened("")
    browser = page.context.browser
    assert browser
    page.goto("/search/")
    root = page.url.removesuffix("/search/")
    still = browser.new_context(java_script_enabled=False).new_page()
    still.goto(f"{root}/search/")
    still.fill("#q", "秸秆")
    still.get_by_role("button", name="检索").click()
    expect(still.locator("mark").first).to_have_text("秸秆")
    still.context.close()


def test_no_page_has_a_barrier(opened: Opener, indexed: None) -> None:
    assert _faults(opened(""), list(PAGES)) == []
