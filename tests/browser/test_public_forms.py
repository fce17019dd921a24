"""Posting a public form: while the browser works, before it is ready, and without scripts."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from gongkai.supervision.models import ErrorReport
from gongkai.web import proof_of_work
from gongkai.web.models import Allowance, SpentChallenge
from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser
FORM = "/items/xinhe/2017-00001/error/"
WORKER = "**/proof_worker.js"
SECONDS = 3  # instead of ten


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_of_work, "WAIT", timedelta(seconds=SECONDS))


def fill(page: Page) -> None:
    page.goto(FORM)
    page.get_by_label("其他", exact=True).check()
    page.get_by_label("问题说明").fill("第二段有错字")


def press(page: Page) -> None:
    page.get_by_role("button", name="提交", exact=True).click()


def solution(page: Page) -> Locator:
    return page.locator("[name=proof_solution]")


def test_the_work_is_done_while_somebody_types(opened: Opener) -> None:
    page = opened("")
    fill(page)
    expect(solution(page)).not_to_have_value("")
    expect(page.locator(".proof [role=status]")).to_be_empty()
    expect(page.locator(".proof progress")).to_be_hidden()
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的纠错")
    assert ErrorReport.objects.get().text == "第二段有错字"
    assert SpentChallenge.objects.count() == Allowance.objects.count() == 1


def test_a_refused_form_keeps_the_work(opened: Opener) -> None:
    page = opened("")
    page.goto(FORM)
    expect(solution(page)).not_to_have_value("")
    found = solution(page).input_value()
    press(page)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(solution(page)).to_have_value(found)


def test_who_presses_early_is_told_and_does_nothing_more(opened: Opener) -> None:
    page = opened("")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(WORKER, hold)
    fill(page)
    press(page)
    press(page)
    expect(page.locator(".proof [role=status]")).to_contain_text("完成后自动提交")
    expect(page.locator(".proof progress")).to_be_visible()
    waiting[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的纠错")
    assert ErrorReport.objects.count() == 1


def test_a_browser_that_cannot_work_waits_instead(opened: Opener) -> None:
    page = opened("")
    page.route(WORKER, lambda route: route.abort())
    fill(page)
    press(page)
    expect(page.locator(".proof [role=status]")).to_contain_text("完成后自动提交")
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的纠错")
    assert ErrorReport.objects.count() == 1


def test_without_scripts_waiting_is_enough(opened: Opener) -> None:
    page = opened("")
    page.goto("/")
    root, browser = page.url, page.context.browser
    assert browser
    still = browser.new_context(java_script_enabled=False, base_url=root).new_page()
    fill(still)
    expect(still.get_by_text(f"{SECONDS}秒以后再按按钮")).to_be_visible()
    press(still)
    expect(still.locator(".error-summary")).to_contain_text("再按一次按钮")
    expect(still.get_by_label("问题说明")).to_have_value("第二段有错字")
    assert not ErrorReport.objects.exists()
    time.sleep(SECONDS)
    press(still)
    expect(still.get_by_role("heading", level=1)).to_have_text("已收到您的纠错")
    still.context.close()


def test_a_date_is_counted_without_scripts_and_handed_on(opened: Opener) -> None:
    page = opened("")
    page.goto("/")
    root, browser = page.url, page.context.browser
    assert browser
    still = browser.new_context(java_script_enabled=False, base_url=root).new_page()
    still.goto("/")
    still.get_by_role("link", name="法定期限推算").click()
    still.get_by_label("收到申请的日期").fill("2018年2月5日")
    still.get_by_role("button", name="推算", exact=True).click()
    expect(still.locator(".big-number")).to_contain_text("2018年3月1日（周四）")
    still.locator(".citation a").click()
    expect(still.locator(".big-number")).to_contain_text("2018年3月1日（周四）")
    still.get_by_text("改日期再算").click()
    still.locator(".events summary").click()
    still.get_by_label("延长的工作日数").fill("5")
    still.get_by_role("button", name="推算", exact=True).click()
    expect(still.locator(".big-number")).to_contain_text("2018年3月8日（周四）")
    still.context.close()
