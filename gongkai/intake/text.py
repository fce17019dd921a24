"""The text of a file for the search, within bounds of size and time."""

import io
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import python_calamine
from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import DAMAGED, Refused, open_archive, parsed
from gongkai.intake.files import DEFAULT_LIMITS, FileKind, decoded
from gongkai.intake.pdf import page_texts

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_WORD}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr")}
_PIECES = {f"{_WORD}t": None, f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
_BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Units: characters; seconds of a steady clock, looked at between lines and pages."""

    characters: int = 1_000_000
    seconds: float = 20.0


DEFAULT_BOUNDS = Bounds()


def extract(content: bytes, kind: FileKind, bounds: Bounds = DEFAULT_BOUNDS) -> str:
    """The text a reader sees: not hidden sheets, hidden runs or deleted text.

    What passes the bounds is cut off. A kind without a reader, or a PDF of pictures, is empty.
    Raises: Refused where the file cannot be opened.
    """
    readers = {
        FileKind.DOCX: _word_lines,
        FileKind.XLSX: _sheet_lines,
        FileKind.PDF: page_texts,
        FileKind.TXT: _plain_lines,
        FileKind.CSV: _plain_lines,
    }
    if kind not in readers:
        return ""
    return _BLANK_LINES.sub("\n", _bounded(readers[kind](content), bounds)).strip()


def _bounded(lines: Iterable[str], bounds: Bounds) -> str:
    until = time.monotonic() + bounds.seconds
    kept: list[str] = []
    room = bounds.characters
    for line in lines:
        kept.append(line[:room])
        room -= len(line) + 1
        if room <= 0 or time.monotonic() > until:
            break
    return "\n".join(kept)


def _plain_lines(content: bytes) -> Iterator[str]:
    yield decoded(content)


def _word_lines(content: bytes) -> Iterator[str]:
    with open_archive(content, DEFAULT_LIMITS) as archive:
        try:
            root = parsed(archive.read("word/document.xml"))
        except KeyError as error:
            raise Refused(DAMAGED) from error
    for paragraph in root.iter(f"{_WORD}p"):
        yield "".join(_visible(paragraph))


def _visible(element: etree._Element) -> Iterator[str]:
    """Texts of a paragraph; paragraphs within it, in a text box, come by themselves."""
    for child in element:
        if child.tag in _PIECES:
            yield _PIECES[child.tag] or child.text or ""
        elif child.tag == f"{_WORD}r" and child.find(f"{_WORD}rPr/{_WORD}vanish") is not None:
            continue
        elif child.tag not in _SKIPPED and child.tag != f"{_WORD}p":
            yield from _visible(child)


def _sheet_lines(content: bytes) -> Iterator[str]:
    open_archive(content, DEFAULT_LIMITS).close()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.visible is not python_calamine.SheetVisibleEnum.Visible:
                continue
            yield sheet.name
            for row in book.get_sheet_by_name(sheet.name).iter_rows():
                yield "\t".join(_cell(value) for value in row if value != "")
    except python_calamine.CalamineError as error:
        raise Refused(DAMAGED) from error


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
