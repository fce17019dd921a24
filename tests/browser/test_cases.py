"""Cases in a real browser: registered at the counter without a mouse, no barrier on any page."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongkai.applications.models import Application, Submission
from gongkai.applications.transitions import notes
from tests.applications.build import THIRD_PARTY, charged, consulted, corrected_from
from tests.browser.test_every_page import _faults
from tests.build import SHANGHAI, Town, build_town
from tests.casework.build import furnished
from tests.desk.case_build import by_post, came, message

pytestmark = pytest.mark.browser
TODAY = date(2025, 10, 9)
NEW = "/desk/qingshan/applications/new/"


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """青山镇 on 9 October 2025, the first working day after National Day."""
    now = datetime(2025, 10, 9, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return furnished(build_town())


@pytest.fixture
def page(town: Town, live_server: LiveServer, browser: Browser) -> Page:
    """A page of 李经办."""
    client = Client()
    client.force_login(town.users["li"])
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    context.set_default_timeout(10_000)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    return context.new_page()


def test_an_application_is_registered_at_the_counter_by_keyboard(town: Town, page: Page) -> None:
    """Twenty working days from 9 October, with 11 October worked: 5 November."""
    page.goto(NEW)
    expect(page.locator("#id_submitted_on")).to_be_hidden()
    page.locator("#id_channel_0").focus()
    page.keyboard.press("Space")
    expect(page.locator("#id_submitted_on")).to_be_visible()
    expect(page.locator("#id_signed_on")).to_be_hidden()
    # Past the button that finds an applicant again, and past the folded fields.
    typed = (
        "2025-10-9",
        "110101199001011237",
        "13800000001",
        "",
        "陈晓雨",
        " ",
        "",
        "台账",
        "纸质",
    )
    for word in typed:
        page.keyboard.press("Tab")
        page.keyboard.type(word)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="核对后登记")).to_be_visible()
    expect(page.locator("main")).to_contain_text("2025年11月5日")
    assert not Submission.objects.exists()
    expect(page.get_by_role("button", name="登记并打印回执").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="政府信息公开申请回执")).to_be_visible()
    expect(page.locator("main")).to_contain_text("依申请〔2025〕0001")
    expect(page.locator(".qr svg")).to_be_visible()
    case = Application.objects.get()
    assert (case.received_on, case.due_on) == (TODAY, date(2025, 11, 5))
    page.get_by_role("button", name="出具登记回执（文书）").click()
    expect(page.locator("h1").first).to_contain_text("政府信息公开申请接收回执")


def test_no_page_of_a_case_has_a_barrier(town: Town, page: Page) -> None:
    case = came(town, on=date(2025, 9, 15)).application
    again = came(town, on=date(2025, 9, 15), applicant="吴二").application
    assert case
    assert again
    corrected_from(town, again)
    asked = consulted(town, case, THIRD_PARTY)
    charged(town, came(town, on=date(2025, 9, 15), content="另一件").application or case)
    notes.write(case.pk, text="已借阅台账", acting=town.acting("li", TODAY))
    waits = by_post(town, on=date(2025, 9, 29))
    sent = message(town, case, on=TODAY)
    here = f"/desk/qingshan/applications/{case.pk}/"
    addresses = [
        "/desk/qingshan/today/",
        "/desk/qingshan/applications/",
        "/desk/qingshan/applications/?scope=all",
        NEW,
        f"/desk/qingshan/applications/submissions/{waits.pk}/",
        here,
        f"/desk/qingshan/applications/{again.pk}/",
        f"/desk/qingshan/applications/{again.pk}/steps/correction-receipt/",
        f"{here}query-code/",
        f"{here}steps/consultation/",
        f"{here}steps/opinion/{asked.pk}/",
        f"{here}steps/withdrawal/",
        f"{here}messages/{sent.pk}/",
        f"/desk/qingshan/applications/protected/case/{case.pk}/phone/",
    ]
    assert _faults(page, addresses) == []


def test_a_grave_step_is_asked_twice(town: Town, page: Page) -> None:
    case = came(town, on=date(2025, 9, 15)).application
    assert case
    page.goto(f"/desk/qingshan/applications/{case.pk}/")
    page.get_by_role("link", name="申请人撤回申请").click()
    page.fill("#id_reason", "自行找到了")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("main")).to_contain_text("登记撤回后本件办结")
    page.get_by_role("button", name="申请人撤回申请").click()
    expect(page.locator(".message")).to_contain_text("申请人撤回申请：已登记")
    case.refresh_from_db()
    assert case.status == Application.Status.ANSWERED
