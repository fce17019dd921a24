from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from gongkai.documents.docx import render_docx
from gongkai.documents.fonts import package_fonts
from gongkai.documents.model import ListBlock, Paragraph, Run, text_paragraph
from gongkai.documents.tables import Align, Cell, Table
from tests.documents.samples import annual_report, letter, share_chart


def opened(document):
    return docx.Document(BytesIO(render_docx(document, fonts=package_fonts())))


def east_asian(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_the_official_fonts_are_named():
    styles = opened(letter()).styles
    assert east_asian(styles["Title"]) == "方正小标宋简体"
    assert east_asian(styles["Normal"]) == "仿宋_GB2312"
    assert east_asian(styles["Heading 1"]) == "黑体"
    assert east_asian(styles["Heading 2"]) == "楷体_GB2312"
    assert styles["Title"].element.rPr.rFonts.get(qn("w:asciiTheme")) is None


def test_text_stands_in_its_styles():
    found = [(one.style.name, one.text) for one in opened(annual_report()).paragraphs]
    assert found[:2] == [
        ("Title", "青石镇人民政府2025年\n政府信息公开工作年度报告"),
        ("Subtitle", "（2026年1月20日）"),
    ]
    assert ("Heading 1", "一、总体情况") in found
    assert ("Heading 4", "（1）公开时间") in found
    assert ("Normal", "1. 公开的时效有待提高。") in found
    assert ("Normal", "· 加强审查。") in found
    assert [text for _, text in found[-2:]] == ["青石镇人民政府", "2026年1月20日"]


def test_body_text_is_indented_by_two_characters_and_addressees_are_not():
    word = opened(letter(text_paragraph("正文"), Paragraph((Run("李赟："),), flush=True)))
    indent = word.styles["Normal"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    flush = word.paragraphs[-1]._p.pPr.find(qn("w:ind"))
    assert flush.get(qn("w:firstLineChars")) == "0"


def test_emphasis_is_set_in_heiti():
    word = opened(letter(Paragraph((Run("按期"), Run("答复", emphasis=True)))))
    plain, strong = word.paragraphs[-1].runs
    assert plain._r.rPr is None
    assert strong._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"


def test_the_form_keeps_its_merged_cells_and_repeats_its_head():
    table = opened(annual_report()).tables[-1]
    assert (len(table.rows), len(table.columns)) == (28, 10)
    grid = [row.cells for row in table.rows]
    assert grid[0][3].text == grid[0][9].text == "申请人情况"
    assert grid[0][0]._tc is grid[2][2]._tc
    assert grid[3][0].text == "一、本年新收政府信息公开申请数量"
    assert grid[3][3].text == "1,147"
    assert grid[5][0]._tc is grid[26][0]._tc
    assert grid[26][1].text == "（七）总计"
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True] * 3 + [False] * 25


def test_a_sub_row_is_indented():
    word = opened(letter(Table(body=((Cell("其中：", indent=2), Cell("1", align=Align.END)),))))
    (paragraph,) = word.tables[0].rows[0].cells[0].paragraphs
    assert paragraph.paragraph_format.left_indent.pt == 21


def test_a_chart_is_a_picture_described_in_words_above_its_table():
    word = opened(letter(share_chart()))
    (picture,) = word.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr").startswith("共44条。网上公开：10条（22.7%）")
    assert [cell.text for cell in word.tables[0].rows[2].cells] == ["镇公开栏公开", "34", "77.3%"]


def test_pages_are_numbered_outside():
    word = opened(letter())
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 28)


def test_a_wide_table_turns_its_section():
    wide = Table(body=(tuple(Cell(str(place)) for place in range(20)),), landscape=True)
    word = opened(letter(text_paragraph("前"), wide, wide, text_paragraph("后")))
    turned = [section.orientation for section in word.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [round(section.page_width.mm) for section in word.sections] == [210, 297, 210]


def test_what_users_write_is_text():
    hostile = "<w:p/> & \x0b\x00 ]]> {{ 1 }}"
    word = opened(letter(text_paragraph(hostile), ListBlock(((Run(hostile),),))))
    assert [one.text for one in word.paragraphs[1:]] == [
        "<w:p/> &  ]]> {{ 1 }}",
        "1. <w:p/> &  ]]> {{ 1 }}",
    ]


def test_the_properties_are_those_of_the_document():
    properties = opened(annual_report()).core_properties
    assert properties.title == "青石镇人民政府2025年政府信息公开工作年度报告"
    assert properties.author == properties.last_modified_by == "青石镇人民政府"
    assert properties.keywords == "政府信息公开，年度报告"
    assert properties.created == properties.modified == datetime(2026, 1, 20, tzinfo=UTC)
    assert properties.comments == ""


def test_the_same_document_gives_the_same_bytes():
    first, second = (render_docx(annual_report(), fonts=package_fonts()) for _ in range(2))
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert {one.date_time[:3] for one in archive.infolist()} == {(2026, 1, 20)}
