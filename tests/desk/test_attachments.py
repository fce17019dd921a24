"""The pages of an item's files: who reaches what, and nothing by a guessed address."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.catalog.models import Attachment
from gongkai.publication.transitions import drafting
from tests.build import Town
from tests.desk.build import browser_of, page
from tests.intake.build import AUTHOR, members_of, ole
from tests.publication.attachment_build import attached, plan, roster, source
from tests.publication.build import drafted, in_state, published

PEOPLE = ("li", "zhao", "sun", "zhou", "qian", "wu", "admin", "zheng", "wang", "")


def statuses(town: Town, address: str) -> tuple[int, ...]:
    return tuple(browser_of(town, who).get(address).status_code for who in PEOPLE)


def files_of(item: Any) -> str:
    return f"/desk/qingshan/items/{item.pk}/attachments/"


def chosen(*files: tuple[str, bytes]) -> dict[str, Any]:
    return {"uploads": [SimpleUploadedFile(name, content) for name, content in files]}


@pytest.mark.parametrize("noun", ["original", "copy", "pages/1"])
def test_files_are_read_by_whoever_reads_the_item(town: Town, noun: str) -> None:
    one = attached(town, drafted(town), "计划.pdf", plan())
    answers = statuses(town, f"{files_of(one.item)}{one.pk}/{noun}/")
    # Who reads from above gets what the public gets.
    above = 403 if noun == "original" else 200
    assert answers == (200, 200, 200, 200, 200, 200, 404, above, 404, 302)


def test_who_reads_from_above_is_offered_no_original(town: Town) -> None:
    one = attached(town, drafted(town), "计划.pdf", plan())
    address = files_of(one.item).removeprefix("/desk/")
    assert "下载原件" in page(browser_of(town, "li"), address)
    shown = page(browser_of(town, "zheng"), address)
    assert "下载公开件" in shown
    assert "下载原件" not in shown


@pytest.mark.parametrize(("person", "noun"), [("sun", "reading"), ("sun", "review"), ("li", "")])
def test_who_reviews_reads_the_public_copy(town: Town, person: str, noun: str) -> None:
    item = drafted(town)
    one = attached(town, item, "计划.pdf", plan())
    drafting.submit(item.pk, acting=town.acting("li"))
    shown = page(browser_of(town, person), f"qingshan/items/{item.pk}/{noun and noun + '/'}")
    assert f"{files_of(item)}{one.pk}/copy/" in shown
    if noun:
        assert f"{files_of(item)}{one.pk}/pages/2/" in shown
        assert "第二页：水库调度表" in shown


def test_an_original_is_reached_by_no_other_address(town: Town) -> None:
    item = published(town)
    one = source(town, drafted(town, title="另一条"))
    Attachment.objects.filter(pk=one.pk).update(item=item)
    other = drafted(town, title="又一条")
    anybody, li = Client(), browser_of(town, "li")
    for address in (
        f"/media/{one.original.name}",
        f"/{one.original.name}",
        f"/static/{one.original.name}",
        f"/static/../media/{one.original.name}",
        f"/items/{item.index_number}/attachments/1/{one.filename}",
    ):
        assert anybody.get(address).status_code == 404, address
    assert li.get(f"{files_of(other)}{one.pk}/original/").status_code == 404
    assert li.get(f"{files_of(item)}{one.pk}/copy/").status_code == 404
    assert li.get(f"{files_of(item)}{one.pk}/pages/1/").status_code == 404
    neighbour = f"/desk/neighbour/items/{item.pk}/attachments/{one.pk}/original/"
    assert browser_of(town, "wang").get(neighbour).status_code == 404


def test_downloads_bear_the_name_of_the_file(town: Town) -> None:
    one = attached(town, drafted(town))
    li = browser_of(town, "li")
    original, copy = (
        li.get(f"{files_of(one.item)}{one.pk}/{noun}/") for noun in ("original", "copy")
    )
    assert "%E5%90%8D%E5%86%8C.docx" in original["Content-Disposition"]  # 名册.docx
    assert original["Content-Disposition"].startswith("attachment")
    named = [
        any(
            AUTHOR.encode() in part
            for part in members_of(b"".join(answer.streaming_content)).values()
        )
        for answer in (original, copy)
    ]
    assert named == [True, False]


def test_several_are_uploaded_and_the_refused_named(town: Town) -> None:
    item = drafted(town)
    li = browser_of(town, "li")
    files = chosen(
        ("名册.docx", roster()),
        ("计划.pdf", plan()),
        ("程序.docx", b"MZ\x00\x01"),
        ("通知.doc", ole("WordDocument")),
    )
    text = li.post(files_of(item), files).content.decode()
    assert "程序.docx：文件含有文字以外的内容" in text
    assert "doc文件中的作者等信息无法可靠清除" in text
    names = item.attachments.order_by("position").values_list("filename", flat=True)
    assert list(names) == ["名册.docx", "计划.pdf", "通知.doc"]
    assert "2 页" in text


def test_nothing_chosen_and_too_large(town: Town, settings: Any) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024
    item = drafted(town)
    li = browser_of(town, "li")
    assert "请选择要上传的附件" in li.post(files_of(item)).content.decode()
    large = chosen(("大.txt", b"a" * 1024 * 1025))
    assert "文件超过 1 MB" in li.post(files_of(item), large).content.decode()
    settings.ITEM_FILES_BYTES = 1024 * 1024
    full = chosen(("一.txt", b"a" * 1024 * 1000), ("二.txt", b"b" * 1024 * 100))
    assert "二.txt：一条信息的附件合计不得超过1MB" in li.post(files_of(item), full).content.decode()
    assert item.attachments.count() == 1


def test_the_steps_of_a_file(town: Town) -> None:
    item = drafted(town)
    one, two = source(town, item), attached(town, item, "计划.pdf", plan())
    li = browser_of(town, "li")
    assert "只留存，不公开" in page(li, f"qingshan/items/{item.pk}/attachments/")

    li.post(f"{files_of(item)}{one.pk}/release/")
    assert item.attachments.get(pk=one.pk).released
    li.post(f"{files_of(item)}{one.pk}/release/", {"hold_back": "1"})
    assert not item.attachments.get(pk=one.pk).released
    li.post(f"{files_of(item)}{two.pk}/position/", {"position": "1"})
    assert item.attachments.get(pk=two.pk).position == 1
    assert li.post(f"{files_of(item)}{two.pk}/position/", {"position": "x"}).status_code == 403
    assert "删除后不能恢复" in li.get(f"{files_of(item)}{one.pk}/removal/").content.decode()
    assert item.attachments.count() == 2
    li.post(f"{files_of(item)}{one.pk}/removal/", {"confirmed": "1"})
    assert list(item.attachments.all()) == [two]


def test_an_old_file_cannot_be_released(town: Town) -> None:
    item = drafted(town)
    one = attached(town, item, "通知.doc", ole("WordDocument"))
    answer = browser_of(town, "li").post(f"{files_of(item)}{one.pk}/release/")
    assert answer.status_code == 403
    assert "附件“通知.doc”不能公开" in answer.content.decode()


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_the_files_of_a_public_item_are_only_looked_at(town: Town, state: str) -> None:
    item = in_state(town, state)  # type: ignore[arg-type]
    text = page(browser_of(town, "li"), f"qingshan/items/{item.pk}/attachments/")
    assert "已公开的附件不能改动" in text
    assert "<h2>上传附件</h2>" not in text
    assert browser_of(town, "li").post(files_of(item), chosen(("a.txt", b"a"))).status_code == 403
    assert not item.attachments.exists()


@pytest.mark.parametrize("who", ["zhao", "sun", "wu", "zheng"])
def test_readers_change_nothing(town: Town, who: str) -> None:
    one = attached(town, drafted(town))
    client = browser_of(town, who)
    for address, answers in (
        (files_of(one.item), chosen(("a.txt", b"a"))),
        (f"{files_of(one.item)}{one.pk}/release/", {"hold_back": "1"}),
        (f"{files_of(one.item)}{one.pk}/position/", {"position": "1"}),
        (f"{files_of(one.item)}{one.pk}/removal/", {"confirmed": "1"}),
    ):
        assert client.post(address, answers).status_code == 403, address
    assert [found.released.name for found in one.item.attachments.all()] == [one.released.name]
