import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.redaction import docx
from gongkai.redaction.characters import find
from gongkai.redaction.docx import redact_docx
from gongkai.redaction.model import BAR
from gongkai.redaction.pdf import redact_pdf
from gongkai.redaction.verify import Leak, verify
from tests.redaction import build

NAME = build.NAME


def places(content, word=NAME, **more):
    return [leak.place for leak in verify(content, [word], **more)]


def with_stream(entries, data):
    return build.drawn_pdf(build.text_at(20, 200, "x"), more=(build.stream(entries, data),))


def with_trailer(value):
    return build.drawn_pdf(
        build.text_at(20, 200, "x"), more=(b"<</Title %s>>" % value,), trailer=b"/Info 6 0 R"
    )


def test_the_page_and_the_words_are_named():
    content = build.pdf(f"{NAME}\n#pagebreak()\n欧 阳\n\n建 国")
    assert verify(content, ["没有的", NAME])[:2] == (
        Leak(NAME, "第1页的文字"),
        Leak(NAME, "第2页的文字"),
    )
    assert verify(content, ["没有的", "  ", ""]) == ()


@pytest.mark.parametrize(
    "data",
    [
        NAME.encode(),
        NAME.encode("utf-16-be"),
        b"x" + NAME.encode("utf-16-be"),
        NAME.encode("utf-16-le"),
        NAME.encode("gb18030"),
        "欧 阳 建 国".encode(),
        b"(%s) Tj" % NAME.encode("utf-16-be"),
        b"<%s> Tj" % NAME.encode("utf-16-be").hex().encode(),
        b"".join(b"<%s> Tj 3 Td " % one.encode("utf-16-be").hex().encode() for one in NAME),
        b"[(" + NAME[:2].encode() + b") 20 (" + NAME[2:].encode() + b")] TJ",
    ],
)
def test_streams_are_unpacked_and_read_in_every_encoding(data):
    assert places(with_stream(b"/Filter/FlateDecode", zlib.compress(data)))
    assert places(with_stream(b"", data))


@pytest.mark.parametrize(
    "value",
    [
        b"(\xfe\xff%s)" % NAME.encode("utf-16-be"),
        b"<FEFF%s>" % NAME.encode("utf-16-be").hex().upper().encode(),
        b"(\\376\\377%s)" % b"".join(b"\\%03o" % one for one in NAME.encode("utf-16-be")),
    ],
)
def test_properties_in_every_spelling(value):
    assert "文件属性" in places(with_trailer(value))
    assert "文件的结构" in places(with_trailer(value))


def test_latin_words_and_numbers_in_strings():
    for word in ("Zhang", "138"):
        content = with_trailer(b"(a \\%03o%s)" % (ord(word[0]), word[1:].encode()))
        assert "文件的结构" in places(content, word)
    # A number in the drawing is no leak.
    assert places(build.drawn_pdf(b"138 138 m 200 200 l S"), "138") == []


def test_words_of_the_format_itself_are_no_leak():
    content = build.drawn_pdf(build.text_at(20, 200, "Plain Resources Identity Adobe"))
    marks = find(content, ["Resources", "Identity", "Adobe"], ground="third_party")
    copy = redact_pdf(content, marks).content
    assert build.texts(copy)[0].startswith(f"Plain{BAR}")
    letter = build.saved(build.word(["Plain Normal"]))
    assert "正文" in places(letter, "Normal")
    copy = redact_docx(letter, docx.find(letter, ["Normal"], ground="third_party")).content
    assert build.paragraph_texts(copy) == [f"Plain {BAR}"]


def test_versions_that_were_replaced():
    old = build.drawn_pdf(b"(Zhang Weimin) Tj")
    changed = build.stream(b"", build.text_at(20, 200, "y"))
    content = old + b"4 0 obj\n" + changed + b"\nendobj\nstartxref\n0\n%%EOF\n"
    assert "文件内部的数据" in places(content, "Zhang Weimin")


def test_bookmarks_and_the_name_of_the_file():
    content = build.drawn_pdf(
        b"",
        catalog=b"/Outlines 6 0 R",
        more=(
            b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
            b"<</Title(Zhang Weimin)/Parent 6 0 R/Dest[3 0 R/Fit]>>",
        ),
    )
    assert "书签" in places(content, "zhang weimin")
    assert places(build.png(), filename="关于欧阳 建国的答复.pdf") == ["文件名"]


def test_parts_of_a_container_and_files_within():
    inner = build.zipped({"a.xml": f"<a>{NAME}</a>"})
    content = build.zipped(
        {
            "a.xml": f'<a b="{NAME}"/>',
            "b.xml": "<a><b>欧阳</b><b>建国</b></a>",
            "c.xml": f"<a><!-- {NAME} --></a>",
            "d.bin": inner,
            "e.rels": '<a b="https://a.cn/%E6%AC%A7%E9%98%B3%E5%BB%BA%E5%9B%BD"/>',
            f"{NAME}.xml": "<a/>",
            "f.xml": f"not xml {NAME}",
            "g.xml": "<a>没有</a>",
        }
    )
    assert set(places(content)) == {
        *("a.xml", "b.xml", "c.xml", "d.bin内的a.xml", "e.rels", "f.xml", "压缩包内的文件名"),
    }


def test_text_blocks_of_pictures():
    assert places(build.png(build.chunk(b"tEXt", b"a\0" + NAME.encode()))) == ["文件"]
    packed = zlib.compress(NAME.encode())
    assert places(build.png(build.chunk(b"zTXt", b"a\0\0" + packed))) == ["文件"]
    assert places(build.png()) == []


@settings(max_examples=50, deadline=None)
@given(
    word=st.text("欧阳建国王李张𠮷", min_size=2, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-16-be", "utf-16-le", "gb18030"]),
    noise=st.binary(max_size=8).filter(lambda noise: b"stream" not in noise),
)
def test_no_encoding_hides_a_word(word, encoding, noise):
    data = b"\n\n" + word.encode(encoding) + noise
    assert places(with_stream(b"/Filter/FlateDecode", zlib.compress(data)), word)
