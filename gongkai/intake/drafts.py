"""A draft for the publishing desk from an uploaded docx, pdf or txt."""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZipFile

import mammoth  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import DAMAGED, Limits, Refused, open_archive, parsed
from gongkai.intake.blocks import Paragraph
from gongkai.intake.files import DEFAULT_LIMITS, FileKind, Unknown, decoded, recognise
from gongkai.intake.html import clean, from_text, text_of
from gongkai.intake.metadata import hidden_content
from gongkai.intake.pdf import page_texts
from gongkai.intake.proposals import Proposal, propose
from gongkai.intake.reading import IMAGE_LEFT_OUT, read_blocks


@dataclass(frozen=True, slots=True)
class Draft:
    """Clean HTML and what it says about itself; the clerk confirms or corrects each proposal."""

    html: str
    title: Proposal[str] | None
    document_number: Proposal[str] | None
    generated_on: Proposal[date] | None
    agency_name: Proposal[str] | None
    topic_candidates: tuple[Proposal[str], ...]
    genre: Proposal[str] | None
    normative: Proposal[bool] | None
    warnings: tuple[str, ...]


_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='标题'] => h1:fresh"
_PAGE_NUMBER = re.compile(r"[—\-–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页|\s*/\s*\d{1,4})?[—\-–－·\s]*")
_STARTS = re.compile(
    r"[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,2}[.．、](?!\d)|附件|抄送"
    r"|第[一二三四五六七八九十百\d]{1,5}[章节条]"
)
# The blank that typesetting sets between Chinese and Latin letters or digits.
_WIDENED = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u3001-\u9fff])"
)
# A line of a paragraph may fall short of the margin by this much, for a mark that does not break.
_SLACK = 4
_SHORTEST_FULL = 30
_TAKEN = "只能从 docx、pdf 和 txt 文件导入正文，其他文件请作为附件上传。"
_NO_TEXT = (
    "这个 PDF 没有文字（可能是扫描件），正文未能导入。请录入正文或上传有文字的文件："
    "没有文字的文件不能被检索，也不能被读屏软件朗读。"
)


def read_draft(content: bytes, filename: str, limits: Limits = DEFAULT_LIMITS) -> Draft:
    """The text of a file as clean HTML, with metadata proposed from it.

    Raises: Refused.
    """
    try:
        kind = recognise(content, filename, limits).kind
    except Unknown:
        raise Refused(f"认不出文件的类型。{_TAKEN}") from None
    warnings = list(hidden_content(content, kind, limits))
    prominent: list[str] = []
    if kind is FileKind.DOCX:
        html, prominent = _from_word(content, limits)
        pictures = html.count(IMAGE_LEFT_OUT)
        if pictures:
            warnings.append(f"有{pictures}幅图片未导入，请作为附件上传。")
    elif kind is FileKind.PDF:
        pages = list(page_texts(content))
        html = from_text(joined_lines(pages))
        empty = sum(not page.strip() for page in pages)
        if empty == len(pages):
            warnings.append(_NO_TEXT)
        elif empty:
            warnings.append(f"有{empty}页没有文字（可能是扫描页），请核对。")
    elif kind is FileKind.TXT:
        html = from_text(decoded(content))
    else:
        raise Refused(_TAKEN)
    return _draft(html, prominent, warnings)


def draft_of_html(html: str) -> Draft:
    """The same for what was pasted. Never raises."""
    return _draft(clean(html), [], [])


def joined_lines(pages: Sequence[str]) -> str:
    """Paragraphs of the lines of pages; page numbers go.

    A line goes on in the next one where it reaches the margin and no new item begins.
    """
    lines = [line for page in pages for line in _without_page_numbers(page.splitlines())]
    full = max((_width(line) for line in lines), default=0) - _SLACK
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        text = _WIDENED.sub("", line.strip())
        if not text:
            continue
        if goes_on and not line.startswith("\u3000") and not _STARTS.match(text):
            apart = " " if paragraphs[-1][-1].isascii() and text[0].isascii() else ""
            paragraphs[-1] += apart + text
        else:
            paragraphs.append(text)
        goes_on = _width(line) >= max(full, _SHORTEST_FULL)
    return "\n".join(paragraphs)


def _draft(html: str, prominent: Sequence[str], warnings: Sequence[str]) -> Draft:
    headings = [
        "".join(run.text for run in block.runs)
        for block in read_blocks(html)
        if isinstance(block, Paragraph) and block.level
    ]
    proposals = propose(text_of(html).split("\n"), prominent=[*prominent, *headings])
    return Draft(
        html=html,
        title=proposals.title,
        document_number=proposals.document_number,
        generated_on=proposals.generated_on,
        agency_name=proposals.agency_name,
        topic_candidates=proposals.topics,
        genre=proposals.genre,
        normative=proposals.normative,
        warnings=tuple(warnings),
    )


def _from_word(content: bytes, limits: Limits) -> tuple[str, list[str]]:
    """Clean HTML, and the centred lines."""
    centred: list[str] = []

    def note(paragraph: mammoth.documents.Paragraph) -> mammoth.documents.Paragraph:
        if paragraph.alignment == "center":
            texts = mammoth.transforms.get_descendants_of_type(paragraph, mammoth.documents.Text)
            centred.append("".join(text.value for text in texts))
        return paragraph

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(_without_hidden_runs(content, limits)),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
            transform_document=mammoth.transforms.paragraph(note),
        )
    except (ExpatError, LookupError, ValueError, AttributeError, TypeError, OSError) as error:
        raise Refused(DAMAGED) from error
    return clean(result.value), centred


def _without_hidden_runs(content: bytes, limits: Limits) -> bytes:
    with open_archive(content, limits) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = parsed(members["word/document.xml"])
    for mark in list(root.iter("{*}vanish")):
        run = mark.getparent().getparent()
        if etree.QName(run).localname == "r":
            run.getparent().remove(run)
    members["word/document.xml"] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return target.getvalue()


def _without_page_numbers(lines: list[str]) -> list[str]:
    kept = [line for line in lines if line.strip()]
    for edge in (0, -1):
        if kept and _PAGE_NUMBER.fullmatch(kept[edge]):
            kept.pop(edge)
    return kept


def _width(line: str) -> int:
    """Units: half-width columns."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line.rstrip())
