"""A document as its author means it, before it becomes a page, a PDF or a DOCX file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, cast

from gongkai.documents.figures import FigureLink, checked_href, is_absolute
from gongkai.documents.tables import Align, Table

# XML, and so DOCX and SVG, cannot hold these; Word leaves vertical tabs in what is pasted.
_CONTROLS = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)]
)
_CONTROLS |= dict.fromkeys([0xFEFF, 0xFFFE, 0xFFFF])
# No font has a glyph for these, and PDF/A refuses what cannot be shown.
_PRINTABLE = _CONTROLS | dict.fromkeys([9, 0x2028, 0x2029], " ")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; a line feed in it breaks the line."""

    text: str
    figure: FigureLink | None = None
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels 1 to 4 are numbered 一、（一）1.（1） by the author."""

    level: int
    text: str
    block: Literal["heading"] = field(default="heading", init=False)

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"标题层级应为1至4，不能是{self.level}。")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `flush` omits the indent of two characters, as an addressee does."""

    runs: tuple[Run, ...]
    align: Align = Align.START
    flush: bool = False
    block: Literal["paragraph"] = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, each item a line of runs; `ordered` numbers the items from 1."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = True
    block: Literal["list"] = field(default="list", init=False)


class ChartKind(StrEnum):
    """How a chart draws its values."""

    BAR = "bar"  # horizontal: many or long labels
    COLUMN = "column"  # vertical: a sequence, such as months
    SHARE = "share"  # parts of one whole


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a chart; None is "not known" and never drawn as zero.

    `share` is the percentage in words, as the report's own rounding has it.
    """

    label: str
    value: int | Decimal | None
    share: str = ""
    href: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and self.value < 0:
            raise ValueError(f"图表的“{self.label}”不能是负数。")
        if self.href:
            checked_href(self.href)


@dataclass(frozen=True, slots=True)
class Chart:
    """Values drawn as a picture that says the same in words.

    `key` is unique in the page: the identifiers inside the picture begin with it.
    """

    key: str
    title: str
    kind: ChartKind
    marks: tuple[Mark, ...]
    unit: str = ""
    description: str = ""
    block: Literal["chart"] = field(default="chart", init=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.key):
            raise ValueError(f"图表标识“{self.key}”只能用小写字母、数字和连字符。")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the document, and the day as it is written."""

    organ: str
    date: str


Block = Heading | Paragraph | ListBlock | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """A letter, report or poster, whole.

    `dated` goes into the properties of the files; what readers see is `date_text` below the
    title, or the signature. `number` is the 文号.
    """

    title: str
    organ: str
    dated: date
    blocks: tuple[Block, ...]
    number: str = ""
    date_text: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    signature: Signature | None = None
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class OfficialLetter(Document):
    """A letter under a red head.

    `masthead` is the organ in red above a red line, with the number below it; `attachments`
    are listed above the signature (附件说明); `seal` is the note in the place kept free for the
    seal; `contact` stands below the day (附注); `enclosures` are the last of the attachments, a
    form to fill in and send back, on a page of its own.

    Source: GB/T 9704-2012 7.2, 7.3, 10.1.
    """

    masthead: str = ""
    attachments: tuple[str, ...] = ()
    seal: str = ""
    contact: str = ""
    enclosures: tuple[Block, ...] = ()

    @property
    def enclosure_mark(self) -> str:
        """What stands at the top of the page of the enclosures: 附件, with its number."""
        return f"附件{len(self.attachments) if len(self.attachments) > 1 else ''}"

    @property
    def attachment_lines(self) -> tuple[str, ...]:
        """The list of attachments line by line; a single one has no number."""
        if len(self.attachments) == 1:
            return (f"附件：{self.attachments[0]}",)
        return tuple(
            f"{'附件：' if place == 1 else '　　　'}{place}. {name}"
            for place, name in enumerate(self.attachments, start=1)
        )


def text_paragraph(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph((Run(text),))


def printable(text: str) -> str:
    """`text` without the characters that no output format can hold."""
    return text.translate(_PRINTABLE)


def texts(part: Any) -> Iterator[str]:
    """Every string in a document or a part of it."""
    if type(part) is str:
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item)
    elif is_dataclass(part):
        for one in fields(part):
            yield from texts(getattr(part, one.name))


def prepared_for_file(document: Document) -> Document:
    """The document as a file carries it: printable text, and no link that needs the site."""
    return cast(Document, _prepared(document))


def _prepared(part: Any) -> Any:
    if type(part) is str:
        return printable(part)
    if isinstance(part, tuple):
        return tuple(_prepared(item) for item in part)
    if isinstance(part, FigureLink) and not is_absolute(part.href):
        return None
    if isinstance(part, Mark) and not is_absolute(part.href):
        part = replace(part, href="")
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed = {one.name: _prepared(getattr(part, one.name)) for one in fields(part) if one.init}
    return replace(part, **changed)
