"""The characters of a PDF page, each with the place where a reader sees it."""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gongkai.intake.archives import DAMAGED, Refused
from gongkai.intake.pdf import opened
from gongkai.redaction.folding import folded
from gongkai.redaction.model import Area, Mark

Box = tuple[float, float, float, float]

_SPAN = 10_000  # points; far enough for the page's matrix to be read exactly
_FINE = 1_000  # device units to the point
_SURROGATES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_GAP = 1.5  # of a line's height, between two characters of one bar
_CELL = 8  # points


@dataclass(frozen=True, slots=True)
class Character:
    """`box` holds the whole body, as high as its line; `ink` only what is printed.

    Units: points from the upper left corner of the page as seen: left, top, right, bottom. Both
    are None for a blank or a line break that the reader of the file made up.
    """

    text: str
    box: Box | None
    ink: Box | None


@contextmanager
def flattened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document with its form fields and remarks as part of the pages, as they are seen.

    A black box that somebody laid over the text as a remark so stays black.
    Raises: Refused.
    """
    with opened(content) as document:
        document.init_forms()
        for page in pages_of(document):
            if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
                raise Refused(DAMAGED)
        yield document


def pages_of(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    for number in range(len(document)):
        page = document[number]
        yield page
        page.close()


def characters(page: pypdfium2.PdfPage) -> list[Character]:
    """The characters in the order of the file; a letter that several make up, several times."""
    text_page = page.get_textpage()
    seen = _Sight(page)
    count = pdfium.FPDFText_CountChars(text_page.raw)
    found = [_character(text_page.raw, number, seen) for number in range(count)]
    text_page.close()
    return list(_whole(found))


def find(
    content: bytes, words: Iterable[str], *, ground: str, note: str = "", regime: str = "2019"
) -> tuple[Mark, ...]:
    """A mark for each place where a word stands, across lines, columns and pages.

    Widths of letters, blanks within the word and look-alikes do not matter.
    Raises: Refused.
    """
    with flattened(content) as document:
        placed = [
            (number, one)
            for number, page in enumerate(pages_of(document), start=1)
            for one in characters(page)
        ]
    # Every Character is one code point, so offsets of the text are numbers of `placed`.
    search = folded("".join(one.text for _, one in placed))
    marks = []
    for word in dict.fromkeys(words):
        for start, end in search.spans(word):
            areas = tuple(_areas(placed[start:end]))
            if areas:
                marks.append(Mark(areas, ground, note, word, regime))
    return tuple(marks)


def shown_once(found: list[Character]) -> list[Character]:
    """Without characters that lie upon each other: one of them covers the rest."""
    cells: dict[tuple[int, int], list[Character]] = defaultdict(list)
    for one in found:
        if one.ink:
            cells[_cell(one.ink)].append(one)
    return [one for one in found if one.ink and not _is_crossed(one.text, one.ink, cells)]


def _is_crossed(text: str, ink: Box, cells: dict[tuple[int, int], list[Character]]) -> bool:
    column, row = _cell(ink)
    around = (
        other
        for across in (-1, 0, 1)
        for down in (-1, 0, 1)
        for other in cells.get((column + across, row + down), ())
    )
    return any(
        other.ink and other.ink != ink and other.text != text and _cross(ink, other.ink)
        for other in around
    )


def _cell(box: Box) -> tuple[int, int]:
    left, top, right, bottom = box
    return int((left + right) / 2 // _CELL), int((top + bottom) / 2 // _CELL)


def _cross(one: Box, other: Box) -> bool:
    """Whether more than half of the smaller box lies within the other."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min(
        (one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1])
    )
    return across > 0 and down > 0 and across * down > smaller / 2


class _Sight:
    """From the file's coordinates to the page as it is seen."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._size = [round(side * _FINE) for side in page.get_size()]
        self._page = page.raw
        origin = self._device(0, 0)
        right, up = self._device(_SPAN, 0), self._device(0, _SPAN)
        self._origin = origin
        self._x = [(right[axis] - origin[axis]) / _SPAN for axis in (0, 1)]
        self._y = [(up[axis] - origin[axis]) / _SPAN for axis in (0, 1)]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        corners = [
            [
                (self._origin[axis] + x * self._x[axis] + y * self._y[axis]) / _FINE
                for axis in (0, 1)
            ]
            for x, y in ((left, bottom), (right, top))
        ]
        (x_1, y_1), (x_2, y_2) = corners
        return min(x_1, x_2), min(y_1, y_2), max(x_1, x_2), max(y_1, y_2)

    def _device(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, across, down)
        return across.value, down.value


def _character(text_page: object, number: int, seen: _Sight) -> Character:
    code = pdfium.FPDFText_GetUnicode(text_page, number)
    text = chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
    if pdfium.FPDFText_IsGenerated(text_page, number) == 1:
        return Character(text, None, None)
    body = pdfium.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetLooseCharBox(text_page, number, body)
    pdfium.FPDFText_GetCharBox(text_page, number, left, right, bottom, top)
    ink = seen.box(left.value, bottom.value, right.value, top.value)
    return Character(text, _union(seen.box(body.left, body.bottom, body.right, body.top), ink), ink)


def _whole(found: list[Character]) -> Iterator[Character]:
    """Rare characters that come as two halves, put together."""
    half: Character | None = None
    for one in found:
        if half and ord(one.text) in _SURROGATES[1]:
            text = (half.text + one.text).encode("utf-16", "surrogatepass").decode("utf-16")
            yield Character(text, half.box, half.ink)
            half = None
            continue
        half = one if ord(one.text) in _SURROGATES[0] else None
        if not half:
            yield one


def _areas(placed: list[tuple[int, Character]]) -> Iterator[Area]:
    """A bar for each line that the characters stand in."""
    for page, group in groupby(placed, key=lambda pair: pair[0]):
        bar: Box | None = None
        for _, one in group:
            if one.box is None:
                continue
            if bar and _in_line(bar, one.box):
                bar = _union(bar, one.box)
                continue
            if bar:
                yield Area(page, *bar)
            bar = one.box
        if bar:
            yield Area(page, *bar)


def _in_line(bar: Box, box: Box) -> bool:
    """Whether a character goes on where the bar ends, in a line or in a column of letters."""
    height, width = box[3] - box[1], box[2] - box[0]
    level = min(bar[3], box[3]) - max(bar[1], box[1]) > height / 2
    below = min(bar[2], box[2]) - max(bar[0], box[0]) > width / 2
    apart = max(box[0] - bar[2], bar[0] - box[2])
    under = max(box[1] - bar[3], bar[1] - box[3])
    upright = bar[2] - bar[0] < _GAP * width
    return (level and apart < _GAP * height) or (below and upright and under < height / 2)


def _union(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
