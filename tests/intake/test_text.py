import docx
import pytest

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.metadata import strip_metadata
from gongkai.intake.text import Bounds, extract
from tests.intake import build


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (build.word("正文", "第二段"), FileKind.DOCX, "正文\n第二段"),
        (build.signed_xlsx(hidden=False), FileKind.XLSX, "公示\n姓名\t金额\n张三\t500"),
        (build.pdf("公开的正文。\n#pagebreak()\n第二页"), FileKind.PDF, "公开的正文。\n第二页"),
        ("甲\r\n\r\n乙".encode("gb18030"), FileKind.TXT, "甲\n乙"),
        ("姓名,金额\n张三,5".encode(), FileKind.CSV, "姓名,金额\n张三,5"),
    ],
)
def test_a_copy_says_its_text_and_no_more(content, kind, expected):
    assert extract(strip_metadata(content, kind), kind) == expected


def test_a_row_of_a_table_is_a_line():
    document = docx.Document()
    first, second = document.add_table(1, 2).rows[0].cells
    first.text, second.text = "张三", "太平村"
    second.add_paragraph("三组")
    assert extract(strip_metadata(build.saved(document), FileKind.DOCX), FileKind.DOCX) == (
        "张三\t太平村 三组"
    )


def test_text_is_bounded_in_size_and_time():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "眉"
    for _ in range(10):
        document.add_paragraph("一二三四五六七八九")
    content = strip_metadata(build.saved(document), FileKind.DOCX)
    assert extract(content, FileKind.DOCX, Bounds(characters=25)) == (
        "一二三四五六七八九\n一二三四五六七八九\n一二三四五\n〔页眉〕\n眉"
    )
    assert extract(content, FileKind.DOCX, Bounds(seconds=-1)) == "一二三四五六七八九"


def test_a_picture_says_nothing():
    assert extract(build.signed_png(), FileKind.PNG) == ""


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX, FileKind.PDF])
def test_damaged_files_are_refused(kind):
    with pytest.raises(Refused):
        extract(build.zipped({"a": "x"})[:-5] + b"PK", kind)
    with pytest.raises(Refused):
        extract(build.zipped({"a": "x"}), kind)
