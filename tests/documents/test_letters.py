"""What only official letters have: red head, attachments, seal place, contact, enclosures."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from gongkai.documents.docx import render_docx
from gongkai.documents.fonts import package_fonts
from gongkai.documents.html import render_fragment
from gongkai.documents.model import OfficialLetter, Signature, text_paragraph
from gongkai.documents.pdf import render_pdf
from gongkai.documents.tables import Cell, Table
from tests.documents.samples import letter
from tests.documents.test_pdf import pages

FONTS = package_fonts()
LETTER = OfficialLetter(
    title="答复书",
    organ="青石镇人民政府",
    dated=date(2026, 1, 20),
    blocks=(text_paragraph("现予答复。"),),
    number="青镇公开复〔2026〕12号",
    signature=Signature("青石镇人民政府", "2026年1月20日"),
    masthead="青石镇人民政府",
    attachments=("合同正文", "验收单"),
    seal="加盖公章",
    contact="（联系电话：0431-5550100）",
    enclosures=(Table(body=((Cell("意见"), Cell("□同意")),), caption="意见表"),),
)


def test_the_parts_stand_in_their_order_in_a_pdf():
    first, second = pages(render_pdf(LETTER, fonts=package_fonts()))
    assert first == (
        "青石镇人民政府青镇公开复〔2026〕12号答复书现予答复。附件：1.合同正文2.验收单"
        "加盖公章青石镇人民政府2026年1月20日（联系电话：0431-5550100）"
    )
    assert second == "附件2意见表意见□同意—2—"


def test_the_page_of_the_signature_carries_text():
    long = tuple(text_paragraph(f"第{place}段。") for place in range(1, 17))
    body = replace(LETTER, blocks=long, attachments=(), enclosures=())
    first, second = pages(render_pdf(body, fonts=package_fonts()))
    assert first.endswith("第15段。")
    assert second.startswith("第16段。加盖公章")


def test_attachments_do_not_part_the_seal_from_the_text():
    long = tuple(text_paragraph(f"第{place}段。") for place in range(1, 15))
    first, second = pages(render_pdf(replace(LETTER, blocks=long, enclosures=()), fonts=FONTS))
    assert first.endswith("第13段。")
    assert second.startswith("第14段。附件：")


def test_a_long_last_paragraph_breaks_and_only_its_end_goes_with_the_seal():
    blocks = (*(text_paragraph("短段。") for _ in range(10)), text_paragraph("甲" * 200))
    first, second = pages(render_pdf(replace(LETTER, blocks=blocks, enclosures=()), fonts=FONTS))
    assert (first.count("甲") > 60, second.count("甲") > 0) == (True, True)


def opened(document=LETTER):
    return docx.Document(BytesIO(render_docx(document, fonts=package_fonts())))


def test_the_head_is_red_on_a_red_line_in_docx():
    head, number, title, *_ = opened().paragraphs
    assert [head.text, number.text, title.text] == [
        "青石镇人民政府",
        "青镇公开复〔2026〕12号",
        "答复书",
    ]
    assert str(head.runs[0].font.color.rgb) == "E60000"
    line = head._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (line.get(qn("w:val")), line.get(qn("w:color"))) == ("thickThinSmallGap", "E60000")
    assert number._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "right"


@pytest.mark.parametrize(
    ("organ", "points"), [("青石镇人民政府", 36), ("青" * 16, 27), ("青" * 30, 22)]
)
def test_a_long_name_is_set_smaller(organ, points):
    head = opened(replace(LETTER, masthead=organ)).paragraphs[0]
    assert head.runs[0].font.size.pt == points


def test_the_first_page_has_a_second_red_line_and_no_number_in_docx():
    (section,) = opened().sections
    assert section.different_first_page_header_footer
    (first,) = section.first_page_footer.paragraphs
    line = first._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (line.get(qn("w:val")), first.text) == ("thinThickSmallGap", "")
    assert round(section.footer_distance.mm) == 20


def test_the_last_text_and_the_attachments_stay_with_the_seal_in_docx():
    text, blank, *attachments = opened().paragraphs[3:7]
    assert text.text == "现予答复。"
    assert all(one.paragraph_format.keep_with_next for one in (text, blank, *attachments))


def test_the_seal_place_is_a_dashed_box_of_42_millimetres_in_docx():
    word = opened()
    seal = word.tables[0]
    assert [one.text for one in seal.cell(0, 1).paragraphs] == [
        "加盖公章",
        "青石镇人民政府",
        "2026年1月20日",
    ]
    assert round(seal.rows[0].height.mm) == 42
    borders = seal.cell(0, 1)._tc.tcPr.find(qn("w:tcBorders"))
    assert {one.get(qn("w:val")) for one in borders} == {"dashed"}


def test_attachments_contact_and_enclosures_in_docx():
    found = [one.text for one in opened().paragraphs if one.text.strip()]
    assert found[3:] == [
        "现予答复。",
        "附件：1. 合同正文",
        "　　　2. 验收单",
        "附件2",
        "意见表",
    ]
    assert opened().tables[0].cell(1, 0).text == "（联系电话：0431-5550100）"
    (mark,) = (one for one in opened().paragraphs if one.text == "附件2")
    assert mark.paragraph_format.page_break_before
    assert opened().tables[1].cell(0, 1).text == "□同意"


def test_a_single_attachment_has_no_number():
    assert replace(LETTER, attachments=("清单",)).attachment_lines == ("附件：清单",)


def test_the_parts_stand_in_their_order_on_a_page():
    html = render_fragment(replace(LETTER, masthead="<青石>"))
    places = [
        html.index(text)
        for text in (
            '<p class="masthead flush">&lt;青石&gt;</p>',
            '<p class="align-end flush">青镇公开复〔2026〕12号</p>',
            "<h1>答复书</h1>",
            "现予答复。",
            "附件：1. 合同正文",
            '<footer class="signature sealed">',
            '<p class="seal flush">加盖公章</p>',
            '<p class="contact">（联系电话：0431-5550100）</p>',
            '<section class="enclosures">',
            "<strong>附件2</strong>",
        )
    ]
    assert places == sorted(places)
    assert html.count("青镇公开复〔2026〕12号") == 1


def test_other_documents_have_none_of_it():
    html = render_fragment(letter(text_paragraph("正文")))
    assert not any(name in html for name in ("masthead", "seal", "contact", "enclosures"))
    assert opened(letter(text_paragraph("正文"))).tables == []
