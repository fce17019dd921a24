"""The desk in a real browser: signing in, importing, entering, correcting, and the keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from gongkai.agencies.models import Meeting
from gongkai.commands.demonstration import PASSWORD
from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser
MEETINGS = "/desk/xinhe/ledgers/meetings/"


def test_signing_in_says_what_is_wrong_and_leads_where_one_wanted(opened: Opener) -> None:
    page = opened("")
    page.goto(MEETINGS)
    page.fill("input[name=username]", "zhuanye")
    page.fill("input[name=password]", "wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("账号或密码不对")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="会议台账")).to_be_visible()
    expect(page).to_have_url(re.compile(MEETINGS + "$"))
    page.click("text=退出")
    expect(page.get_by_role("link", name="工作人员登录")).to_be_visible()


def test_a_small_ledger_is_imported_after_a_preview(opened: Opener, tmp_path: Path) -> None:
    ledger = tmp_path / "会议.csv"
    ledger.write_text(
        "日期,会议名称,类型,参加人数\n2017-3-12,春季工作会议,全体会议,40\n", encoding="utf-8-sig"
    )
    before = Meeting.objects.count()
    page = opened("zhuanye")
    page.goto("/desk/xinhe/imports/")
    page.set_input_files("input[type=file]", ledger)
    page.click("text=上传并预览")
    expect(page.locator("main")).to_contain_text("检查通过，将新增 1 行。尚未写入。")
    assert Meeting.objects.count() == before
    page.click("text=写入 1 行")
    expect(page.locator("main")).to_contain_text("导入完成，新增 1 行。")
    assert Meeting.objects.filter(subject="春季工作会议", participants=40).exists()


def test_a_record_is_refused_then_entered_then_corrected(opened: Opener) -> None:
    page = opened("zhuanye")
    page.goto(MEETINGS + "entry/")
    page.fill("#id_held_on", "三月十二")
    page.fill("#id_subject", "春季工作会议")
    page.get_by_label("专题会议").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_subject")).to_have_value("春季工作会议")
    expect(page.locator("#id_held_on")).to_have_value("三月十二")
    expect(page.get_by_label("专题会议")).to_be_checked()
    page.click(".error-summary a")
    expect(page.locator("#id_held_on")).to_be_focused()
    page.fill("#id_held_on", "2017年3月12日")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".message")).to_contain_text("已登记：春季工作会议")
    page.get_by_role("link", name="更正", exact=True).click()
    page.fill("#id_participants", "12")
    page.fill("#id_reason", "核对签到表")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".timeline")).to_contain_text("核对签到表")
    expect(page.locator(".timeline")).to_contain_text("参加人数：（空） → 12")


def test_the_list_follows_the_words_as_they_are_typed(opened: Opener) -> None:
    page = opened("zhuanye")
    page.goto("/desk/xinhe/ledgers/items/")
    expect(page.locator("tbody tr")).to_have_count(48)
    page.keyboard.press("/")
    page.keyboard.type("秸秆")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("q="))


def test_the_desk_is_walked_by_keyboard(opened: Opener) -> None:
    page = opened("zhuanye")
    page.goto("/desk/xinhe/ledgers/trainings/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    links = page.locator("tbody tr a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="办理记录")).to_be_visible()


def test_everything_works_without_javascript(opened: Opener, tmp_path: Path) -> None:
    page = opened("zhuanye")
    quiet = page.context.browser
    assert quiet
    context = quiet.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    still = context.new_page()
    page.goto("/desk/xinhe/")
    root = page.url.removesuffix("/desk/xinhe/")
    still.goto(f"{root}/desk/xinhe/ledgers/items/")
    still.fill("#q", "秸秆")
    still.click("text=筛选")
    expect(still.locator("tbody tr")).to_have_count(2)
    still.click("footer >> text=关怀版")
    expect(still.locator("html")).to_have_class("large")
    still.click("text=键盘操作")
    expect(still.locator("#keys")).to_be_visible()
    ledger = tmp_path / "会议.csv"
    ledger.write_text("日期,会议名称,类型\n2017-3-12,春季会,专题\n", encoding="utf-8-sig")
    still.goto(f"{root}/desk/xinhe/imports/")
    still.set_input_files("input[type=file]", ledger)
    still.click("text=上传并预览")
    expect(still.locator("main")).to_contain_text("将新增 1 行")
    context.close()
