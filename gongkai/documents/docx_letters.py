"""The parts of a DOCX file that only official letters have: red head and seal place.

Source: GB/T 9704-2012 7.2.4, 7.3.5, 7.3.6, 10.1.
"""

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from gongkai.documents.docx_styles import PITCH, SMALL, set_indent, text_width
from gongkai.documents.model import Signature

RED, GREY, NOTE = "E60000", "969696", "5F5F5F"
LARGEST, SMALLEST, LINE = 36, 22, 440  # points


def set_letter_page(section: Section) -> None:
    """The organ begins 30 mm below the edge of the first page, the text of all others at 37 mm.

    The first page has no number, but a second red line 20 mm above its lower edge.
    """
    section.different_first_page_header_footer = True
    section.top_margin = section.header_distance = Mm(30)
    for header in (section.header, section.even_page_header):
        header.paragraphs[0].paragraph_format.line_spacing = Mm(7)
    section.first_page_header.paragraphs[0].paragraph_format.line_spacing = Pt(1)
    section.footer_distance = Mm(20)
    for footer in (section.footer, section.even_page_footer):
        footer.paragraphs[0].paragraph_format.space_after = Mm(5)
    line = section.first_page_footer.paragraphs[0]
    line.paragraph_format.line_spacing = Pt(1)
    _rule(line, "thinThickSmallGap", space=0)


def add_masthead(word: Word, organ: str, *, number: str) -> None:
    """The organ in red on a red line, thick above thin; the number below it at the right."""
    paragraph = word.add_paragraph(style="Title")
    run = paragraph.add_run(organ)
    run.font.size = Pt(max(SMALLEST, min(LARGEST, LINE // max(1, len(organ)))))
    run.font.color.rgb = RGBColor.from_string(RED)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.space_after = Pt(14)
    _rule(paragraph, "thickThinSmallGap", space=11)  # 4 mm
    below = word.add_paragraph(number)
    below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    set_indent(below.paragraph_format, characters=0)


def add_seal_place(word: Word, signature: Signature, *, seal: str, contact: str) -> None:
    """Organ and day in a dashed box as high as a seal, stamped over both; the contact below.

    All of it, with the last lines of the text, stays on one page: hence one table.
    """
    word.paragraphs[-1].paragraph_format.space_after = Pt(8)
    table = word.add_table(2, 2)
    table.autofit = False
    longest = max(len(signature.organ), len(signature.date))
    box = Pt(min(400, max(130, 16 * (longest + 2))))
    for column, width in zip(
        table.columns, (text_width(word.sections[-1]) - box, box), strict=True
    ):
        for cell in column.cells:
            cell.width = Length(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0].height, table.rows[0].height_rule = Mm(42), WD_ROW_HEIGHT_RULE.AT_LEAST
    table.cell(0, 0).paragraphs[0].paragraph_format.keep_with_next = True
    _fill_box(table.cell(0, 1), signature, seal=seal)
    below = table.cell(1, 0).merge(table.cell(1, 1)).paragraphs[0]
    below.add_run(contact).font.size = Pt(14)


def _fill_box(cell: Cell, signature: Signature, *, seal: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_border(f"w:{side}", "dashed", size=4, colour=GREY, space=0))
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:vAlign")
    note = cell.paragraphs[0]
    note.style = SMALL
    note.add_run(seal).font.color.rgb = RGBColor.from_string(NOTE)
    for text in (signature.organ, signature.date):
        paragraph = cell.add_paragraph(text)
        paragraph.paragraph_format.line_spacing = PITCH
        set_indent(paragraph.paragraph_format, characters=0)
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True


def _rule(paragraph: Paragraph, style: str, *, space: int) -> None:
    """A red double line of 170 mm below a paragraph, so many points apart from it."""
    paragraph.paragraph_format.left_indent = Mm(-7)
    paragraph.paragraph_format.right_indent = Mm(-7)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:bottom", style, size=24, colour=RED, space=space))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _border(side: str, style: str, *, size: int, colour: str, space: int) -> BaseOxmlElement:
    """One border; `size` is in eighths of a point, `space` in points."""
    border = OxmlElement(side)
    for name, value in (("val", style), ("sz", size), ("space", space), ("color", colour)):
        border.set(qn(f"w:{name}"), str(value))
    return border
