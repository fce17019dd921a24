"""A document as DOCX, for offices that edit it further."""

from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from gongkai.documents.chart_words import chart_table, spoken
from gongkai.documents.docx_letters import add_masthead, add_seal_place, set_letter_page
from gongkai.documents.docx_styles import (
    CAPTION,
    PITCH,
    SMALL,
    set_indent,
    set_page,
    set_styles,
)
from gongkai.documents.docx_tables import add_table
from gongkai.documents.fonts import FontSet, find_fonts
from gongkai.documents.model import (
    Block,
    Chart,
    Document,
    Heading,
    ListBlock,
    OfficialLetter,
    Paragraph,
    Run,
    Signature,
    prepared_for_file,
)
from gongkai.documents.pdf import render_picture
from gongkai.documents.tables import Align, Table

EMPHASIS_FONT = "黑体"
ALIGNMENT = {
    Align.START: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}


def render_docx(document: Document, *, fonts: FontSet | None = None) -> bytes:
    """The document as DOCX; the same document gives the same bytes.

    Text names the official fonts; `fonts` only serve the pictures of charts, below which their
    figures stand as a table.
    """
    file = prepared_for_file(document)
    word = docx.Document()
    set_styles(word, language=file.language)
    word.settings.odd_and_even_pages_header_footer = True
    set_page(word.sections[0])
    _add_head(word, file)
    _add_blocks(word, file.blocks, fonts)
    if isinstance(file, OfficialLetter):
        _add_letter_foot(word, file, fonts)
    elif file.signature:
        _add_signature(word, file.signature)
    _set_properties(word, file)
    return _packed(word, file)


def _add_head(word: Word, file: Document) -> None:
    number = file.number
    if isinstance(file, OfficialLetter):
        set_letter_page(word.sections[0])
        add_masthead(word, file.masthead, number=number)
        number = ""
    layout = word.add_paragraph(file.title, style="Title").paragraph_format
    # A report sets its title close above its text; a letter and a form do not.
    if isinstance(file, OfficialLetter):
        layout.space_before, layout.space_after = 2 * PITCH, PITCH
    elif isinstance(next(iter(file.blocks), None), Table):
        layout.space_before = layout.space_after = Pt(14)
    for line in filter(None, (number, file.date_text)):
        word.add_paragraph(line, style="Subtitle")


def _add_blocks(word: Word, blocks: tuple[Block, ...], fonts: FontSet | None) -> None:
    for block in blocks:
        _turn_page(word, landscape=isinstance(block, Table) and block.landscape)
        _add_block(word, block, fonts or find_fonts())


def _add_letter_foot(word: Word, letter: OfficialLetter, fonts: FontSet | None) -> None:
    foot = [word.paragraphs[-1]]  # some of the text stands on the page of the seal
    if letter.attachments:
        foot.append(word.add_paragraph())
    foot += [word.add_paragraph(line) for line in letter.attachment_lines]
    for paragraph in foot:
        paragraph.paragraph_format.keep_with_next = True
    if letter.signature:
        add_seal_place(word, letter.signature, seal=letter.seal, contact=letter.contact)
    if letter.enclosures:
        mark = word.add_paragraph()
        mark.paragraph_format.page_break_before = True
        set_indent(mark.paragraph_format, characters=0)
        _add_runs(mark, (Run(letter.enclosure_mark, emphasis=True),))
        word.add_paragraph()
        _add_blocks(word, letter.enclosures, fonts)


def _add_block(word: Word, block: Block, fonts: FontSet) -> None:
    match block:
        case Heading():
            word.add_paragraph(block.text, style=f"Heading {block.level}")
        case Paragraph():
            _add_paragraph(word, block)
        case ListBlock():
            for place, item in enumerate(block.items, start=1):
                sign = f"{place}." if block.ordered else "·"
                _add_runs(word.add_paragraph(f"{sign} "), item)
        case Table():
            add_table(word, block)
        case Chart():
            _add_chart(word, block, fonts)


def _add_paragraph(word: Word, block: Paragraph) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = ALIGNMENT[block.align]
    if block.flush or block.align is not Align.START:
        set_indent(paragraph.paragraph_format, characters=0)
    _add_runs(paragraph, block.runs)


def _add_runs(paragraph: WordParagraph, runs: tuple[Run, ...]) -> None:
    for run in runs:
        added = paragraph.add_run(run.text)
        if run.emphasis:
            added.font.name = EMPHASIS_FONT
            added._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), EMPHASIS_FONT)


def _add_chart(word: Word, chart: Chart, fonts: FontSet) -> None:
    word.add_paragraph(chart.title, style=CAPTION).paragraph_format.keep_with_next = True
    # A style without a fixed line height: in a fixed line a picture is cut off.
    paragraph = word.add_paragraph(style=SMALL)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.add_picture(BytesIO(render_picture(chart, fonts=fonts)), width=Mm(146))
    (described,) = run._r.xpath(".//wp:docPr")
    described.set("descr", spoken(chart))
    add_table(word, replace(chart_table(chart), caption=""))


def _add_signature(word: Word, signature: Signature) -> None:
    """Organ and day under each other at the right, as one block that is not torn apart."""
    word.add_paragraph()
    for text in (signature.organ, signature.date):
        paragraph = word.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        set_indent(paragraph.paragraph_format, characters=0)
        paragraph.paragraph_format.right_indent = Pt(32)
        paragraph.paragraph_format.keep_with_next = text == signature.organ


def _turn_page(word: Word, *, landscape: bool) -> None:
    """Begin a new section where the page must turn."""
    section = word.sections[-1]
    wanted = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    if section.orientation == wanted:
        return
    turned = word.add_section()
    turned.orientation = wanted
    turned.page_width, turned.page_height = section.page_height, section.page_width


def _set_properties(word: Word, file: Document) -> None:
    properties = word.core_properties
    properties.title = file.title.replace("\n", "")
    properties.author = properties.last_modified_by = file.organ
    properties.subject = file.subject
    properties.keywords = "，".join(file.keywords)
    properties.language = file.language
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(file.dated, time(), tzinfo=UTC)


def _packed(word: Word, file: Document) -> bytes:
    """The file with the document's date on every member, where python-docx puts the clock's."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    day = (max(file.dated.year, 1980), file.dated.month, file.dated.day, 0, 0, 0)
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, day), source.read(name), ZIP_DEFLATED)
    return packed.getvalue()
