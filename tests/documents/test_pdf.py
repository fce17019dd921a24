from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

import pypdfium2
import pytest

from gongkai.documents.fonts import find_fonts, package_fonts
from gongkai.documents.model import ListBlock, Paragraph, Run, text_paragraph
from gongkai.documents.pdf import render_pdf, render_picture
from gongkai.documents.tables import Cell, Table
from tests.documents.samples import annual_report, applications_table, letter, share_chart

MARKUP = '#read("/etc/passwd") *x* _y_ <label> $z$ `w` @ref // no [#panic("!")] \\u{41} & <script>'


def squeezed(text):
    return "".join(text.split())


def pages(pdf):
    """The text of each page, without the spaces and breaks that layout puts in."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(squeezed(text.get_text_range().replace("\ufffe", "")))
            text.close()
            page.close()
        return texts


def in_order(text, page):
    """Whether the page has all of `text`; lines of neighbouring cells may stand in between."""
    rest = iter(page)
    return all(character in rest for character in text)


def sizes(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(map(round, document.get_page_size(place))) for place in range(len(document))]


@pytest.mark.parametrize("fonts", [package_fonts(), find_fonts()], ids=["bare", "system"])
def test_every_paragraph_cell_and_figure_is_in_the_text(fonts):
    report = annual_report()
    pdf = render_pdf(report, fonts=fonts)
    whole = "".join(pages(pdf))
    for block in report.blocks:
        if isinstance(block, Paragraph):
            assert squeezed("".join(run.text for run in block.runs)) in whole
        if isinstance(block, ListBlock):
            assert all(run.text in whole for run in chain(*block.items))
    table = applications_table()
    for cell in chain(*table.body):
        assert squeezed(cell.text) in whole
    (page,) = [text for text in pages(pdf) if "四、结转下年度" in text]
    assert all(in_order(squeezed(cell.text), page) for cell in chain(*table.header))
    for text in ("网上公开", "34条（77.3%）", "（2026年1月20日）", "注：单位为件。"):
        assert text in whole
    assert whole.endswith("青石镇人民政府2026年1月20日—4—")


def test_the_report_has_four_pages_of_a4_with_numbers():
    pdf = render_pdf(annual_report(), fonts=package_fonts())
    assert sizes(pdf) == [(595, 842)] * 4
    assert [text[-3:] for text in pages(pdf)] == ["—1—", "—2—", "—3—", "—4—"]


def test_a_table_that_fits_a_page_is_not_torn():
    (page,) = [
        text
        for text in pages(render_pdf(annual_report(), fonts=package_fonts()))
        if "四、结转下年度" in text
    ]
    assert "一、本年新收政府信息公开申请数量" in page


def test_header_rows_repeat_on_every_page():
    body = tuple((Cell(f"第{place}项"), Cell(str(place))) for place in range(120))
    table = Table(header=((Cell("名称"), Cell("数量")),), body=body)
    texts = pages(render_pdf(letter(table), fonts=package_fonts()))
    assert len(texts) >= 3
    assert all("名称数量" in text for text in texts)
    assert "第119项" in texts[-1]


def test_a_wide_table_turns_its_page():
    wide = Table(body=(tuple(Cell(str(place)) for place in range(20)),), landscape=True)
    pdf = render_pdf(
        letter(text_paragraph("前"), wide, text_paragraph("后")), fonts=package_fonts()
    )
    assert sizes(pdf) == [(595, 842), (842, 595), (595, 842)]


def test_what_users_write_is_never_read_as_markup():
    document = letter(
        text_paragraph(MARKUP),
        Table(body=((Cell(MARKUP),),), caption=MARKUP, notes=(MARKUP,)),
        ListBlock(((Run(MARKUP),),)),
    )
    document = replace(document, title=MARKUP, organ=MARKUP, subject=MARKUP, keywords=(MARKUP,))
    whole = "".join(pages(render_pdf(document, fonts=package_fonts())))
    assert whole.count(squeezed(MARKUP)) == 6


def test_rare_names_are_text_and_missing_characters_are_marked():
    document = letter(text_paragraph("镕喆堃赟祎䶮\x0b，\U0001f600\u200b\ufeff\ufe0f\t\u2028完"))
    (text,) = pages(render_pdf(document, fonts=package_fonts()))
    assert "镕喆堃赟祎䶮，〓" in text
    assert "完" in text


@pytest.mark.parametrize("character", ["\x80", "\x9f", "\u0600", "\ufffb", "\U00013430"])
def test_no_control_and_no_foreign_sign_stops_a_file(character):
    (text,) = pages(render_pdf(letter(text_paragraph(f"始{character}终")), fonts=package_fonts()))
    assert text.endswith(("始终—1—", "始〓终—1—"))


def test_the_file_is_tagged_archival_and_knows_its_title():
    pdf = render_pdf(annual_report(), fonts=package_fonts())
    with pypdfium2.PdfDocument(pdf) as document:
        assert (
            document.get_metadata_value("Title") == "青石镇人民政府2025年政府信息公开工作年度报告"
        )
        assert document.get_metadata_value("Author") == "青石镇人民政府"
        assert document.get_metadata_value("Keywords") == "政府信息公开, 年度报告"
        assert document.get_metadata_value("CreationDate").startswith("D:20260120")
        assert document.is_tagged()
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


def test_the_same_document_gives_the_same_bytes():
    first = render_pdf(annual_report(), fonts=package_fonts())
    render_pdf(letter(), fonts=package_fonts())
    assert render_pdf(annual_report(), fonts=package_fonts()) == first


def test_several_threads_may_ask_at_once():
    documents = [letter(text_paragraph(f"第{place}份")) for place in range(8)]
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda one: render_pdf(one, fonts=package_fonts()), documents))
    assert all(f"第{place}份" in pages(pdf)[0] for place, pdf in enumerate(results))


def test_a_picture_is_png():
    assert render_picture(share_chart(), fonts=package_fonts()).startswith(b"\x89PNG")
