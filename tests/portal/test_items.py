"""An item's page, its files and earlier texts, seen by the public."""

from datetime import date

import pytest
from django.test import Client

from gongkai.channels.models import Channel, Release
from gongkai.publication.transitions import linking, publishing, validity
from tests.build import TODAY, Town
from tests.portal.states import WORD, in_state
from tests.publication.build import content, published, revision_of

ADDRESS = "/items/qingshan/2018-00001/"


def page(address: str = ADDRESS) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_the_catalog_must(town: Town) -> None:
    published(town)
    shown = page()
    for words in (
        "索引号",
        "qingshan/2018-00001",
        "青山镇2018年春耕生产工作方案",
        "部署2018年春耕生产的任务和措施。",
        "2018年2月26日",
        "2018年3月1日",
        "青政发〔2018〕3号",
        "青山镇人民政府",
        "农业、林业、水利",
        "有效",
        "一、任务。二、措施。",
        "schema.org",
    ):
        assert words in shown
    assert f'href="http://testserver{ADDRESS}"' in shown
    assert "李经办" not in shown


def test_the_name_of_the_day_stands_on_the_page(town: Town) -> None:
    published(town)
    town.agency.names.create(
        full_name="青山市人民政府", short_name="青山市", since=date(2019, 1, 1)
    )
    shown = page()
    assert '<dt>发布机构</dt><dd><a href="/agencies/qingshan/">青山镇人民政府</a></dd>' in shown


def test_what_is_repealed_says_so_and_by_what(town: Town) -> None:
    old = published(town)
    new = published(town, title="新方案", document_number="青政发〔2018〕8号")
    linking.link(
        new.pk, target_id=old.pk, kind="replaces", effective_on=TODAY, acting=town.acting("li")
    )
    shown = page()
    assert "本文已于2018年3月1日废止" in shown or "本文已于2018年3月1日失效" in shown
    assert '由<a href="/items/qingshan/2018-00002/">新方案</a>替代' in shown
    assert "本文替代的文件" in page("/items/qingshan/2018-00002/")


def test_a_repeal_to_come_is_announced(town: Town) -> None:
    item = published(town)
    validity.repeal(
        item.pk,
        validity="repealed",
        invalid_on=date(2018, 9, 1),
        reason="清理",
        acting=town.acting("li"),
    )
    assert "本文将自2018年9月1日起废止" in page()


def test_a_link_to_what_is_withdrawn_is_not_shown(town: Town) -> None:
    published(town)
    other = published(town, title="解读方案", document_number="")
    linking.link(
        other.pk,
        target_id=other.pk - 1,
        kind="interprets",
        effective_on=None,
        acting=town.acting("li"),
    )
    assert "政策解读" in page()
    publishing.withdraw(other.pk, reason="有误", acting=town.acting("li"))
    assert "政策解读" not in page()


def test_channels_and_days_of_release(town: Town) -> None:
    item = published(town)
    channel = Channel.objects.create(
        agency=town.agency, kind="wechat", name="青山发布", since=date(2015, 1, 1)
    )
    Release.objects.create(item=item, channel=channel, released_on=TODAY)
    assert "2018年3月1日　青山发布（政务微信）" in page()


def test_an_attachment_is_a_download_and_nothing_a_browser_would_run(town: Town) -> None:
    in_state(town, "published")
    number = "/items/qingshan/2018-00002/"
    assert f"{WORD}.txt" in page(number)
    answer = Client().get(f"{number}attachments/1/{WORD}.txt")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.getvalue().decode() == f"{WORD}的附件"
    assert Client().get(f"{number}attachments/1/other.txt").status_code == 404
    assert Client().get(f"{number}attachments/2/{WORD}.txt").status_code == 404


def test_editions_show_what_changed(town: Town) -> None:
    item = published(town, body="<p>每亩补贴50元。</p>")
    revision = revision_of(town, item, body="<p>每亩补贴60元。</p>")
    publishing.publish(revision.pk, acting=town.acting("li"))
    assert "每亩补贴60元。" in page()
    assert "按上级要求调整" in page()
    compared = page(f"{ADDRESS}editions/1/")
    assert "每亩补贴<del>50</del>元。" in compared
    assert "每亩补贴<ins>60</ins>元。" in compared
    assert Client().get(f"{ADDRESS}editions/2/").status_code == 404


def test_a_tombstone_says_when_and_why(town: Town) -> None:
    item = published(town)
    publishing.withdraw(item.pk, reason="发布有误", acting=town.acting("li"))
    answer = Client().get(ADDRESS)
    assert answer.status_code == 410
    shown = answer.content.decode()
    for words in ("该信息已撤回", "发布有误", "2018年3月1日", "qingshan/2018-00001"):
        assert words in shown
    assert content().title not in shown


@pytest.mark.parametrize(
    "below", ["attachments/1/x.pdf", "attachments/1/pages/1.png", "editions/1/", "qr.svg", "error/"]
)
def test_below_a_withdrawn_item_stands_its_tombstone(town: Town, below: str) -> None:
    item = published(town)
    assert Client().get(f"{ADDRESS}attachments/1/x.pdf").status_code == 404
    publishing.withdraw(item.pk, reason="发布有误", acting=town.acting("li"))
    answer = Client().get(f"{ADDRESS}{below}")
    assert answer.status_code == 410
    assert "发布有误" in answer.content.decode()


@pytest.mark.parametrize("address", ["/items/qingshan/2018-9/", "/items/x/", "/items/1/"])
def test_what_never_was_is_not_found(town: Town, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_the_qr_code_is_a_picture_of_the_address(town: Town) -> None:
    published(town)
    answer = Client().get(f"{ADDRESS}qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
