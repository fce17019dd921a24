"""The pages of a draft: the editor's form, what is kept unsaved, two people, a file read in."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.utils import timezone
from docx import Document

from gongkai.catalog import files
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import Upload, WorkingCopy
from gongkai.publication.queries import revision_token
from gongkai.publication.transitions import drafting
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.intake.build import AUTHOR, ole, pdf, saved, with_members
from tests.publication.build import content, drafted, fresh

FORM = {
    "title": "青山镇防汛预案",
    "document_number": "青政发〔2018〕4号",
    "generated_on": "2018年2月26日",
    "summary": "汛期的准备和处置。",
    "topic_category": "民政、扶贫、救灾",
    "genre_category": "通知",
    "business_category": "规划计划类",
    "is_normative_document": "否",
}
TABLE = "<table><tbody><tr><td>水位</td><td>3米</td></tr></tbody></table>"


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def items(town: Town, who: str = "li") -> Client:
    return browser_of(town, who)


def notice() -> bytes:
    """A notice as it is written in Word."""
    document = Document()
    document.core_properties.author = AUTHOR
    for line in (
        "青山镇人民政府文件",
        "青政发〔2018〕12号",
        "青山镇人民政府关于做好2018年防汛工作的通知",
        "各村民委员会：",
        "为做好防汛工作，保障水利设施和农田安全，现通知如下。",
    ):
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("水库", "警戒水位", "青山水库", "12.5米"), strict=True):
        cell.text = text
    document.add_paragraph("青山镇人民政府")
    document.add_paragraph("2018年2月27日")
    content: bytes = saved(document)
    return content


def upload(client: Client, content: bytes, name: str) -> str:
    file = SimpleUploadedFile(name, content)
    return client.post("/desk/qingshan/items/upload/", {"file": file}).content.decode()


def hidden(text: str, name: str) -> str:
    return text.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def confirmation_of(text: str) -> str:
    """Where the form sends what was read, below /desk/."""
    found = re.search(r'action="/desk/([^"]+/confirmation/)"', text)
    assert found
    return found[1]


# ---------------------------------------------------------------- the form


def test_the_editor_sends_html_that_is_cleaned(town: Town) -> None:
    body = (
        f'<p onclick="x()">第一条<script>alert(1)</script></p>{TABLE}<p style="mso-hide:all">密</p>'
    )
    posted(items(town), "qingshan/items/draft/", **FORM, body=body, body_format="html")
    item = DisclosureItem.objects.get()
    assert item.body == f"<p>第一条</p>\n{TABLE}"


def test_the_textarea_sends_text(town: Town) -> None:
    posted(items(town), "qingshan/items/draft/", **FORM, body="一、水库\r\n加强巡查。")
    assert DisclosureItem.objects.get().body == "<h2>一、水库</h2>\n<p>加强巡查。</p>"


def test_a_text_nobody_touched_keeps_its_table(town: Town) -> None:
    item = drafted(town, body=TABLE)
    address = f"qingshan/items/{item.pk}/revision/"
    assert ">\n水位\t3米</textarea>" in page(items(town), address)
    posted(items(town), address, **FORM, body="水位\t3米")
    assert (fresh(item).title, fresh(item).body) == ("青山镇防汛预案", TABLE)


def test_a_refused_form_keeps_the_text_as_it_was_made(town: Town) -> None:
    answers = FORM | {"title": "", "body": TABLE, "body_format": "html"}
    text = posted(items(town), "qingshan/items/draft/", **answers)
    assert "请填写信息名称" in text
    assert f"<template>{TABLE}</template>" in text
    assert 'name="body_format" value="text"' in text


# ---------------------------------------------------------------- kept unsaved


def autosaved(client: Client, address: str, **answers: Any) -> dict[str, Any]:
    answer = client.post(f"/desk/qingshan/items/{address}autosave/", answers)
    assert answer.status_code == 200, answer.status_code
    found: dict[str, Any] = answer.json()
    return found


def test_what_is_typed_is_offered_again_restored_and_saved(town: Town) -> None:
    item, li = drafted(town), items(town)
    typed = FORM | {"body": TABLE, "body_format": "html", "token": revision_token(item)}
    answer = autosaved(li, f"{item.pk}/", **typed, typed="1")
    assert answer == {"kept": "10:00:00", "others": "", "overtaken": False}
    assert fresh(item).title == "青山镇2018年春耕生产工作方案"

    address = f"qingshan/items/{item.pk}/revision/"
    assert "有未保存的修改（2018-03-01 10:00）" in page(li, address)
    assert "有未保存的修改" not in page(items(town, "qian"), address)
    restored = page(li, address, restore="1")
    assert 'value="青山镇防汛预案"' in restored
    assert f"<template>{TABLE}</template>" in restored
    assert '<option value="民政、扶贫、救灾" selected>' in restored

    posted(li, address, **typed)
    assert fresh(item).body == TABLE
    assert not WorkingCopy.objects.exists()


def test_what_is_kept_can_be_forgotten(town: Town) -> None:
    item, li = drafted(town), items(town)
    autosaved(li, f"{item.pk}/", title="错", typed="1")
    text = posted(li, f"qingshan/items/{item.pk}/autosave/", discard="1")
    assert "<h1>修改稿件</h1>" in text
    assert "有未保存的修改" not in text


def test_a_new_draft_is_kept_too(town: Town) -> None:
    li = items(town)
    autosaved(li, "draft/", **FORM, body="<p>巡查</p>", body_format="html", typed="1")
    assert "有未保存的修改" in page(li, "qingshan/items/draft/")
    assert "<template><p>巡查</p></template>" in page(li, "qingshan/items/draft/", restore="1")
    posted(li, "qingshan/items/draft/", **FORM)
    assert not WorkingCopy.objects.exists()
    autosaved(li, "draft/", title="错", typed="1")
    assert "<h1>拟稿</h1>" in posted(li, "qingshan/items/draft/autosave/", discard="1")


def test_others_are_told(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    item = drafted(town)
    autosaved(items(town, "qian"), f"{item.pk}/", token=revision_token(item))
    later = timezone.now() + timedelta(seconds=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert autosaved(items(town), f"{item.pk}/")["others"] == "钱委员（10:00起）"
    assert "钱委员（10:00起）也打开着这份稿件" in page(
        items(town), f"qingshan/items/{item.pk}/revision/"
    )


# ---------------------------------------------------------------- two people


def test_both_texts_are_shown_and_nothing_is_lost(town: Town) -> None:
    item, li = drafted(town, body="<p>第一条</p><p>第二条</p>"), items(town)
    address = f"qingshan/items/{item.pk}/revision/"
    opened = page(li, address)
    begun = {"token": hidden(opened, "token"), "base": unescape(hidden(opened, "base"))}
    saved_by_qian = content(
        body="<p>第一条</p><p>第二条改</p>", subject_terms="防汛", summary="由钱委员概述。"
    )
    drafting.revise(item.pk, saved_by_qian, acting=town.acting("qian"))
    assert autosaved(li, f"{item.pk}/", token=begun["token"])["overtaken"] is True

    mine = FORM | {"body": "<p>第一条新</p><p>第二条</p>", "body_format": "html"} | begun
    answer = li.post(f"/desk/{address}", mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert fresh(item).body == "<p>第一条</p>\n<p>第二条改</p>"
    assert "钱委员在 2018-03-01 10:00 保存过修改" in text
    # What only one of them changed is taken from both.
    assert "采用了钱委员的改动：正文（1处）、主题词。" in text
    assert "<template><p>第一条新</p>\n<p>第二条改</p></template>" in text
    assert 'name="subject_terms" value="防汛"' in text
    # Both changed the summary.
    assert "内容概述：两人都改了" in text
    assert "由钱委员概述" in text
    assert "汛期的准备和处置" in text
    for label in ("信息名称", "生成日期", "正文"):
        assert f"{label}：两人都改了" not in text

    merged = mine | {
        "body": "<p>第一条新</p><p>第二条改</p>",
        "subject_terms": "防汛",
        "token": hidden(text, "token"),
    }
    assert li.post(f"/desk/{address}", merged).status_code == 302
    assert fresh(item).body == "<p>第一条新</p>\n<p>第二条改</p>"


def test_one_click_does_not_take_back_what_the_first_saved(town: Town) -> None:
    item, li = drafted(town), items(town)
    address = f"qingshan/items/{item.pk}/revision/"
    opened = page(li, address)
    begun = {"token": hidden(opened, "token"), "base": unescape(hidden(opened, "base"))}
    drafting.revise(item.pk, content(title="钱委员改的名称"), acting=town.acting("qian"))
    shown = json.loads(begun["base"])

    mine = shown | begun | {"body": "<p>一、新任务。</p>", "body_format": "html"}
    text = li.post(f"/desk/{address}", mine).content.decode()

    assert "两人改的不是同一处" in text
    assert 'name="title" value="钱委员改的名称"' in text
    assert "两人都改了" not in text


# ---------------------------------------------------------------- a file


def test_a_word_file_becomes_a_draft_with_its_source(town: Town) -> None:
    li = items(town)
    text = upload(li, notice(), "防汛通知.docx")
    assert not DisclosureItem.objects.exists()
    for words in (
        'value="青政发〔2018〕12号"',
        'value="青山镇人民政府关于做好2018年防汛工作的通知"',
        'value="2018-02-27"',
        '<option value="通知" selected>',
        "取自第2行",
        "<td>青山水库</td>",
    ):
        assert words in text
    answers = FORM | {"body": "<p>核对过</p>", "body_format": "html"}
    refused = posted(li, confirmation_of(text), **(answers | {"title": ""}))
    assert "请填写信息名称" in refused
    aside = str(Upload.objects.get().file)
    with TestCase.captureOnCommitCallbacks(execute=True):
        shown = posted(li, confirmation_of(refused), **answers)
    item = DisclosureItem.objects.get()
    (source,) = item.attachments.all()
    assert (item.title, item.body, item.status) == ("青山镇防汛预案", "<p>核对过</p>", "draft")
    assert (source.filename, source.released.name) == ("防汛通知.docx", "")
    assert files.read(source.original.name).startswith(b"PK")
    assert "只留存" in shown
    assert not Upload.objects.exists()
    assert not default_storage.exists(aside)


def test_the_source_is_released_if_chosen(town: Town) -> None:
    li = items(town)
    text = upload(li, notice(), "防汛通知.docx")
    posted(li, confirmation_of(text), **FORM, release="on")
    assert DisclosureItem.objects.get().attachments.get().released


def test_a_pdf_and_a_plain_text(town: Town) -> None:
    li = items(town)
    assert "防汛工作安排" in upload(li, pdf("防汛工作安排"), "安排.pdf")
    assert "<p>各村加强巡查。</p>" in upload(li, "各村加强巡查。".encode("gb18030"), "安排.txt")


def test_a_text_of_another_agency_is_pointed_out(town: Town) -> None:
    text = "白石镇人民政府\n2018年2月27日".encode()
    assert "文中的发文机关是“白石镇人民政府”" in upload(items(town), text, "a.txt")


def test_a_scan_says_that_it_has_no_text(town: Town) -> None:
    assert "这个 PDF 没有文字（可能是扫描件）" in upload(items(town), pdf("#rect()"), "扫描.pdf")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (ole("EncryptedPackage"), "密.docx", "文件已加密"),
        (with_members(notice(), **{"word/vbaProject.bin": b"x"}), "宏.docx", "文件含有宏"),
        (b"a" * 2_000_001, "大.txt", "文件超过 1 MB"),
        (b"PK\x03\x04 broken", "坏.docx", "文件已损坏"),
        (b"", "空.txt", "这个文件是空的"),
        (b"MZ\x90\x00\xff\xfe\x81", "伪装.docx", "认不出文件的类型。只能从 docx、pdf 和 txt"),
        (b"a,b", "表.csv", "只能从 docx、pdf 和 txt 文件导入正文"),
    ],
)
def test_what_cannot_be_taken_is_said_plainly(
    town: Town, settings: Any, content: bytes, name: str, sentence: str
) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024
    text = upload(items(town), content, name)
    assert sentence in text
    assert "<h1>从文件导入稿件</h1>" in text


def test_an_upload_is_confirmed_by_who_made_it_and_once(town: Town) -> None:
    address = confirmation_of(upload(items(town), notice(), "a.docx"))
    assert "别人上传的" in posted(items(town, "qian"), address, **FORM)
    assert not DisclosureItem.objects.exists()
    posted(items(town), address, **FORM)
    assert DisclosureItem.objects.count() == 1
    assert items(town).post(f"/desk/{address}", FORM).status_code == 404


def test_an_upload_left_alone_is_found_again(town: Town) -> None:
    address = confirmation_of(upload(items(town), notice(), "防汛通知.docx"))
    listed = page(items(town), "qingshan/items/")
    assert "上传后还没有核对的稿件（1）" in listed
    assert f'href="/desk/{address}"' in listed
    assert "取自第2行" in page(items(town), address)
    others = page(items(town, "qian"), "qingshan/items/")
    assert "防汛通知.docx" in others
    assert f'href="/desk/{address}"' not in others
    assert "防汛通知.docx" not in page(items(town, "sun"), "qingshan/items/")


def test_an_upload_is_discarded_after_a_question(town: Town) -> None:
    upload(items(town), notice(), "防汛通知.docx")
    kept = Upload.objects.get()
    address = f"qingshan/items/uploads/{kept.pk}/discard/"
    question = page(items(town, "qian"), address)
    for words in ("防汛通知.docx", "李经办", "不能恢复"):
        assert words in question
    with TestCase.captureOnCommitCallbacks(execute=True):
        told = posted(items(town, "qian"), address)
    assert "已作废未确认的上传“防汛通知.docx”" in told
    assert not Upload.objects.exists()
    assert not default_storage.exists(str(kept.file))
