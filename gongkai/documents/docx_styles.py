"""Styles of a DOCX file: the official fonts by name, as Word and WPS on office machines have them.

Sizes and spacing follow GB/T 9704: 22 lines of 28 characters on a page of A4.
"""

from dataclasses import dataclass

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.parfmt import ParagraphFormat

BODY, SMALL, CAPTION = "Normal", "Table Text", "Caption"
LATIN = "Times New Roman"
PITCH = Pt(28.95)


@dataclass(frozen=True, slots=True)
class Look:
    """How a style sets its text; sizes are in points."""

    font: str
    size: float = 16
    bold: bool = False
    indented: bool = False
    centred: bool = False


LOOKS = {
    "Title": Look("方正小标宋简体", size=22, centred=True),
    "Subtitle": Look("楷体_GB2312", centred=True),
    BODY: Look("仿宋_GB2312", indented=True),
    "Heading 1": Look("黑体", indented=True),
    "Heading 2": Look("楷体_GB2312", indented=True),
    "Heading 3": Look("仿宋_GB2312", bold=True, indented=True),
    "Heading 4": Look("仿宋_GB2312", indented=True),
    CAPTION: Look("黑体", size=14, centred=True),
    SMALL: Look("仿宋_GB2312", size=10.5),
    "Footer": Look("宋体", size=14),
}


def set_styles(word: Word, *, language: str) -> None:
    """Give every style that a document uses its official look."""
    word.styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH)
    for name, look in LOOKS.items():
        style = word.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"{name} is not a paragraph style.")
        _set_style(style, look, language=language)


def set_page(section: Section) -> None:
    """A4 with the margins of official papers and the page number outside, — 1 —."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        paragraph.paragraph_format.left_indent = Pt(14)
        paragraph.paragraph_format.right_indent = Pt(14)
        paragraph.add_run("— ")
        _add_page_number(paragraph)
        paragraph.add_run(" —")


def text_width(section: Section) -> int:
    """Width between the margins.

    Units: English Metric Units, as everywhere in DOCX.
    """
    lengths = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (length or Length(0) for length in lengths)
    return page - left - right


def set_indent(layout: ParagraphFormat, *, characters: int) -> None:
    """Indent the first line by so many characters of whatever size the text has."""
    layout.first_line_indent = Pt(16 * characters)
    indent = layout.element.get_or_add_pPr().find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), str(100 * characters))


def _set_style(style: ParagraphStyle, look: Look, *, language: str) -> None:
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()  # a theme font would win over a named one
    for script, name in (
        ("ascii", LATIN),
        ("hAnsi", LATIN),
        ("cs", LATIN),
        ("eastAsia", look.font),
    ):
        fonts.set(qn(f"w:{script}"), name)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:eastAsia"), language)
    properties.append(lang)
    _set_spacing(style, look)


def _set_spacing(style: ParagraphStyle, look: Look) -> None:
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if look.size == 16:
        layout.line_spacing = PITCH
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else None
    set_indent(layout, characters=2 if look.indented else 0)
    for name in (
        "w:autoSpaceDE",
        "w:autoSpaceDN",
    ):  # 2026年 without gaps, as official papers have it
        spaced = OxmlElement(name)
        spaced.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert_element_before(
            spaced, "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def _add_page_number(paragraph: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
