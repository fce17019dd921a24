"""Reading a text with findings in a real browser: marks, masking, a comment on selected words."""

import re
from datetime import date, datetime

import pytest
from playwright.sync_api import expect

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import Comment
from gongkai.publication.transitions import drafting
from gongkai.publication.transitions.content import ItemContent
from tests.browser.conftest import Opener
from tests.browser.test_every_page import _faults
from tests.build import SHANGHAI

pytestmark = pytest.mark.browser
BODY = "<p>联系人张某，手机13800138000。</p><p>办公室电话：0439-4222333，请在𠮷日前办理。</p>"


def submitted() -> DisclosureItem:
    """A text of the demonstration township that waits for its review."""
    at = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)
    acting = Acting(by=User.objects.get(username="zhuanye"), at=at, calendar=calendar())
    content = ItemContent(
        title="春耕补贴发放通知",
        generated_on=date(2018, 2, 26),
        summary="春耕补贴的标准和办理。",
        body=BODY,
        topic_category="agriculture_water",
        genre_category="notice",
    )
    item = drafting.draft(Agency.objects.get(code="xinhe"), content, acting=acting)
    return drafting.submit(item.pk, acting=acting)


def test_a_reviewer_reads_decides_and_remarks(opened: Opener) -> None:
    address = f"/desk/xinhe/items/{submitted().pk}/reading/"
    page = opened("baomi")
    assert _faults(page, [address]) == []
    page.click("mark >> text=13800138000")
    expect(page).to_have_url(re.compile("#finding-"))


def test_selected_words_become_the_place_of_a_comment(opened: Opener) -> None:
    page = opened("baomi")
    page.goto(f"/desk/xinhe/items/{submitted().pk}/reading/")
    page.evaluate(
        """() => {
          const text = document.querySelectorAll("[data-spot^='body']")[1].lastChild;
          document.getSelection().setBaseAndExtent(text, 3, text, 8);
        }"""
    )
    expect(page.locator("#spot")).to_contain_text("选中的文字：𠮷日前办")
    page.fill("#comment-text", "哪一天？")
    page.get_by_role("button", name="批注").click()
    expect(page.locator(".commented")).to_have_text("𠮷日前办")
    assert Comment.objects.get().quote == "𠮷日前办"


def test_the_drafter_masks_with_one_click(opened: Opener) -> None:
    item = submitted()
    page = opened("zhuanye")
    page.goto(f"/desk/xinhe/items/{item.pk}/reading/")
    page.get_by_role("button", name="全部按建议遮盖").click()
    expect(page.locator(".message")).to_contain_text("已遮盖2处")
    item.refresh_from_db()
    assert "13800138000" not in item.body
