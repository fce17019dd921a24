import io

import docx
import mammoth
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import python_calamine

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.intake.metadata import hidden_content, strip_metadata
from tests.intake import build

SPELLINGS = [
    spelling
    for name in (build.AUTHOR, build.EDITOR)
    for spelling in (
        name.encode(),
        name.encode("gb18030"),
        name.encode("utf-16-le"),
        name.encode("utf-16-be"),
        name.encode("utf-16-be").hex().upper().encode(),
        name.encode("utf-16-be").hex().encode(),
    )
]


def names_author(content):
    return any(spelling in content for spelling in SPELLINGS)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (build.signed_docx(), FileKind.DOCX),
        (build.signed_xlsx(), FileKind.XLSX),
        (build.signed_pptx(), FileKind.PPTX),
    ],
)
def test_no_member_of_an_office_file_names_the_author(content, kind):
    before = build.members_of(content)
    assert any(map(names_author, before.values()))
    after = build.members_of(strip_metadata(content, kind))
    assert [name for name, member in after.items() if names_author(member)] == []
    assert [name for name in after if "docProps" in name or "omment" in name] == []
    for name, member in after.items():
        if name.endswith((".rels", "Types].xml")):
            assert b"docProps" not in member, name
            assert b"omments" not in member, name
    assert strip_metadata(content, kind) == strip_metadata(content, kind)


def test_a_freed_text_document_opens_and_has_its_changes_accepted():
    freed = strip_metadata(build.signed_docx(), FileKind.DOCX)
    document = docx.Document(io.BytesIO(freed))
    assert [one.text for one in document.paragraphs][:2] == ["正文第一段。隐藏的字", "改前新写的"]
    assert len(document.inline_shapes) == 1
    assert len(document.tables[0].rows) == 0
    assert "正文第一段" in mammoth.convert_to_html(io.BytesIO(freed)).value
    everything = b"".join(build.members_of(freed).values())
    for trace in (build.DELETED.encode(), "删去的行".encode(), b"00AB12CD", b"w:ins ", b"ZTZ"):
        assert trace not in everything


def test_a_freed_workbook_opens_and_keeps_its_sheets():
    freed = strip_metadata(build.signed_xlsx(), FileKind.XLSX)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(freed))
    assert book.sheet_names == ["公示", "身份证号"]
    assert book.get_sheet_by_name("公示").to_python() == [["姓名", "金额"], ["张三", 500.0]]
    assert not any("vmlDrawing" in name for name in build.members_of(freed))


def test_a_drawing_that_holds_more_than_comments_stays():
    drawing = '<xml><x ObjectType="Note"/><x ObjectType="Button"/></xml>'
    content = build.with_members(build.signed_xlsx(), **{"xl/drawings/vmlDrawing1.vml": drawing})
    assert "xl/drawings/vmlDrawing1.vml" in build.members_of(strip_metadata(content, FileKind.XLSX))


def test_cells_under_revision_are_refused():
    document = docx.Document()
    properties = document.add_table(1, 1).cell(0, 0)._tc.get_or_add_tcPr()
    properties.append(docx.oxml.parse_xml(f'<w:cellDel {docx.oxml.ns.nsdecls("w")} w:id="1"/>'))
    with pytest.raises(Refused, match="接受全部修订"):
        strip_metadata(build.saved(document), FileKind.DOCX)


def test_an_entity_in_a_member_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:settings xmlns:w="w">&a;</w:settings>'
    with pytest.raises(Refused, match="已损坏"):
        strip_metadata(
            build.with_members(build.word("文"), **{"word/settings.xml": bomb}), FileKind.DOCX
        )


def test_pictures_lose_their_notes():
    assert names_author(build.signed_png())
    assert strip_metadata(build.signed_png(), FileKind.PNG) == build.png()
    assert names_author(build.signed_jpeg())
    assert strip_metadata(build.signed_jpeg(), FileKind.JPEG) == build.JPEG


def test_a_turned_photo_stays_turned():
    freed = strip_metadata(build.signed_jpeg(turned=6), FileKind.JPEG)
    assert not names_author(freed)
    assert freed[2:4] == b"\xff\xe1"
    note = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
    assert note in freed
    assert strip_metadata(freed, FileKind.JPEG) == freed


def decompressed(content):
    """Every object of a PDF with its streams unpacked, as PDFium sees them."""
    parts = [content]
    document = pypdfium2.PdfDocument(content)
    for page in document:
        parts += (
            one.get_data(decode_simple=True)
            for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
        )
    document.close()
    return b"".join(map(bytes, parts))


def test_no_byte_of_a_pdf_names_the_author():
    content = build.pdf('= 标题\n公开的正文 #link("https://a.cn")[链接]', photo=build.signed_jpeg())
    assert names_author(content)
    assert build.EDITOR.encode() in decompressed(content)
    freed = strip_metadata(content, FileKind.PDF)
    assert not names_author(decompressed(freed))
    before, after = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument(freed)
    assert set(after.get_metadata_dict().values()) == {""}
    assert after.is_tagged()
    assert len(list(after.get_toc())) == len(list(before.get_toc())) == 1
    texts = [one[0].get_textpage().get_text_range() for one in (before, after)]
    assert texts[0] == texts[1]
    assert "公开的正文" in texts[1]
    images = [bytes(one[0].render().buffer) for one in (before, after)]
    assert images[0] == images[1]
    before.close()
    after.close()


def test_remarks_in_a_pdf_go_and_links_stay():
    document = pypdfium2.PdfDocument(build.pdf('正文 #link("https://a.cn")[链接]'))
    page = document[0]
    remark = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_TEXT)
    for key, value in ((b"Contents", build.DELETED), (b"T", build.AUTHOR)):
        text = (value + "\0").encode("utf-16-le")
        units = (pdfium.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text)
        assert pdfium.FPDFAnnot_SetStringValue(remark, key, units)
    pdfium.FPDFPage_CloseAnnot(remark)
    document.save(target := io.BytesIO())
    freed = strip_metadata(target.getvalue(), FileKind.PDF)
    deleted = build.DELETED.encode("utf-16-be")
    assert deleted.hex().upper().encode() in target.getvalue() or deleted in target.getvalue()
    assert deleted.hex().upper().encode() not in freed
    assert deleted not in freed
    assert not names_author(freed)
    assert b"https://a.cn" in freed
    document.close()


def least_pdf(*, page="", catalog="", further=""):
    return (
        f"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R{catalog}>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
        f"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]{page}>>\nendobj\n"
        f"{further}trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n"
    ).encode()


def test_a_pdf_without_information_is_fine():
    freed = strip_metadata(least_pdf(), FileKind.PDF)
    assert recognise(freed, "a.pdf").kind is FileKind.PDF


SIGNATURE = (
    "4 0 obj\n<</FT/Sig/Type/Annot/Subtype/Widget/Rect[0 0 1 1]/T(s)/V 5 0 R>>\nendobj\n"
    "5 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>\nendobj\n"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (least_pdf(page="/PieceInfo<</X<</Private(x)>>>>"), "打印为 PDF"),
        (least_pdf(catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "打印为 PDF"),
        (least_pdf(catalog="/AcroForm<</Fields[4 0 R]>>", further=SIGNATURE), "电子签章"),
    ],
)
def test_a_pdf_that_cannot_be_vouched_for_is_refused(content, said):
    with pytest.raises(Refused, match=said):
        strip_metadata(content, FileKind.PDF)


def test_plain_text_has_nothing_to_strip():
    assert strip_metadata(b"abc", FileKind.TXT) == b"abc"


@pytest.mark.parametrize(
    "kind", [FileKind.DOC, FileKind.XLS, FileKind.WPS, FileKind.ET, FileKind.OFD]
)
def test_kinds_that_cannot_be_freed_are_refused(kind):
    with pytest.raises(Refused, match="无法可靠清除"):
        strip_metadata(build.ole("WordDocument"), kind)


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (build.word("正文"), FileKind.DOCX, ()),
        (
            build.signed_docx(),
            FileKind.DOCX,
            (
                "含有修订痕迹：公开时按接受全部修订处理，请核对正文。",
                "含有隐藏文字，请核对。",
                "含有批注，公开前须清除。",
            ),
        ),
        (
            build.signed_xlsx(),
            FileKind.XLSX,
            ("有隐藏的工作表：身份证号。", "含有批注，公开前须清除。"),
        ),
        (build.signed_pptx(), FileKind.PPTX, ("有隐藏的幻灯片。",)),
        (b"x", FileKind.TXT, ()),
    ],
)
def test_what_a_file_hides_is_reported(content, kind, expected):
    assert hidden_content(content, kind) == expected
