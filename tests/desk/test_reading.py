"""Reading an item: its findings, its comments, what changed, and all that happened to it."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.accounts.permissions import Role
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.reading_presets import PRESETS
from gongkai.intake.findings import FindingKind
from gongkai.publication import queries
from gongkai.publication.transitions import drafting, publishing, signing
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.publication.attachment_build import LINE, NUMBER, attached, word_file
from tests.publication.build import (
    Status,
    approved,
    content,
    drafted,
    fresh,
    published,
    registered_item,
    revision_of,
    submitted,
)
from tests.publication.review_build import (
    MOBILE,
    PHONE,
    decide_all,
    deputy,
    draft_with_findings,
    finding,
    levels,
    with_findings,
)


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2018, 3, 1, 11, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def reading(town: Town, person: str, item: DisclosureItem) -> str:
    return page(browser_of(town, person), f"qingshan/items/{item.pk}/reading/")


def test_findings_stand_beside_the_text_with_links(town: Town) -> None:
    item = with_findings(town)
    shown = reading(town, "sun", item)
    mobile = finding(item, MOBILE)
    assert "检查发现（2）" in shown
    assert f'<a href="#finding-{mobile.pk}">{MOBILE}</a>' in shown
    assert 'href="#line-body-0-20"' in shown
    assert 'id="line-body-0-20"' in shown
    assert "建议改为［手机号码已隐去］" in shown
    assert "个人信息保护法" in shown
    assert 'name="decision"' in shown
    assert 'name="decision"' not in reading(town, "li", item)


def test_the_drafter_checks_and_masks_with_one_click(town: Town) -> None:
    item = draft_with_findings(town)
    li = browser_of(town, "li")
    assert "发现2处" in posted(li, f"qingshan/items/{item.pk}/check/")
    ids = [one.pk for one in queries.findings_of(item)]
    assert "全部按建议遮盖（2处）" in reading(town, "li", item)
    answer = posted(li, f"qingshan/items/{item.pk}/masks/", finding=ids)
    assert "已遮盖2处" in answer
    assert MOBILE not in fresh(item).body
    assert "检查过，没有发现" in answer


def test_not_looked_at_is_not_found_nothing(town: Town) -> None:
    item = drafted(town)
    li = browser_of(town, "li")
    shown = reading(town, "li", item)
    assert "检查发现（尚未检查）" in shown
    assert "没有发现" not in shown

    posted(li, f"qingshan/items/{item.pk}/check/")
    shown = reading(town, "li", item)
    assert "检查发现（0）" in shown
    assert "检查过，没有发现" in shown

    drafting.revise(item.pk, content(body="另一段。"), acting=town.acting("li"))
    assert "尚未检查" in reading(town, "li", item)


def test_an_item_from_outside_was_not_checked_here(town: Town) -> None:
    shown = reading(town, "li", registered_item(town))
    assert "这一稿尚未检查" in shown
    assert "点“检查稿件”" not in shown


def test_the_reviewer_decides_one_by_one(town: Town) -> None:
    item = with_findings(town)
    sun = browser_of(town, "sun")
    address = f"qingshan/items/{item.pk}/findings/{finding(item, PHONE).pk}/decision/"
    refused = posted(sun, address, decision="keep", basis="")
    assert "请写明决定的依据" in refused
    decided = posted(sun, address, decision="keep", basis="机关办公电话")
    assert "可以公开：</strong>机关办公电话" in decided
    posted(
        sun,
        f"qingshan/items/{item.pk}/findings/{finding(item, MOBILE).pk}/decision/",
        decision="mask",
        basis="个人手机",
    )
    shown = page(sun, f"qingshan/items/{item.pk}/return/")
    assert f"1. 正文“{MOBILE}”：须遮盖（个人手机）" in shown


def test_one_click_decides_and_leads_to_the_next(town: Town) -> None:
    item = with_findings(town)
    sun = browser_of(town, "sun")
    mobile, phone = finding(item, MOBILE), finding(item, PHONE)
    shown = reading(town, "sun", item)
    assert f'<a href="#finding-{mobile.pk}" data-next>还有2处没有决定</a>' in shown
    assert "没有决定</a>" not in reading(town, "li", item)
    assert 'name="basis" value="机关办公联系方式"><button class="quiet">可以公开' in shown

    address = f"/desk/qingshan/items/{item.pk}/findings/{{}}/decision/"
    answers = {"decision": "mask", "basis": "属于个人信息"}
    first = sun.post(address.format(mobile.pk), answers)
    assert first["Location"].endswith(f"#finding-{phone.pk}")
    assert "还有1处没有决定" in reading(town, "sun", item)
    last = sun.post(address.format(phone.pk), {"decision": "keep", "basis": "机关办公联系方式"})
    assert last["Location"].endswith("#findings")
    assert "没有决定" not in reading(town, "sun", item)


def test_every_kind_has_its_usual_decisions() -> None:
    assert set(PRESETS) == set(FindingKind)


def test_a_finding_of_another_item_is_not_found(town: Town) -> None:
    item, other = with_findings(town), submitted(town, title="另一条信息")
    address = f"/desk/qingshan/items/{other.pk}/findings/{finding(item, PHONE).pk}/decision/"
    data = {"decision": "keep", "basis": "电话"}
    assert browser_of(town, "sun").post(address, data).status_code == 404


def test_comments_at_a_paragraph_and_at_words(town: Town) -> None:
    item = submitted(town, body="<p>第一段文字。</p><p>第二段文字。</p>")
    sun = browser_of(town, "sun")
    comments = f"qingshan/items/{item.pk}/comments/"
    assert '<option value="body|7|13">正文：第二段文字。</option>' in reading(town, "sun", item)
    posted(sun, comments, spot="body|7|13", text="请写明期限")
    shown = posted(sun, comments, spot="body|0|3", text="应为首段")
    assert "批注（2）" in shown
    assert '<span class="commented">第一段</span>文字。' in shown
    assert "请选择要批注的段落" in posted(sun, comments, spot="", text="哪里")
    assert "请写明批注的内容" in posted(sun, comments, spot="body|0|3", text=" ")
    assert "刷新页面" in posted(sun, comments, spot="body|0|300", text="太长")
    assert "正文“第二段文字。”：请写明期限" in page(sun, f"qingshan/items/{item.pk}/return/")

    made = item.comments.get(text="应为首段")
    done = posted(browser_of(town, "li"), f"{comments}{made.pk}/resolution/")
    assert "李经办 2018-03-01已处理" in done
    assert "已经处理过" in posted(sun, f"{comments}{made.pk}/resolution/")


def test_a_revision_stands_beside_the_public_text(town: Town) -> None:
    original = published(town, body="<p>补贴每亩15元。</p><p>由财政所发放。</p>")
    revision = revision_of(town, original, body="<p>补贴每亩20元。</p><p>由财政所发放。</p>")
    shown = reading(town, "zhao", revision)
    assert "左边是现在公开的文本" in shown
    assert "补贴每亩<del>15</del>元。" in shown
    assert "补贴每亩<ins>20</ins>元。" in shown
    publishing.publish(revision.pk, acting=town.acting("li"))
    assert "左边是第1版" in reading(town, "zhao", original)
    assert "左边是修订前的文本" in reading(town, "zhao", revision)


TABLE = (
    "<h2>一、标准</h2>\n<ol><li>先申报</li><li>后核实</li></ol>\n"
    "<table><thead><tr><th>村</th><th>户数</th><th>金额</th></tr></thead>"
    "<tbody><tr><td>王家村</td><td>12</td><td>{}</td></tr></tbody></table>"
)


def test_tables_headings_and_lists_keep_their_form(town: Town) -> None:
    body = TABLE.format(f"请电{MOBILE}") + "<p>见<strong>附则</strong>。</p>"
    item = submitted(town, body=body)
    shown = reading(town, "sun", item)
    assert '<p class="as-h2 depth-0" data-spot="body|0|4"' in shown
    assert 'data-item="1." data-spot="body|5|8" id="line-body-5-8">先申报</p>' in shown
    assert re.search(
        r'<th scope="col" data-spot="[^"]*">户数</th>|<th data-spot="[^"]*">户数', shown
    )
    assert re.search(
        rf'<td data-spot="[^"]*">请电<mark[^>]*><a[^>]*>{MOBILE}</a></mark></td>', shown
    )
    assert "见<strong>附则</strong>。" in shown


def test_a_table_is_compared_cell_by_cell(town: Town) -> None:
    original = published(town, body=TABLE.format("120"))
    revision = revision_of(town, original, body=TABLE.format("150"))
    shown = reading(town, "zhao", revision)
    assert '<div class="as-td"><del>120</del></div>' in shown
    assert re.search(r'<div class="as-td" data-spot="[^"]*"><ins>150</ins></div>', shown)
    assert re.search(r'<div class="as-td" data-spot="[^"]*">12</div>', shown)


def test_the_page_says_which_level_waits(town: Town) -> None:
    levels(town, 2)
    item = submitted(town)
    assert "待保密审查：一审（共2级）" in reading(town, "sun", item)
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    assert "待保密审查：二审（共2级）" in reading(town, "sun", item)
    assert "待保密审查：二审（共2级）" in page(browser_of(town, "li"), f"qingshan/items/{item.pk}/")


def test_approval_for_a_time_is_shown_and_cancelled(town: Town) -> None:
    item = submitted(town)
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    zhao = browser_of(town, "zhao")
    approval = f"qingshan/items/{item.pk}/approval/"
    assert "须在现在以后" in posted(zhao, approval, publish_at="2018-03-01T10:59")
    shown = posted(zhao, approval, publish_at="2018-03-02T09:00")
    assert "赵负责审批定于2018-03-02 09:00自动发布" in shown
    assert "定于2018-03-02 09:00自动发布" in page(zhao, "qingshan/items/")
    li = browser_of(town, "li")
    refused = posted(li, f"qingshan/items/{item.pk}/publication/", confirmed="1")
    assert "请先取消定时发布" in refused
    assert "已取消定时发布" in posted(li, f"qingshan/items/{item.pk}/schedule-cancellation/")
    assert "自动发布" not in reading(town, "li", item)
    posted(li, f"qingshan/items/{item.pk}/publication/", confirmed="1")
    assert fresh(item).status == Status.PUBLISHED


def test_nothing_to_cancel_shows_no_button(town: Town) -> None:
    assert "取消定时发布" not in page(
        browser_of(town, "li"), f"qingshan/items/{approved(town).pk}/"
    )


def test_the_whole_history_on_one_page(town: Town) -> None:
    deputy(town, "zhao", "wu", Role.LEADER)
    item = with_findings(town)
    decide_all(town, item)
    sun = town.acting("sun")
    signing.review(item.pk, conclusion="may_disclose", basis="逐项核对", acting=sun)
    signing.approve(item.pk, remarks="同意公开", acting=town.acting("wu"))
    publishing.publish(item.pk, acting=town.acting("li"))
    revision_of(town, fresh(item), on=date(2018, 3, 2), body="<p>新的正文。</p>")

    shown = page(browser_of(town, "wu"), f"qingshan/items/{item.pk}/history/")
    steps = [
        "<strong>拟稿</strong>",
        "<strong>送保密审查</strong>",
        "<strong>逐项决定检查发现</strong>",
        "依据：逐项核对",
        "批示：同意公开",
        "吴档案（代赵负责）",
        "<strong>公开发布</strong>",
        "修订稿（按上级要求调整）",
    ]
    places = [shown.index(words) for words in steps]
    assert places == sorted(places)
    assert f"原文：{MOBILE}" in shown


def test_a_finding_in_a_file_is_covered_with_one_click(town: Town) -> None:
    item = drafted(town)
    attached(town, item, "名册.docx", word_file())
    attached(town, item, "名册.csv", LINE.encode())
    drafting.submit(item.pk, acting=town.acting("li"))
    found = {one.place: one.pk for one in queries.findings_of(item)}
    shown = reading(town, "sun", item)
    assert f'name="finding" value="{found["attachment:1"]}"' in shown
    assert f'name="finding" value="{found["attachment:2"]}"' not in shown
    assert "这类文件不能自动遮盖" in shown
    assert "遮盖后显示为黑条" in shown
    assert 'name="finding"' not in reading(town, "zhao", item)

    masks = f"qingshan/items/{item.pk}/masks/"
    told = posted(browser_of(town, "sun"), masks, finding=[found["attachment:2"]])
    assert "另存为 pdf 或 docx" in told
    in_word = [one.pk for one in queries.findings_of(item) if one.place == "attachment:1"]
    told = posted(browser_of(town, "sun"), masks, finding=in_word)

    assert f"已遮盖{len(in_word)}处" in told
    assert f"<summary>已遮盖（{len(in_word)}处）</summary>" in told
    assert NUMBER not in item.attachments.get(position=1).text
    assert "遮盖附件" in page(browser_of(town, "li"), f"qingshan/items/{item.pk}/history/")
