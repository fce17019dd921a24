"""The whole way of a document: a Word file, a planted number, three people, the public."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from gongkai.catalog.models import DisclosureItem
from gongkai.search import changes, queries
from tests.browser.conftest import Opener, click_through

pytestmark = pytest.mark.browser
# A number with the right checksum that is nobody's: the birthday lies in the year 1900.
PLANTED = "11010519000101001X"
MIDDLE = "每亩补助一百二十元"


def notice() -> bytes:
    """A notice as an office writes it, with an identity number left in by mistake."""
    file, document = BytesIO(), docx.Document()
    for line in (
        "新合政发〔2018〕7号",
        "关于做好2018年春耕补助发放工作的通知",
        "各村民委员会：",
        f"今年春耕补助的标准为{MIDDLE}，按照核定的面积发放。",
        f"东岭村张某（身份证号码{PLANTED}）的面积由村民委员会补报。",
        "新合镇人民政府",
        "2018年2月26日",
    ):
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def step(page: Page, address: str, button: str, **answers: str) -> None:
    """Take a step on its page; an answer that is a choice is clicked by its label."""
    page.goto(address)
    for name, answer in answers.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.get_by_label(answer, exact=True).check()
        else:
            field.fill(answer)
    click_through(page.locator("main").get_by_role("button", name=button, exact=True))


@dataclass(frozen=True)
class People:
    """Three who sign, and somebody of the public."""

    drafter: Page
    reviewer: Page
    leader: Page
    citizen: Page

    def publish(self, way: str) -> None:
        """Submit, review, approve and publish the text at an address of the desk."""
        self.submit_and_review(way)
        step(self.leader, f"{way}/approval/", "审批同意", remarks="同意")
        step(self.drafter, f"{way}/publication/", "公开发布")

    def submit_and_review(self, way: str) -> None:
        """Submit the text, and conclude that it may be disclosed."""
        step(self.drafter, f"{way}/submission/", "送保密审查")
        step(
            self.reviewer,
            f"{way}/review/",
            "保密审查",
            conclusion="可以公开",
            basis="逐项对照，可以公开",
        )

    def expect_public(self, address: str, words: str) -> None:
        """The public reads these words."""
        self.citizen.goto(address)
        expect(self.citizen.locator("main")).to_contain_text(words)

    def expect_hits(self, words: str, count: int) -> None:
        """The public finds so many."""
        self.citizen.goto(f"/search/?q={words}")
        expect(self.citizen.locator(".hits > li")).to_have_count(count)


@pytest.fixture
def people(opened: Opener, tmp_path: Path, settings: Any) -> People:
    """The people, and an index of the test's own."""
    settings.VAR_DIR = tmp_path
    return People(opened("zhuanye"), opened("baomi"), opened("lingdao"), opened(""))


def test_from_word_to_the_public_and_back(people: People) -> None:
    item = drafted_from_word(people.drafter)
    way = f"/desk/xinhe/items/{item.pk}"
    mask_what_stops_it(people, item, way)
    people.publish(way)
    item.refresh_from_db()
    public = f"/items/{item.index_number}/"
    changes.apply_changes(queries.site_index(), queries.published)
    people.expect_hits(MIDDLE[2:7], 1)
    people.expect_hits("新合政发[2018]7号", 1)
    people.citizen.locator(".hits a").first.click()
    expect(people.citizen).to_have_url(re.compile(re.escape(public) + "$"))
    people.expect_public(public, MIDDLE)
    expect(people.citizen.locator("main")).not_to_contain_text(PLANTED)

    revise(people, way)
    people.expect_public(public, "标准提高到一百五十元")
    step(
        people.drafter,
        f"{way}/repeal/",
        "登记废止失效",
        validity="废止",
        invalid_on=f"{item.published_on:%Y-%m-%d}",
        reason="被新的通知替代",
    )
    people.expect_public(public, "废止")

    step(people.drafter, f"{way}/withdrawal/", "撤回", reason="发布的版本有误")
    click_through(people.drafter.locator("main").get_by_role("button", name="撤回", exact=True))
    expect(people.drafter.locator(".message").first).to_contain_text("已撤回")
    gone = people.citizen.goto(public)
    assert gone
    assert gone.status == 410
    expect(people.citizen.locator("main")).to_contain_text("发布的版本有误")
    people.expect_hits(MIDDLE[2:7], 0)  # gone at once, though the index still has it


def drafted_from_word(drafter: Page) -> DisclosureItem:
    """Upload the notice and confirm what was read from it."""
    drafter.goto("/desk/xinhe/items/upload/")
    drafter.set_input_files("#id_file", [{"name": "通知.docx", "mimeType": "", "buffer": notice()}])
    drafter.get_by_role("button", name="上传并核对").click()
    expect(drafter.locator("#id_title")).to_have_value("关于做好2018年春耕补助发放工作的通知")
    expect(drafter.locator("#id_document_number")).to_have_value("新合政发〔2018〕7号")
    drafter.fill("#id_summary", "春耕补助的标准和发放。")
    click_through(drafter.get_by_role("button", name="保存为稿件"))
    return DisclosureItem.objects.latest("pk")


def mask_what_stops_it(people: People, item: DisclosureItem, way: str) -> None:
    """The planted number stops the review until the drafter masks it."""
    people.submit_and_review(way)
    expect(people.reviewer.locator(".error-summary")).to_contain_text("检查发现")
    people.drafter.goto(f"{way}/reading/")
    people.drafter.locator(".findings").get_by_role("button", name="遮盖").first.click()
    expect(people.drafter.locator(".message").first).to_contain_text("已遮盖")
    item.refresh_from_db()
    assert PLANTED not in item.body


def revise(people: People, way: str) -> None:
    """Publish a second edition with one sentence more."""
    step(people.drafter, f"{way}/new-edition/", "修订", change_note="标准提高到一百五十元")
    revision = DisclosureItem.objects.latest("pk")
    again = f"/desk/xinhe/items/{revision.pk}"
    people.drafter.goto(f"{again}/revision/")
    people.drafter.locator("#editor").click()
    people.drafter.keyboard.press("Control+End")
    people.drafter.keyboard.type("补充：标准提高到一百五十元。")
    click_through(people.drafter.get_by_role("button", name="保存", exact=True))
    people.publish(again)
