import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.intake.archives import Limits, Refused
from gongkai.intake.files import FileKind, clean_name, decoded, recognise
from tests.intake import build

OFD = build.zipped({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"})
TEXT = "关于公开的通知\n正文。"


@pytest.fixture(scope="module")
def pdf():
    return build.pdf("公开的正文。")


@pytest.mark.parametrize(
    ("content", "filename", "expected"),
    [
        (build.word("正文"), "通知.pdf", "通知.docx"),
        (build.signed_xlsx(), "名单.XLSX", "名单.xlsx"),
        (build.signed_pptx(), "x", "x.pptx"),
        (OFD, "公文.docx", "公文.ofd"),
        (build.ole("WordDocument"), "旧文.doc", "旧文.doc"),
        (build.ole("WordDocument"), "旧文.wps", "旧文.wps"),
        (build.ole("Workbook"), "旧表.doc", "旧表.xls"),
        (build.ole("Workbook"), "旧表.et", "旧表.et"),
        (TEXT.encode(), "a.txt", "a.txt"),
        (TEXT.encode("gb18030"), "a.csv", "a.csv"),
        (TEXT.encode("utf-16"), "a", "a.txt"),
        (TEXT.encode("utf-8-sig"), "a.exe", "a.txt"),
        (build.png(), "a.jpg", "a.png"),
        (build.JPEG, "a.png", "a.jpg"),
    ],
)
def test_the_content_decides_not_the_name(content, filename, expected):
    incoming = recognise(content, filename)
    assert incoming.filename == expected
    assert expected.endswith(incoming.kind)


def test_a_pdf_is_recognised(pdf):
    assert recognise(pdf, "x.docx").kind is FileKind.PDF


WORD = build.word("正文")
MACRO_TYPES = b"application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (build.zipped({"a.txt": "x"}), "压缩包"),
        (build.with_members(WORD, **{"OFD.xml": "<ofd/>"}), "已损坏"),
        (build.with_members(WORD, **{"word/vbaProject.bin": "x"}), "宏"),
        (build.with_members(WORD, **{"[Content_Types].xml": MACRO_TYPES}), "宏"),
        (build.with_members(WORD, **{"../../etc/x": "x"}), "已损坏"),
        (WORD + b"<?php system($_GET[0]);", "附有别的内容"),
        (b"PK" + WORD, "附有别的内容"),
        (WORD[:-40], "已损坏"),
        (build.png() + b"<?php echo 1; ?>", "附有别的内容"),
        (build.JPEG + WORD, "附有别的内容"),
        (build.png()[:-6], "已损坏"),
        (build.ole("EncryptedPackage"), "加密"),
        (build.ole("WordDocument", "_VBA_PROJECT"), "宏"),
        (build.ole("PowerPoint Document"), "旧格式"),
        (b"MZ\x90\x00\x03\x00\x00\x00\xff\xff", "认不出"),
        (b"abc\x00\x01", "文字以外"),
        (b"<?php echo 1;", "网页和程序"),
        (b" <!DOCTYPE html><p>", "网页和程序"),
        (b"%PDF-1.7 nothing", "已损坏"),
    ],
)
def test_what_must_not_come_in_is_refused(content, said):
    with pytest.raises(Refused, match=said):
        recognise(content, "公文.docx")


def test_a_pdf_with_an_archive_behind_it_is_refused(pdf):
    with pytest.raises(Refused, match="压缩包"):
        recognise(pdf + build.zipped({"a": "x"}) + b"%%EOF", "a.pdf")
    with pytest.raises(Refused, match="附有别的内容"):
        recognise(build.zipped({"a.pdf": pdf}) + pdf, "a.zip")


def test_a_pdf_that_carries_a_file_is_refused():
    carrying = build.pdf('#pdf.attach("a.txt", bytes("底稿"))\n正文')
    with pytest.raises(Refused, match="附有别的文件"):
        recognise(carrying, "a.pdf")


def test_a_pdf_with_scripts_is_refused():
    acting = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a)"
        b"<</S/JavaScript/JS(1)>>]>>>>>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
        b"trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"
    )
    with pytest.raises(Refused, match="脚本"):
        recognise(acting, "a.pdf")


def test_locked_files_are_refused_with_what_to_do():
    with zipfile.ZipFile(source := io.BytesIO(), "w") as archive:
        archive.writestr("word/document.xml", "x")
    locked = bytearray(source.getvalue())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match="去掉密码"):
        recognise(bytes(locked), "a.docx")


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
    b"4 0 obj\n<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>\n"
    b"endobj\ntrailer\n<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n0\n%%EOF\n"
)


def test_a_pdf_with_a_password_is_refused():
    with pytest.raises(Refused, match="打开密码"):
        recognise(LOCKED_PDF, "a.pdf")


def test_limits_are_parameters():
    with pytest.raises(Refused, match="超过1MB"):
        recognise(bytes(2 * 1024 * 1024), "a", Limits(file=1024 * 1024))
    bomb = build.with_members(WORD, **{"word/media/x.bin": bytes(3_000_000)})
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="解压后过大"):
        recognise(bomb, "a.docx", Limits(unpacked=2_000_000))
    with pytest.raises(Refused, match="解压后过大"):
        recognise(WORD, "a.docx", Limits(members=3))


def test_a_member_that_unpacks_to_more_than_it_says_is_refused():
    bomb = bytearray(build.zipped({"word/document.xml": bytes(1_000_000)}))
    at = bomb.index(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refused, match="已损坏"):
        recognise(bytes(bomb), "a.docx")


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("C:\\Users\\张三\\桌面\\通知.docx", "通知.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("通知.pdf.exe", "通知.pdf"),
        ("报告v1.2.pdf", "报告v1.2.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("", "文件.pdf"),
        (".pdf", "文件.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
        ("新政发〔2017〕3号.doc", "新政发〔2017〕3号.pdf"),
    ],
)
def test_names_are_cleaned(filename, expected):
    assert clean_name(filename, FileKind.PDF) == expected


@given(st.text())
def test_a_clean_name_stays_as_it_is(filename):
    once = clean_name(filename, FileKind.PDF)
    assert clean_name(once, FileKind.PDF) == once
    assert "/" not in once


@given(st.binary(max_size=200))
def test_any_bytes_are_recognised_or_refused(content):
    for start in (b"", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n"):
        with contextlib.suppress(Refused):
            recognise(start + content, "x")


def test_text_is_decoded():
    assert decoded("〇〇镇䶮".encode("gb18030")) == "〇〇镇䶮"
