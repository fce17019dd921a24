"""From /apply/ to the receipt, the status page and the withdrawal; no barrier on the way."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gongkai.applications.models import Application
from gongkai.casework.models import ApplicantMessage
from tests.browser.conftest import Opener
from tests.intake.build import signed_jpeg

pytestmark = pytest.mark.browser


def barriers(page: Page) -> list[str]:
    """What stands in the way on the page as it is now, at 320 px and wide."""
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{wide} px wide at {width}")
        for violation in Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            found.append(f"{page.url} at {width}: {violation['id']}: {nodes}")
    return found


def fill(page: Page) -> None:
    page.get_by_label("您需要什么信息").fill("河东村2016年低保发放名册")
    page.get_by_label("自然人").check()
    page.get_by_label("姓名或者单位名称").fill("陈晓雨")
    page.get_by_label("居民身份证").check()
    page.get_by_label("证件号码").fill("11010519491231002X")
    page.get_by_label("联系电话").fill("13800000001")
    page.get_by_label("电子文件").check()
    page.get_by_label("网上查询页下载").check()


def photograph(folder: Path) -> Path:
    file = folder / "card.jpg"
    file.write_bytes(signed_jpeg())
    return file


def value(page: Page, label: str) -> str:
    found = page.locator("dt", has_text=re.compile(f"^{label}$")).locator("+ dd")
    return found.inner_text().strip()


def test_from_the_form_to_the_withdrawal(opened: Opener, tmp_path: Path) -> None:
    page = opened("")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    faults += checked(page)
    page.get_by_label("身份证明", exact=True).set_input_files(photograph(tmp_path))
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("政府信息公开申请回执")
    faults += barriers(page)
    number, code = value(page, "登记编号"), value(page, "查询码")
    assert Application.objects.get(number=number).content == "河东村2016年低保发放名册"
    come_in(page, number, code)
    faults += barriers(page)
    faults += withdrawn(page)
    page.get_by_role("button", name="退出查询").click()
    expect(page.get_by_label("查询码")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_label("查询码")).to_be_visible()
    assert faults == []


def checked(page: Page) -> list[str]:
    """From the agencies over a form with errors to the check, once back and forth."""
    page.goto("/apply/")
    page.locator("main").get_by_role("link", name="新合镇人民政府").click()
    page.get_by_role("button", name="下一步：核对").last.click()
    expect(page.locator(".error-summary")).to_be_focused()
    faults = barriers(page)
    fill(page)
    page.get_by_label("证件号码").press("Enter")  # the first button is the next page
    expect(page.get_by_role("heading", level=1)).to_have_text("核对申请，上传身份证明")
    page.get_by_role("button", name="返回修改").click()
    expect(page.get_by_label("您需要什么信息")).to_have_value("河东村2016年低保发放名册")
    page.get_by_role("button", name="下一步：核对").last.click()
    return faults + barriers(page)


def come_in(page: Page, number: str, code: str) -> None:
    """As the QR code leads, with the keyboard alone."""
    page.goto(f"/applications/#{number}")
    expect(page.get_by_label("登记编号")).to_have_value(number)
    expect(page.get_by_label("查询码")).to_be_focused()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text("最迟应当在这一天答复")).to_be_visible()
    assert number not in page.title()
    page.get_by_text("为什么是这一天").click()
    expect(page.get_by_text("第20日")).to_be_visible()


def withdrawn(page: Page) -> list[str]:
    """The pages of a complaint and of the withdrawal, which is sent."""
    page.get_by_role("link", name="投诉").click()
    faults = barriers(page)
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="撤回申请").click()
    faults += barriers(page)
    page.get_by_role("button", name="确认撤回申请").click()
    expect(page.get_by_role("heading", name="您提交的")).to_be_visible()
    assert ApplicantMessage.objects.get().kind == "withdrawal"
    return faults


def test_a_draft_is_gone_on_with(opened: Opener) -> None:
    page = opened("")
    page.goto("/apply/?agency=xinhe")
    fill(page)
    page.get_by_role("button", name="保存，以后再填").click()
    code = value(page, "续填码")
    faults = barriers(page)
    page.get_by_role("link", name="以后凭续填码接着填的网页").click()
    page.get_by_label("续填码").fill(code)
    page.get_by_role("button", name="打开草稿").click()
    expect(page.get_by_label("联系电话")).to_have_value("13800000001")
    expect(page.get_by_label("自然人")).to_be_checked()
    assert code not in page.url
    assert faults + barriers(page) == []


def test_what_is_public_already_is_offered_while_one_types(opened: Opener) -> None:
    page = opened("")
    page.route(
        "**/apply/similar/",
        lambda route: route.fulfill(
            json={"items": [{"title": "低保发放名册公示", "address": "/items/A/1/"}]}
        ),
    )
    page.goto("/apply/?agency=xinhe")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(unquote(request.url)))
    with page.expect_request("**/apply/similar/") as asked:
        page.get_by_label("您需要什么信息").press_sequentially("低保")
    link = page.get_by_role("link", name="低保发放名册公示（在新窗口打开）")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == "/items/A/1/"
    # What is typed travels in the body: addresses stand in logs.
    assert unquote(asked.value.post_data or "") == "wanted=低保"
    assert addresses
    assert not any("低保" in address for address in addresses)
    assert barriers(page) == []
