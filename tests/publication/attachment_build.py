"""Files as clerks upload them, made by the programs that an office makes them with."""

from docx import Document

from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.publication import incoming
from gongkai.publication.transitions import attachments
from tests.build import Town
from tests.intake.build import AUTHOR, pdf, saved

MEGABYTE = 1024 * 1024
ROOM = 10 * MEGABYTE
# A number with a right checksum, of nobody.
NUMBER = "11010519491231002X"
LINE = f"户主张某，身份证号{NUMBER}，享受低保"


def roster() -> bytes:
    """A Word file with a table; its author is written into it."""
    document = Document()
    document.core_properties.author = AUTHOR
    document.add_paragraph("青山镇低保对象名册")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("村名", "户数", "王家村", "12"), strict=True):
        cell.text = text
    content: bytes = saved(document)
    return content


def word_file() -> bytes:
    """The number in a line in several runs, in a cell of a table and in the foot of the page."""
    document = Document()
    document.add_paragraph("低保对象名册")
    paragraph = document.add_paragraph("户主张某，身份证号")
    for piece in (NUMBER[:6], NUMBER[6:14], NUMBER[14:]):
        paragraph.add_run(piece)
    document.add_table(1, 1).cell(0, 0).text = f"证号 {NUMBER}"
    document.sections[0].footer.paragraphs[0].text = NUMBER
    content: bytes = saved(document)
    return content


def plan() -> bytes:
    """A PDF of two pages."""
    content: bytes = pdf("第一页：春耕计划表\n#pagebreak()\n第二页：水库调度表")
    return content


def attached(
    town: Town, item: DisclosureItem, name: str = "名册.docx", content: bytes = b""
) -> Attachment:
    """A file attached by li."""
    file = incoming.checked(content or roster(), name)
    return attachments.attach(item.pk, file, most_bytes=ROOM, acting=town.acting("li"))


def source(town: Town, item: DisclosureItem) -> Attachment:
    """A file that only the office keeps."""
    file = incoming.checked(roster(), "原稿.docx")
    return attachments.keep_source(item.pk, file, most_bytes=ROOM, acting=town.acting("li"))
