"""A document with its marks as the page shows it: pages as pictures, or the text of a Word file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath

from gongkai.applications.policies.cases import regime_of
from gongkai.casework.models import FoundDocument, RedactionMark
from gongkai.casework.policies.findings import WITH_TEXT
from gongkai.casework.redactions import Size, marks_of
from gongkai.catalog import files
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.scan import scan
from gongkai.intake.text import extract
from gongkai.law.grounds import ground
from gongkai.redaction import docx
from gongkai.redaction.model import Area, Mark, Passage
from gongkai.redaction.pages import page_sizes

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
    """Something the scan found that is not marked yet."""

    text: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph, to be removed or to stay."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page shows of the original."""

    pages: tuple[Size, ...] = ()
    boxes: dict[int, list[Box]] = field(default_factory=dict)
    paragraphs: list[list[Segment]] = field(default_factory=list)
    rows: list[MarkRow] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    fault: str = ""


def sheet_of(document: FoundDocument) -> Sheet:
    """The original with its marks; `fault` says why it cannot be shown."""
    content, kind = files.read(str(document.original)), FileKind(document.kind)
    rows = list(document.marks.order_by("pk"))
    fault = ""
    try:
        marks = marks_of(document, content)
    except Refused as refusal:
        marks, fault = (), str(refusal)
    try:
        return Sheet(
            pages=page_sizes(content, kind),
            boxes=_boxes(marks),
            paragraphs=list(_paragraphs(content, marks)) if kind is FileKind.DOCX else [],
            rows=[_row(document, row, marks) for row in rows],
            proposals=_proposals(content, kind, {row.text for row in rows}),
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


def _paragraphs(content: bytes, marks: tuple[Mark, ...]) -> Iterator[list[Segment]]:
    """The paragraphs of a Word file, headers and footers too, with what is removed in them."""
    places = [place for mark in marks for place in mark.places if isinstance(place, Passage)]
    for passage, text in docx.texts(content):
        taken = bytearray(len(text))
        for place in places:
            if (place.part, place.paragraph) == (passage.part, passage.paragraph):
                taken[place.start : place.end] = b"\x01" * (place.end - place.start)
        groups = groupby(zip(text, taken, strict=True), key=lambda pair: bool(pair[1]))
        yield [
            Segment("".join(character for character, _ in group), marked)
            for marked, group in groups
        ]


def _row(document: FoundDocument, row: RedactionMark, marks: tuple[Mark, ...]) -> MarkRow:
    label = ground(row.ground, regime=regime_of(document.application).code).label
    if row.text:
        return MarkRow(row, row.text, label, sum(mark.word == row.text for mark in marks))
    left, top, right, bottom = (round(100 * edge) for edge in row.area or (0, 0, 0, 0))
    return MarkRow(row, f"第{row.page}页 横{left}–{right}%，竖{top}–{bottom}%", label, 1)


def _proposals(content: bytes, kind: FileKind, marked: set[str]) -> list[Proposal]:
    """Numbers, telephones, accounts and the like, each once, those found most surely first."""
    if kind not in WITH_TEXT:
        return []
    found = [
        one
        for one in scan(extract(content, kind))
        if one.suggestion and one.excerpt not in marked and len(one.excerpt) <= _LONGEST
    ]
    counts = Counter((one.excerpt, one.kind.label) for one in found)
    return [Proposal(text, label, count) for (text, label), count in counts.items()]
