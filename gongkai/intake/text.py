"""The text of a file, for the search and for the scan, within bounds of size and time."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.intake.archives import open_archive
from gongkai.intake.files import DEFAULT_LIMITS, FileKind, decoded
from gongkai.intake.pdf_places import pdf_lines
from gongkai.intake.places import Line, in_order, written
from gongkai.intake.sheet_places import sheet_lines
from gongkai.intake.slide_places import slide_lines
from gongkai.intake.word_places import word_lines


@dataclass(frozen=True, slots=True)
class Bounds:
    """Units: characters of the text itself, and once more of all beside and behind it; seconds
    of a steady clock, looked at between lines and pages.
    """

    characters: int = 1_000_000
    seconds: float = 20.0


DEFAULT_BOUNDS = Bounds()


def extract(content: bytes, kind: FileKind, bounds: Bounds = DEFAULT_BOUNDS) -> str:
    """All that the file says, the text itself first, then each other place below its heading.

    What passes the bounds is cut off. A kind without a reader, or a PDF of pictures, is empty.
    Raises: Refused where the file cannot be opened.
    """
    return written(in_order(_bounded(_lines(content, kind), bounds)))


def _lines(content: bytes, kind: FileKind) -> Iterator[Line]:
    if kind is FileKind.PDF:
        yield from pdf_lines(content)
    elif kind in (FileKind.TXT, FileKind.CSV):
        yield Line("", decoded(content))
    elif kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX):
        with open_archive(content, DEFAULT_LIMITS) as archive:
            if kind is FileKind.DOCX:
                yield from word_lines(archive)
            elif kind is FileKind.XLSX:
                yield from sheet_lines(content, archive)
            else:
                yield from slide_lines(archive)


def _bounded(lines: Iterable[Line], bounds: Bounds) -> Iterator[Line]:
    until = time.monotonic() + bounds.seconds
    room = {True: bounds.characters, False: bounds.characters}
    for line in lines:
        is_text = not line.place
        if room[is_text] > 0:
            yield line._replace(text=line.text[: room[is_text]])
            room[is_text] -= len(line.text) + 1
        if time.monotonic() > until:
            break
