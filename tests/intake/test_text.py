import pytest

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.text import Bounds, extract
from tests.intake import build


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (build.signed_docx(), FileKind.DOCX, "正文第一段。\n改前新写的\n删去的行"),
        (build.signed_xlsx(), FileKind.XLSX, "公示\n姓名\t金额\n张三\t500"),
        (build.pdf("公开的正文。\n#pagebreak()\n第二页"), FileKind.PDF, "公开的正文。\n第二页"),
        ("甲\r\n\r\n乙".encode("gb18030"), FileKind.TXT, "甲\n乙"),
        ("姓名,金额\n张三,5".encode(), FileKind.CSV, "姓名,金额\n张三,5"),
        (build.signed_png(), FileKind.PNG, ""),
    ],
)
def test_the_visible_text(content, kind, expected):
    assert extract(content, kind) == expected


def test_text_is_bounded_in_size_and_time():
    content = build.word(*["一二三四五六七八九"] * 10)
    assert extract(content, FileKind.DOCX, Bounds(characters=25)) == (
        "一二三四五六七八九\n一二三四五六七八九\n一二三四五"
    )
    assert extract(content, FileKind.DOCX, Bounds(seconds=-1)) == "一二三四五六七八九"


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX, FileKind.PDF])
def test_damaged_files_are_refused(kind):
    with pytest.raises(Refused):
        extract(build.zipped({"a": "x"})[:-5] + b"PK", kind)
    with pytest.raises(Refused):
        extract(build.zipped({"a": "x"}), kind)
