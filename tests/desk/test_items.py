"""The pages of an item's way: who sees what, and the whole way with three people."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from gongkai.catalog.models import DisclosureItem
from gongkai.channels.transitions.channels import ChannelEntry, open_channel
from gongkai.channels.transitions.releases import ReleaseEntry, make_release
from gongkai.publication.transitions import (
    drafting,
    revising,
    signing,
    validity,
    working_copies,
)
from tests.build import SHANGHAI, Town
from tests.intake.build import ole
from tests.publication.attachment_build import attached, source
from tests.publication.build import (
    approved,
    drafted,
    fresh,
    in_state,
    published,
    returned,
    revision_of,
    submitted,
    withdrawn,
)

PEOPLE = ("li", "zhao", "sun", "qian", "wu", "wang", "admin", "anonymous")
# address, state of the item, and what each of the people gets
TABLE: list[tuple[str, str, tuple[int, ...]]] = [
    ("", "draft", (200, 200, 200, 200, 200, 404, 404, 302)),
    ("draft/", "draft", (200, 403, 403, 200, 403, 404, 404, 302)),
    ("{pk}/", "draft", (200, 200, 200, 200, 200, 404, 404, 302)),
    ("{pk}/revision/", "draft", (200, 403, 403, 200, 403, 404, 404, 302)),
    ("{pk}/submission/", "draft", (200, 403, 403, 200, 403, 404, 404, 302)),
    ("{pk}/review/", "in_review", (403, 403, 200, 403, 403, 404, 404, 302)),
    ("{pk}/return/", "in_review", (403, 200, 200, 403, 403, 404, 404, 302)),
    ("{pk}/approval/", "reviewed", (403, 200, 403, 403, 403, 404, 404, 302)),
    ("{pk}/publication/", "approved", (200, 403, 403, 403, 403, 404, 404, 302)),
    ("{pk}/withdrawal/", "published", (200, 403, 403, 403, 403, 404, 404, 302)),
    ("{pk}/repeal/", "published", (200, 403, 403, 403, 403, 404, 404, 302)),
    ("{pk}/", "withdrawn", (200, 200, 200, 200, 200, 404, 404, 302)),
    ("{pk}/revision/", "published", (403, 403, 403, 403, 403, 404, 404, 302)),
    ("{pk}/discard/", "draft", (200, 403, 403, 200, 403, 404, 404, 302)),
    ("{pk}/discard/", "in_review", (403, 403, 403, 403, 403, 404, 404, 302)),
    ("{pk}/discard/", "published", (403, 403, 403, 403, 403, 404, 404, 302)),
    ("{pk}/publication/", "draft", (403, 403, 403, 403, 403, 404, 404, 302)),
]
FORM = {
    "title": "青山镇防汛预案",
    "document_number": "青政发〔2018〕4号",
    "generated_on": "2018年2月26日",
    "summary": "汛期的准备和处置。",
    "body": "第一条\r\n第二条",
    "topic_category": "民政、扶贫、救灾",
    "genre_category": "通知",
    "business_category": "规划计划类",
    "is_normative_document": "否",
}


def signed_in(town: Town, name: str) -> Client:
    """A browser of its own for one of the people."""
    client = Client()
    if name != "anonymous":
        client.force_login(town.users[name])
    return client


@pytest.mark.parametrize(("address", "state", "expected"), TABLE)
def test_who_may_open_what(town: Town, address: str, state: str, expected: tuple[int, ...]) -> None:
    item = in_state(town, DisclosureItem.Status(state))
    url = f"/desk/qingshan/items/{address.format(pk=item.pk)}"
    answers = tuple(signed_in(town, name).get(url).status_code for name in PEOPLE)
    assert answers == expected


@pytest.mark.parametrize(("address", "state", "expected"), TABLE[4:])
def test_posting_past_a_closed_door_changes_nothing(
    town: Town, address: str, state: str, expected: tuple[int, ...]
) -> None:
    item = in_state(town, DisclosureItem.Status(state))
    answers = {
        "conclusion": "may_disclose",
        "basis": "核对",
        "corrections": "请改",
        "reason": "有误",
        "validity": "repealed",
        "invalid_on": "2018-03-01",
        "confirmed": "1",
    }
    url = f"/desk/qingshan/items/{address.format(pk=item.pk)}"
    for name, status in zip(PEOPLE, expected, strict=True):
        if status != 200:
            signed_in(town, name).post(url, answers)
    assert fresh(item).status == state


def test_the_item_of_another_agency_is_not_found(town: Town) -> None:
    item = published(town)
    assert signed_in(town, "wang").get(f"/desk/neighbour/items/{item.pk}/").status_code == 404


def test_the_whole_way_with_three_people(town: Town) -> None:
    li, sun, zhao = (signed_in(town, name) for name in ("li", "sun", "zhao"))

    answer = li.post("/desk/qingshan/items/draft/", FORM)
    item = DisclosureItem.objects.get()
    page = f"/desk/qingshan/items/{item.pk}/"
    assert answer["Location"] == page
    assert (item.generated_on, item.topic_category) == (date(2018, 2, 26), "civil_relief")
    assert item.body == "<p>第一条</p>\n<p>第二条</p>"

    assert li.post(f"{page}submission/")["Location"] == page
    assert "保密审查员" in sun.get("/desk/qingshan/items/?waiting=me").content.decode()
    sun.post(f"{page}review/", {"conclusion": "may_disclose", "basis": "逐项核对，不涉密"})
    zhao.post(f"{page}approval/", {"remarks": "同意公开"})
    assert fresh(item).status == "approved"

    question = li.get(f"{page}publication/").content.decode()
    assert "永不变更的索引号" in question
    assert fresh(item).status == "approved"
    assert li.post(f"{page}publication/").status_code == 200
    assert fresh(item).status == "approved"
    li.post(f"{page}publication/", {"confirmed": "1"})

    item = fresh(item)
    assert item.status == "published"
    shown = li.get(page).content.decode()
    for words in (item.index_number, "逐项核对，不涉密", "同意公开", "公开发布", "第二条"):
        assert words in shown


def test_withdrawal_asks_twice(town: Town) -> None:
    item = published(town)
    li = signed_in(town, "li")
    page = f"/desk/qingshan/items/{item.pk}/withdrawal/"

    asked = li.post(page, {"reason": "含个人信息"})
    assert asked.status_code == 200
    assert "撤回不能取消" in asked.content.decode()
    assert 'value="含个人信息"' in asked.content.decode()
    assert fresh(item).status == "published"

    li.post(page, {"reason": "含个人信息", "confirmed": "1"})
    assert fresh(item).withdrawal.reason == "含个人信息"


def test_repeal(town: Town) -> None:
    item = published(town)
    answers = {"validity": "expired", "invalid_on": "2018.3.1", "reason": "期满"}
    li = signed_in(town, "li")
    li.post(f"/desk/qingshan/items/{item.pk}/repeal/", answers)

    assert (fresh(item).validity, fresh(item).invalid_on) == ("expired", date(2018, 3, 1))
    assert "起不再有效" in li.get(f"/desk/qingshan/items/{item.pk}/").content.decode()


def test_metadata_are_amended_in_the_ledger(town: Town) -> None:
    item = published(town)
    li = signed_in(town, "li")
    address = f"/desk/qingshan/ledgers/items/{item.pk}/amendment/"
    assert address in li.get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    assert li.get(address).status_code == 200


def test_a_returned_item_shows_what_to_correct(town: Town) -> None:
    item = returned(town)
    assert (
        "请写明时限"
        in signed_in(town, "li").get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    )


def test_a_revision_begins_with_what_is_there(town: Town) -> None:
    item = approved(town)
    li = signed_in(town, "li")
    page = f"/desk/qingshan/items/{item.pk}/revision/"
    assert "部署2018年春耕生产" in li.get(page).content.decode()

    li.post(page, FORM)
    assert (fresh(item).title, fresh(item).status) == ("青山镇防汛预案", "draft")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"generated_on": "2月26日"}, "日期缺少年份"),
        ({"column_category": "人事"}, "没有名为“人事”的目录栏目"),
        ({"title": ""}, "请填写信息名称"),
    ],
)
def test_a_refused_draft_keeps_what_was_typed(
    town: Town, changes: dict[str, str], sentence: str
) -> None:
    answer = signed_in(town, "li").post("/desk/qingshan/items/draft/", FORM | changes)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "汛期的准备和处置。" in page
    assert not DisclosureItem.objects.exists()


def test_a_refused_step_keeps_what_was_typed(town: Town) -> None:
    item = drafted(town)
    answer = signed_in(town, "sun").post(
        f"/desk/qingshan/items/{item.pk}/review/",
        {"conclusion": "may_disclose", "basis": "逐项核对"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "只有已送审的信息可以进行保密审查" in page
    assert "逐项核对" in page


def test_what_cannot_be_done_says_why(town: Town) -> None:
    page = signed_in(town, "li").get(f"/desk/qingshan/items/{submitted(town).pk}/")
    text = page.content.decode()
    own, _, others = text.partition("不由您办理或者不再办理的（")
    assert "该项工作由保密审查员办理" in others
    assert "该项工作由保密审查员办理" not in own
    assert "须先经保密审查和审批同意才能发布" in text
    assert "/revision/" in text
    assert "/publication/" not in text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"甲", "乙", "丙", "丁"}),
        ("status=draft", {"甲"}),
        ("waiting=me", {"甲", "丙"}),
        ("waiting=me&status=approved", {"丙"}),
        ("q=乙", {"乙"}),
        ("q=〔2018〕9号", {"乙"}),
        ("q=QINGSHAN/2018-00001", {"丁"}),
    ],
)
def test_filters(town: Town, query: str, titles: set[str]) -> None:
    drafted(town, title="甲")
    submitted(town, title="乙", document_number="青政发〔2018〕9号")
    approved(town, title="丙")
    published(town, title="丁")
    page = signed_in(town, "li").get(f"/desk/qingshan/items/?{query}").content.decode()
    assert {title for title in ("甲", "乙", "丙", "丁") if f">{title}</a>" in page} == titles


@pytest.mark.parametrize("query", ["status=lost", "after=nowhere"])
def test_an_address_with_nonsense(town: Town, query: str) -> None:
    answer = signed_in(town, "li").get(f"/desk/qingshan/items/?{query}")
    assert answer.status_code in (400, 404)


def test_a_long_list_has_pages(town: Town) -> None:
    item = drafted(town)
    DisclosureItem.objects.bulk_create(
        DisclosureItem(
            agency=town.agency,
            status="draft",
            title=f"第{number}号",
            generated_on=item.generated_on,
            drafter=item.drafter,
            drafted_on=date(2018, 1, 1),
        )
        for number in range(20)
    )
    li = signed_in(town, "li")
    first = li.get("/desk/qingshan/items/?q=第&status=draft").content.decode()
    assert first.count("<tr>") == 21
    assert "下一页" not in first

    first = li.get("/desk/qingshan/items/?status=draft").content.decode()
    assert item.title in first
    rest = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = li.get("/desk/qingshan/items/" + rest.replace("&amp;", "&")).content.decode()
    assert second.count("<tr>") == 2


def test_the_list_takes_a_fixed_number_of_queries(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        submitted(town, title=f"第{number}条")
    li = signed_in(town, "li")
    with django_assert_max_num_queries(12):
        li.get("/desk/qingshan/items/")


@pytest.mark.parametrize(
    ("name", "state", "next_step"),
    [
        ("li", "draft", ["送保密审查"]),
        ("sun", "in_review", ["保密审查"]),
        ("li", "approved", ["公开发布"]),
        ("li", "published", []),
    ],
)
def test_only_the_next_step_has_the_strong_button(
    town: Town, name: str, state: str, next_step: list[str]
) -> None:
    item = in_state(town, DisclosureItem.Status(state))
    shown = signed_in(town, name).get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    aside = shown.partition("<h2>现在可以办理</h2>")[2].partition("<h3>")[0]
    assert re.findall(r'<a class="button" [^>]*>([^<]*)', aside) == next_step


def test_an_item_shows_its_releases(town: Town) -> None:
    item = published(town)
    acting = town.acting("li")
    open_channel(
        town.agency,
        ChannelEntry(kind="portal", name="镇政府网站", since=date(2010, 1, 1)),
        acting=acting,
    )
    make_release(
        town.agency,
        ReleaseEntry(item=item.title, channel="镇政府网站", released_on=date(2018, 3, 1)),
        acting=acting,
    )
    page = signed_in(town, "zhao").get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    assert "镇政府网站" in page
    assert "登记发布记录" not in page


def test_a_withdrawn_item_shows_why(town: Town) -> None:
    page = signed_in(town, "li").get(f"/desk/qingshan/items/{withdrawn(town).pk}/")
    assert "内容有误" in page.content.decode()


def test_a_draft_is_discarded_after_a_question_that_names_what_goes(town: Town) -> None:
    item = drafted(town)
    attached(town, item)
    working_copies.keep(town.agency, item, {"title": "改"}, token="", acting=town.acting("qian"))
    li = signed_in(town, "li")
    address = f"/desk/qingshan/items/{item.pk}/discard/"
    assert (
        f'href="{address}">作废</a>' in li.get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    )
    question = li.post(address, {"reason": "并入另一份"}).content.decode()
    for words in (
        "作废不能取消",
        item.title,
        "钱委员（",
        "随之清除",
        "1个，随稿件留存",
        "并入另一份",
    ):
        assert words in question
    assert fresh(item).status == "draft"

    shown = li.post(address, {"reason": "并入另一份", "confirmed": "1"}, follow=True)

    assert fresh(item).status == "discarded"
    assert "已作废" in shown.content.decode()
    assert "并入另一份" in shown.content.decode()
    assert item.title not in li.get("/desk/qingshan/items/").content.decode()
    assert item.title in li.get("/desk/qingshan/items/?status=discarded").content.decode()
    assert item.title not in li.get("/desk/qingshan/today/").content.decode()


def test_an_abandoned_revision_leaves_the_public_item_free(town: Town) -> None:
    original = published(town)
    revision = revising.begin_revision(original.pk, change_note="调整", acting=town.acting("li"))
    li = signed_in(town, "li")
    here = f"/desk/qingshan/items/{original.pk}/"
    assert "正在修订" in li.get(here).content.decode()
    answers = {"reason": "不改了"}
    address = f"/desk/qingshan/items/{revision.pk}/discard/"
    assert "照常公开，可以重新修订" in li.post(address, answers).content.decode()
    li.post(address, answers | {"confirmed": "1"})
    shown = li.get(here).content.decode()
    assert "正在修订" not in shown
    assert "不改了" in li.get(f"{here}history/").content.decode()
    li.post(f"{here}new-edition/", {"change_note": "重新调整"})
    assert original.revisions.filter(status="draft").count() == 1


def test_a_coming_repeal_is_taken_back_after_a_question(town: Town) -> None:
    item = published(town)
    li = signed_in(town, "li")
    here = f"/desk/qingshan/items/{item.pk}/"
    address = f"{here}validity-cancellation/"
    assert address not in li.get(here).content.decode()
    answers = {"validity": "repealed", "invalid_on": "2099-06-01", "reason": "青政发〔2018〕9号"}
    li.post(f"{here}repeal/", answers)
    shown = li.get(here).content.decode()
    assert "到时自动标明" in shown
    assert f'href="{address}">取消将来的有效性变更</a>' in shown
    question = li.post(address, {"reason": "仍需执行"}).content.decode()
    assert "2099-06-01起废止：青政发〔2018〕9号" in question
    told = li.post(address, {"reason": "仍需执行", "confirmed": "1"}, follow=True)
    assert "已取消将来的有效性变更" in told.content.decode()
    assert "到时自动标明" not in told.content.decode()


def test_submission_shows_all_obstacles_with_their_fields(town: Town) -> None:
    item = drafted(town, summary="", genre_category="")
    attached(town, item, "通知.doc", ole("WordDocument"))
    page = signed_in(town, "li").get(f"/desk/qingshan/items/{item.pk}/submission/")
    text = page.content.decode()
    revision = f"/desk/qingshan/items/{item.pk}/revision/"
    for address in (f"{revision}#id_summary", f"{revision}#id_genre_category"):
        assert f'href="{address}"' in text
    assert f"attachments/#file-{item.attachments.get().pk}" in text
    assert "<button>送保密审查</button>" not in text

    form = signed_in(town, "li").get(revision).content.decode()
    assert form.count("（送审前必填）") == 3


def test_statutory_duties_are_chosen_by_their_article(town: Town) -> None:
    form = signed_in(town, "li").get("/desk/qingshan/items/draft/").content.decode()
    select = form.split('name="statutory_duty"')[1].split("</select>")[0]
    assert '<optgroup label="政府信息公开条例(2019) 第二十条">' in select
    assert '<optgroup label="政府信息公开条例(2007) 第十二条">' in select
    duty = re.findall(r'<option value="([^"]+)">', select)[0]
    signed_in(town, "li").post("/desk/qingshan/items/draft/", FORM | {"statutory_duty": duty})
    item = DisclosureItem.objects.get()
    assert item.statutory_duty
    shown = signed_in(town, "li").get(f"/desk/qingshan/items/{item.pk}/revision/")
    assert f'<option value="{duty}" selected>' in shown.content.decode()


def test_who_publishes_sees_which_files_go_out(town: Town) -> None:
    item = drafted(town)
    attached(town, item, "说明.txt", "说明".encode())
    source(town, item)
    drafting.submit(item.pk, acting=town.acting("li"))
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun"))
    signing.approve(item.pk, remarks="", acting=town.acting("zhao"))
    page = signed_in(town, "li").get(f"/desk/qingshan/items/{item.pk}/publication/")
    text = page.content.decode()
    assert "<dd>1. 说明.txt</dd>" in text
    assert "<dt>只留存的附件</dt><dd>原稿.docx</dd>" in text


def test_what_has_a_time_says_so_before_the_click(town: Town) -> None:
    item = approved(town)
    item.approvals.update(publish_at=datetime(2018, 3, 5, 9, tzinfo=SHANGHAI))
    li = signed_in(town, "li")
    text = li.get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    closed = text.split("还不能办理")[1]
    assert "<strong>公开发布：</strong>审批人定于2018-03-05 09:00自动发布" in closed
    assert li.get(f"/desk/qingshan/items/{item.pk}/publication/").status_code == 403


def test_the_public_reads_why_an_item_was_withdrawn(town: Town) -> None:
    item = published(town)
    li, address = signed_in(town, "li"), f"/desk/qingshan/items/{item.pk}/withdrawal/"
    assert "公众打开原来的网址能看到这一原因" in li.get(address).content.decode()
    told = {"reason": "误将张某的手机13800138000公开", "confirmed": "1"}
    assert "“13800138000”（手机号码）请改写或者删去" in li.post(address, told).content.decode()
    assert fresh(item).status == "published"


def test_a_withdrawn_item_has_nothing_coming(town: Town) -> None:
    item = published(town)
    validity.repeal(
        item.pk,
        validity="repealed",
        invalid_on=date(2018, 6, 1),
        reason="期满",
        acting=town.acting("li"),
    )
    revision = revision_of(town, item)
    revision.approvals.update(publish_at=datetime(2018, 3, 5, 9, tzinfo=SHANGHAI))
    li = signed_in(town, "li")
    li.post(f"/desk/qingshan/items/{item.pk}/withdrawal/", {"reason": "有误", "confirmed": "1"})

    shown = li.get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    assert "正在修订" not in shown
    assert "没有并入的修订稿" in shown
    assert "到时自动标明" not in shown
    its = li.get(f"/desk/qingshan/items/{revision.pk}/").content.decode()
    assert "原信息已撤回，修订稿不能再并入" in its
    assert "自动发布" not in its.partition("<aside>")[0].partition("审查和审批")[0]
    today = li.get("/desk/qingshan/today/").content.decode()
    back = today.partition('aria-labelledby="returned"')[2].partition("</section>")[0]
    assert revision.title in back
    assert f"/items/{revision.pk}/revision/" in back


def test_a_release_is_registered_for_the_item(town: Town) -> None:
    item = published(town)
    shown = signed_in(town, "li").get(f"/desk/qingshan/items/{item.pk}/").content.decode()
    address = "/desk/qingshan/ledgers/releases/entry/?item=qingshan/2018-00001"
    assert f'href="{address}"' in shown
    form = signed_in(town, "li").get(address).content.decode()
    assert 'name="item" value="qingshan/2018-00001"' in form
