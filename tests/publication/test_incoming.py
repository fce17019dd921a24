"""A file made ready: what goes to the public, and what stands against it."""

import io

import pytest
from docx import Document

from gongkai.intake.archives import Limits, Refused
from gongkai.publication import incoming
from tests.intake import planted
from tests.intake.build import AUTHOR, members_of, ole, pdf, png, saved, signed_xlsx
from tests.publication.attachment_build import plan, roster


def with_picture() -> bytes:
    """A Word file with a picture."""
    document = Document()
    document.add_picture(io.BytesIO(png()))
    content: bytes = saved(document)
    return content


def test_the_copy_does_not_name_its_author() -> None:
    file = incoming.checked(roster(), "C:\\共享\\名册.docx")
    assert (file.filename, file.kind, file.obstacle) == ("名册.docx", "docx", "")
    assert file.copy is not None
    assert AUTHOR.encode() in members_of(file.content)["docProps/core.xml"]
    assert all(AUTHOR.encode() not in part for part in members_of(file.copy.content).values())
    assert file.copy.text.split("\n") == ["青山镇低保对象名册", "村名\t户数", "王家村\t12"]
    assert file.copy.page_count is None


def test_a_pdf_has_pages() -> None:
    file = incoming.checked(plan(), "计划.pdf")
    assert file.copy is not None
    assert file.copy.page_count == 2
    assert "水库调度表" in file.copy.text


def test_what_hides_in_a_workbook_is_told_and_does_not_go_out() -> None:
    file = incoming.checked(signed_xlsx(), "表.xlsx")
    assert file.warnings == ("有隐藏的工作表：身份证号。", "含有批注，公开前须清除。")
    assert file.copy is None
    assert file.obstacle.startswith("有隐藏的工作表：身份证号。公众下载后能看到这些内容。")
    # The remarks go with the names of those who made them.
    plain = incoming.checked(signed_xlsx(hidden=False), "表.xlsx")
    assert plain.copy is not None
    assert plain.warnings == ("含有批注，公开前须清除。",)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (with_picture(), "图.docx", "有1幅图片，图片里的内容没有检查，请逐幅查看。"),
        (png(), "图.png", "文件里的内容没有检查，请打开查看。"),
        (
            pdf("字\n#pagebreak()\n#rect()"),
            "半.pdf",
            "有1页没有文字（可能是扫描页），内容没有检查，请逐页查看。",
        ),
    ],
)
def test_what_no_search_sees_is_told(content: bytes, name: str, sentence: str) -> None:
    file = incoming.checked(content, name)
    assert file.warnings == (sentence,)
    assert file.copy is not None


def test_a_layer_that_is_off_does_not_go_out() -> None:
    file = incoming.checked(planted.PDFS["layer that is off"][0](), "图.pdf")
    assert file.warnings == ("有关闭的图层。",)
    assert file.copy is None


def test_an_old_file_comes_in_without_a_copy() -> None:
    file = incoming.checked(ole("WordDocument"), "通知.doc")
    assert file.copy is None
    assert "请另存为 docx" in file.obstacle


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "空.docx", "空的"),
        (b"PK\x05\x06" + bytes(18), "a.docx", "压缩包"),
        (b"a" * 99, "a", "超过"),
    ],
)
def test_what_must_not_come_in(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        incoming.checked(content, name, Limits(file=50))
