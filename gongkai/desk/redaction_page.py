"""A document with its marks as the page shows it: pages as pictures, or the text of a Word file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath

from gongkai.applications.policies.cases import regime_of
from gongkai.casework.models import FoundDocument, RedactionMark, marks_in_order
from gongkai.casework.policies.findings import WITH_TEXT
from gongkai.casework.redactions import Size, marks_of, word_of
from gongkai.catalog import files
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.places import BEHIND, place_at
from gongkai.intake.scan import scan
from gongkai.intake.text import extract
from gongkai.law.grounds import ground
from gongkai.redaction import docx
from gongkai.redaction.model import Area, Mark, Passage
from gongkai.redaction.pages import page_sizes
from gongkai.redaction.traces import part_label

_LONGEST = 300  # characters of a mark


@dataclass(frozen=True, slots=True)
class Box:
    """A marked area of a page. Units: as `Area`."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark in the list: what is removed, on which ground, how often it stands there."""

    mark: RedactionMark
    what: str
    ground: str
    places: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something the scan found that is not marked yet; `places` says where beside the text."""

    text: str
    label: str
    count: int
    places: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture of a Word file; `mark` covers it, without one it may be cleared or undecided."""

    number: int
    place: str
    width: int
    height: int
    is_shown: bool
    is_cleared: bool
    mark: RedactionMark | None

    @property
    def state(self) -> tuple[str, str]:
        """What was decided, in words and as a tone."""
        if self.mark:
            return "遮盖", "bad"
        return ("可以提供", "good") if self.is_cleared else ("还没有决定", "wait")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph, to be removed or to stay."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a Word file; `part` names where it stands where that changes."""

    part: str
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page shows of the original; `unseen` was found in what no page shows."""

    pages: tuple[Size, ...] = ()
    boxes: dict[int, list[Box]] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: list[PictureRow] = field(default_factory=list)
    rows: list[MarkRow] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    unseen: list[Proposal] = field(default_factory=list)
    fault: str = ""

    @property
    def undecided(self) -> str:
        """What stands against a copy of which a part is left out; empty where nothing does."""
        numbers = [str(one.number) for one in self.pictures if not (one.mark or one.is_cleared)]
        if not numbers:
            return ""
        return f"第{'、'.join(numbers)}幅图片还没有决定遮盖还是提供，决定后才能生成提供件。"


def sheet_of(document: FoundDocument) -> Sheet:
    """The original with its marks; `fault` says why it cannot be shown."""
    content, kind = files.read(str(document.original)), FileKind(document.kind)
    rows = list(marks_in_order(document))
    fault = ""
    try:
        marks = marks_of(document, content)
    except Refused as refusal:
        marks, fault = (), str(refusal)
    is_word = kind is FileKind.DOCX
    try:
        proposals, unseen = _proposals(content, kind, set(map(word_of, rows)))
        return Sheet(
            pages=() if is_word else page_sizes(content, kind),
            boxes={} if is_word else _boxes(marks),
            paragraphs=list(_paragraphs(content, marks)) if is_word else [],
            pictures=list(_pictures(document, content, rows)) if is_word else [],
            rows=[_row(document, row, marks) for row in rows],
            proposals=proposals,
            unseen=unseen,
            fault=fault,
        )
    except Refused as refusal:
        return Sheet(rows=[_row(document, row, marks) for row in rows], fault=str(refusal))


def copy_kind(document: FoundDocument) -> FileKind:
    """What the copy is; that of a picture may be of another kind than the original."""
    return FileKind(PurePath(str(document.released)).suffix[1:])


def copy_name(document: FoundDocument) -> str:
    """Under which name the copy is downloaded."""
    return f"{PurePath(document.filename).stem}.{copy_kind(document)}"


def copy_text(document: FoundDocument) -> list[str]:
    """The lines of a copy that has no pages."""
    kind = copy_kind(document)
    if kind in (FileKind.PDF, FileKind.PNG, FileKind.JPEG):
        return []
    return extract(files.read(str(document.released)), kind).splitlines()


def _boxes(marks: tuple[Mark, ...]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for mark in marks:
        for place in mark.places:
            if isinstance(place, Area):
                width, height = place.right - place.left, place.bottom - place.top
                found.setdefault(place.page, []).append(Box(place.left, place.top, width, height))
    return found


def _paragraphs(content: bytes, marks: tuple[Mark, ...]) -> Iterator[Paragraph]:
    """The paragraphs of a Word file, headers and footers too, with what is removed in them."""
    places = [place for mark in marks for place in mark.places if isinstance(place, Passage)]
    last = part_label("word/document.xml")
    for passage, text in docx.texts(content):
        taken = bytearray(len(text))
        for place in places:
            if (place.part, place.paragraph) == (passage.part, passage.paragraph):
                taken[place.start : place.end] = b"\x01" * (place.end - place.start)
        groups = groupby(zip(text, taken, strict=True), key=lambda pair: bool(pair[1]))
        part = part_label(passage.part)
        yield Paragraph(
            part if part != last else "",
            [
                Segment("".join(character for character, _ in group), marked)
                for marked, group in groups
            ],
        )
        last = part


def _pictures(
    document: FoundDocument, content: bytes, rows: list[RedactionMark]
) -> Iterator[PictureRow]:
    marks = {row.page: row for row in rows if row.page}
    for number, one in enumerate(docx.pictures(content), start=1):
        yield PictureRow(
            number=number,
            place=part_label(one.part),
            width=one.width,
            height=one.height,
            is_shown=one.is_shown,
            is_cleared=number in document.cleared_pictures,
            mark=marks.get(number),
        )


def _row(document: FoundDocument, row: RedactionMark, marks: tuple[Mark, ...]) -> MarkRow:
    label = ground(row.ground, regime=regime_of(document.application).code).label
    if word := word_of(row):
        return MarkRow(row, word, label, sum(mark.word == word for mark in marks))
    if document.kind == FileKind.DOCX:
        return MarkRow(row, f"第{row.page}幅图片", label, 1)
    left, top, right, bottom = (round(100 * edge) for edge in row.area or (0, 0, 0, 0))
    return MarkRow(row, f"第{row.page}页 横{left}–{right}%，竖{top}–{bottom}%", label, 1)


def _proposals(
    content: bytes, kind: FileKind, marked: set[str]
) -> tuple[list[Proposal], list[Proposal]]:
    """Numbers, telephones, accounts and the like, each once: what a page shows, and the rest."""
    if kind not in WITH_TEXT:
        return [], []
    text = extract(content, kind)
    seen: dict[tuple[str, str], list[str]] = {}
    unseen: dict[tuple[str, str], list[str]] = {}
    for one in scan(text):
        # A number that runs over several lines or cells is searched for as one word.
        words = "".join(one.excerpt.split("\n")).replace("\t", "")
        if one.suggestion and words not in marked and len(words) <= _LONGEST:
            place = place_at(text, one.start)
            gathered = unseen if place in BEHIND else seen
            gathered.setdefault((words, one.kind.label), []).append(place)
    return list(_gathered(seen)), list(_gathered(unseen))


def _gathered(found: dict[tuple[str, str], list[str]]) -> Iterator[Proposal]:
    for (words, label), places in found.items():
        yield Proposal(words, label, len(places), "、".join(dict.fromkeys(filter(None, places))))
