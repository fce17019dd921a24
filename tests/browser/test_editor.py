"""The editor of drafts in a real browser: typing, pasting, tables, keys, and what is kept."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import WorkingCopy
from tests.browser.conftest import Opener
from tests.publication.attachment_build import plan, roster

pytestmark = pytest.mark.browser
DRAFT = "/desk/xinhe/items/draft/"
# What Word puts on the clipboard: styles, conditional comments, hidden text, a tracker.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal
{mso-style-parent:""}</style></head><body><!--StartFragment-->
<p class=MsoTitle style='text-align:center'>
<b><span style='font-family:黑体'>防汛方案<o:p></o:p></span></b></p>
<h1 style='margin:12pt'>一、水库<o:p></o:p></h1>
<p class=MsoNormal style='text-indent:32pt'><span lang=EN-US>3</span
>座水库<!--[if gte vml 1]>x<![endif]-->加强巡查。</p>
<p style="mso-hide:all">隐藏的电话</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr>
<td width=100 style='width:75pt'>
<p class=MsoNormal>水位</p></td><td colspan=2><p class=MsoNormal>3米</p></td></tr></table>
<img src="http://tracker.example/1.gif"><script>document.title = "坏"</script>
<!--EndFragment--></body></html>"""
PASTE = """([kind, text]) => {
  const data = new DataTransfer();
  for (const one of [].concat(kind)) data.setData(one, text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.getElementById("editor").dispatchEvent(event);
}"""


def opened_draft(page: Page, address: str = DRAFT) -> list[str]:
    """The editor, ready; what the console complains about."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.goto(address)
    expect(page.get_by_role("textbox", name="正文")).to_be_visible()
    return complaints


def body(page: Page) -> str:
    """What the form would send."""
    found: str = page.locator("#id_body").input_value()
    return found


def fill_in(page: Page) -> None:
    page.fill("#id_title", "防汛方案")
    page.fill("#id_generated_on", "2018-02-26")
    page.fill("#id_summary", "汛期准备。")


def held_back(page: Page) -> list[Route]:
    """Will hold the next report of what is typed; those after it pass."""
    held: list[Route] = []
    page.route("**/autosave/", lambda route: route.continue_() if held else held.append(route))
    return held


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def test_a_text_is_typed_and_set(opened: Opener) -> None:
    page = opened("zhuanye")
    complaints = opened_draft(page)
    editor = page.get_by_role("textbox", name="正文")
    editor.click()
    press(page, "标题")
    page.keyboard.type("一、水库")
    page.keyboard.press("Enter")
    press(page, "正文")
    page.keyboard.type("加强巡查")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+b")
    expect(page.get_by_role("button", name="加粗")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    press(page, "项目", "加粗")
    page.keyboard.type("甲")
    page.keyboard.press("Enter")
    page.keyboard.type("乙")
    expect(page.locator(".editor-foot")).to_contain_text("共 10 字")
    fill_in(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="防汛方案", level=1)).to_be_visible()
    assert DisclosureItem.objects.latest("pk").body == (
        "<h2>一、水库</h2>\n<p><strong>加强巡查</strong></p>\n<ul><li>甲</li><li>乙</li></ul>"
    )
    assert complaints == []


def test_what_comes_from_word_is_cleaned(opened: Opener) -> None:
    page = opened("zhuanye")
    complaints = opened_draft(page)
    page.locator("#editor").click()
    page.evaluate(PASTE, ["text/html", WORD])
    expect(page.locator("#editor h2")).to_have_text("一、水库")
    sent = body(page)
    for left in ("style", "class", "Mso", "隐藏的电话", "img", "script", "o:p", "width"):
        assert left not in sent, left
    expect(page.locator("#editor td")).to_have_count(2)
    assert 'colspan="2"' in sent
    fill_in(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="防汛方案", level=1)).to_be_visible()
    assert DisclosureItem.objects.latest("pk").body == (
        "<p><strong>防汛方案</strong></p>\n<h2>一、水库</h2>\n<p>3座水库加强巡查。</p>\n"
        '<table><tbody><tr><td>水位</td><td colspan="2">3米</td></tr></tbody></table>'
    )
    assert complaints == []


def test_lines_of_plain_text_become_paragraphs(opened: Opener) -> None:
    page = opened("zhuanye")
    opened_draft(page)
    page.locator("#editor").click()
    page.evaluate(PASTE, ["text/plain", "第一行\r\n\r\n<b>第二行</b>"])
    expect(page.locator("#editor p")).to_have_text(["第一行", "<b>第二行</b>"])


def test_a_table_grows_and_shrinks_and_is_taken_back(opened: Opener) -> None:
    page = opened("zhuanye")
    complaints = opened_draft(page)
    page.locator("#editor").click()
    expect(page.get_by_role("button", name="加行")).to_be_disabled()
    press(page, "表格")
    page.keyboard.type("村名")
    table = page.locator("#editor table")
    expect(table.locator("th").first).to_have_text("村名")
    expect(page.get_by_role("button", name="表格")).to_be_disabled()

    def size() -> tuple[int, int]:
        return table.locator("tr").count(), table.locator("tr").first.locator("th, td").count()

    assert size() == (3, 3)
    press(page, "加行", "加列")
    assert size() == (4, 4)
    assert table.locator("thead tr").count() == 1
    press(page, "撤销")
    assert size() == (4, 3)
    press(page, "重做")
    assert size() == (4, 4)
    table.locator("td").first.click()
    press(page, "删行", "删列", "删列")
    assert size() == (3, 2)
    assert complaints == []


def test_links_and_clearing(opened: Opener) -> None:
    page = opened("zhuanye")
    complaints = opened_draft(page)
    page.locator("#editor").click()
    page.keyboard.type("县政府")
    page.keyboard.press("Shift+Home")
    press(page, "链接")
    page.get_by_label("链接的网址").fill("https://www.example.cn/")
    page.keyboard.press("Enter")
    expect(page.locator("#editor a")).to_have_attribute("href", "https://www.example.cn/")
    press(page, "标题", "清除格式")
    assert body(page) == "<p>县政府</p>"
    assert complaints == []


def test_without_a_mouse(opened: Opener) -> None:
    page = opened("zhuanye")
    opened_draft(page)
    page.focus("#id_summary")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="正文", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#editor")).to_be_focused()
    page.keyboard.type("巡查")
    page.keyboard.press("Alt+F10")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="加粗")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#editor h2")).to_have_text("巡查")
    expect(page.locator("#editor")).to_be_focused()
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Escape")
    expect(page.locator("#editor")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#editor")).not_to_be_focused()


def test_a_word_half_typed_by_an_input_method_is_left_alone(opened: Opener) -> None:
    page = opened("zhuanye")
    opened_draft(page)
    page.locator("#editor").click()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "fang xun", "selectionStart": 8, "selectionEnd": 8}
    )
    session.send(
        "Input.imeSetComposition", {"text": "防汛", "selectionStart": 2, "selectionEnd": 2}
    )
    session.send("Input.insertText", {"text": "防汛"})
    expect(page.locator("#editor")).to_have_text("防汛")
    expect(page.locator(".editor-foot")).to_contain_text("共 2 字")


def test_what_is_typed_is_kept_and_restored(opened: Opener) -> None:
    page = opened("zhuanye")
    opened_draft(page)
    page.fill("#id_title", "没有保存的方案")
    page.locator("#editor").click()
    page.keyboard.type("写了一半")
    page.focus("#id_subject_terms")
    expect(page.locator("[data-kept]")).to_contain_text("已暂存")
    assert WorkingCopy.objects.get().answers["title"] == "没有保存的方案"

    page.goto(DRAFT)
    expect(page.locator("main")).to_contain_text("有未保存的修改")
    page.get_by_role("link", name="恢复").click()
    expect(page.locator("#id_title")).to_have_value("没有保存的方案")
    expect(page.locator("#editor")).to_have_text("写了一半")
    page.goto(DRAFT)
    page.get_by_role("button", name="放弃").click()
    expect(page.locator("main")).not_to_contain_text("有未保存的修改")


def test_what_is_typed_during_a_report_is_kept_after_it(opened: Opener) -> None:
    page = opened("zhuanye")
    held = held_back(page)
    with page.expect_request("**/autosave/"):
        opened_draft(page)
    page.fill("#id_title", "没有保存的方案")
    page.focus("#id_subject_terms")
    held[0].continue_()
    expect(page.locator("[data-kept]")).to_contain_text("已暂存")
    assert WorkingCopy.objects.get().answers["title"] == "没有保存的方案"


def test_saving_waits_for_the_report_under_way(opened: Opener) -> None:
    page = opened("zhuanye")
    with page.expect_response("**/autosave/"):
        opened_draft(page)
    held = held_back(page)
    with page.expect_request("**/autosave/"):
        fill_in(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-kept]")).to_contain_text("正在暂存")
    assert not DisclosureItem.objects.filter(title="防汛方案").exists()
    held[0].continue_()
    expect(page.get_by_role("heading", name="防汛方案", level=1)).to_be_visible()
    assert DisclosureItem.objects.filter(title="防汛方案").count() == 1
    assert not WorkingCopy.objects.exists()


def saved(page: Page, words: str, button: str = "保存") -> DisclosureItem:
    """The draft after more was typed at its end and saved."""
    page.locator("#editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="防汛方案", level=1)).to_be_visible()
    return DisclosureItem.objects.latest("pk")


def test_two_people_are_told_and_merge(opened: Opener) -> None:
    first, second = opened("zhuanye"), opened("zhuren")
    opened_draft(first)
    fill_in(first)
    item = saved(first, "第一条")
    address = f"/desk/xinhe/items/{item.pk}/revision/"

    with first.expect_response("**/autosave/"):
        opened_draft(first, address)
    with second.expect_response("**/autosave/"):
        opened_draft(second, address)
    expect(second.locator("[data-others]")).to_contain_text("也打开着这份稿件")
    saved(first, "甲改")

    second.locator("#editor").click()
    second.keyboard.press("Control+End")
    second.keyboard.type("乙改")
    second.get_by_role("button", name="保存").click()
    expect(second.get_by_role("heading", name="合并修改")).to_be_visible()
    expect(second.locator(".compare del")).to_have_text("甲")
    expect(second.locator(".compare ins")).to_have_text("乙")
    expect(second.locator("#editor")).to_have_text("第一条乙改")
    assert saved(second, "甲改", "保存合并后的内容").body == "<p>第一条乙改甲改</p>"


def test_a_word_file_is_read_in(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "名册.docx"
    file.write_bytes(roster())
    page = opened("zhuanye")
    page.goto("/desk/xinhe/items/")
    page.get_by_role("link", name="从文件导入").click()
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="核对导入的稿件")).to_be_visible()
    expect(page.locator("#editor td").first).to_have_text("村名")
    fill_in(page)
    page.get_by_role("button", name="保存为稿件").click()
    expect(page.locator("main")).to_contain_text("名册.docx")
    assert DisclosureItem.objects.latest("pk").attachments.get().released.name == ""


def test_the_pages_of_a_draft_have_no_barrier(opened: Opener) -> None:
    page, other = opened("zhuanye"), opened("zhuren")
    opened_draft(page)
    fill_in(page)
    item = saved(page, "第一条")
    address = f"/desk/xinhe/items/{item.pk}/revision/"
    for one in (DRAFT, address, f"/desk/xinhe/items/{item.pk}/attachments/"):
        page.goto(one)
        assert violations(page) == []
    page.set_input_files("#id_uploads", [{"name": "计划.pdf", "mimeType": "", "buffer": plan()}])
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_text("页面预览").click()
    expect(page.get_by_alt_text("计划.pdf第2页")).to_be_visible()
    assert violations(page) == []

    opened_draft(page, address)
    opened_draft(other, address)
    saved(page, "甲改")
    other.locator("#editor").click()
    other.keyboard.type("乙改")
    other.get_by_role("button", name="保存").click()
    expect(other.get_by_role("heading", name="合并修改")).to_be_visible()
    assert violations(other) == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, wide and narrow."""
    found: list[str] = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found += [str(one["id"]) for one in Axe().run(page).response["violations"]]
    return found
