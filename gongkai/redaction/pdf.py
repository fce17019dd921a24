"""A PDF with marks taken out: made anew from pictures and the text that a reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gongkai.intake.archives import Refused
from gongkai.redaction.characters import (
    Box,
    Character,
    characters,
    flattened,
    pages_of,
    shown_once,
)
from gongkai.redaction.labels import print_label
from gongkai.redaction.model import (
    BAR,
    Area,
    Leaked,
    Mark,
    Released,
    Report,
    areas_of,
    words_of,
)
from gongkai.redaction.pdf_writer import Sheet, write_pdf
from gongkai.redaction.raster import Raster, render, thinned
from gongkai.redaction.verify import refuse_leaks

_POINTS = 72
_MOST_PIXELS = 30_000_000  # a page of A3 at 300 dpi has 17 million
_HYPHENS = {"\x02", "\ufffe"}  # PDFium's signs for a hyphen at the end of a line
_TOUCH = 0.15  # of a character's ink may lie under a mark that belongs to its neighbour


@dataclass(slots=True)
class _Count:
    removed: int = 0
    unseen: int = 0


def redact_pdf(content: bytes, marks: tuple[Mark, ...], *, dpi: int = 200) -> Released:
    """A copy of which every page is a picture with the marks painted over.

    Nothing of the file itself goes over: no fonts, remarks, layers, attachments, bookmarks,
    properties or earlier versions. Pages without marks are made anew too, since the fonts that
    they share with the others tell which characters stood there. Beneath each picture lies a
    text for search and screen readers, of those characters alone that a reader sees.
    Units: `dpi` is pixels to the inch, fewer on very large pages.
    Raises: Refused, Leaked where the copy would still hold a marked word.
    """
    areas = areas_of(marks)
    count = _Count()
    with flattened(content) as document:
        _check_places(areas, document)
        pages = len(document)
        copy = write_pdf(
            _sheet(page, [one for one in areas if one[0].page == number], dpi, count)
            for number, page in enumerate(pages_of(document), start=1)
        )
    refuse_leaks(copy, words_of(marks))
    _check_areas(copy, areas)
    return Released(copy, Report(pages, len(areas), count.removed, count.unseen))


def _check_places(areas: list[tuple[Area, Mark]], document: pypdfium2.PdfDocument) -> None:
    for area, _ in areas:
        if area.page > len(document):
            raise Refused(f"标记在第{area.page}页，文件只有{len(document)}页，请重新标记。")
        if not area.overlaps(0, 0, *document.get_page_size(area.page - 1)):
            raise Refused(f"第{area.page}页有标记落在页面以外，请重新标记。")


def _sheet(
    page: pypdfium2.PdfPage, areas: list[tuple[Area, Mark]], dpi: int, count: _Count
) -> Sheet:
    width, height = page.get_size()
    scale = min(dpi / _POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
    found = characters(page)
    picture = render(page, scale)
    _hide_text(page)
    bare = render(page, scale)
    boxes = [(picture.paint(area), mark) for area, mark in areas]
    for area, _ in areas:
        bare.paint(area)
    text = tuple(_kept(found, [area for area, _ in areas], (picture, bare), count))
    for box, mark in boxes:
        print_label(picture, box, mark.article)
    return Sheet(width, height, thinned(picture), text)


def _kept(
    found: list[Character], areas: list[Area], pictures: tuple[Raster, Raster], count: _Count
) -> Iterator[tuple[str, Box]]:
    """The characters outside all marks that change the picture, with a bar for each mark."""
    picture, bare = pictures
    alone = {id(one) for one in shown_once(found)}
    barred: set[Area] = set()
    for one, box in _apart(found):
        middle = _middle(one)
        marked = [area for area in areas if area.overlaps(*middle)]
        if marked:
            count.removed += not one.text.isspace()
            yield from _bars(marked, barred)
        elif id(one) in alone and picture.differs(bare, picture.cut(*middle)):
            yield ("-" if one.text in _HYPHENS else one.text), box
        elif not one.text.isspace():
            count.unseen += 1
    yield from _bars(areas, barred)


def _bars(areas: list[Area], barred: set[Area]) -> Iterator[tuple[str, Box]]:
    """What is read in place of each mark, once."""
    for area in areas:
        if area not in barred:
            barred.add(area)
            yield BAR, (area.left, area.top, area.right, area.bottom)


def _middle(one: Character) -> Box:
    """The ink without its edges, which may lie under a neighbour's mark."""
    left, top, right, bottom = one.ink or (0, 0, 0, 0)
    across, down = _TOUCH * (right - left), _TOUCH * (bottom - top)
    return left + across, top + down, right - across, bottom - down


def _apart(found: list[Character]) -> Iterator[tuple[Character, Box]]:
    """Each printed character with its box; letters joined in one sign share its width."""
    start = 0
    while start < len(found):
        one = found[start]
        end = start + 1
        while end < len(found) and one.ink and found[end].ink == one.ink:
            end += 1
        if one.box:
            left, top, right, bottom = one.box
            step = (right - left) / (end - start)
            for number, other in enumerate(found[start:end]):
                yield other, (left + step * number, top, left + step * (number + 1), bottom)
        start = end


def _hide_text(page: pypdfium2.PdfPage) -> None:
    objects = [
        pdfium.FPDFPage_GetObject(page.raw, number)
        for number in range(pdfium.FPDFPage_CountObjects(page.raw))
    ]
    while objects:
        one = objects.pop()
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPageObj_SetIsActive(one, False)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            objects += [
                pdfium.FPDFFormObj_GetObject(one, number)
                for number in range(pdfium.FPDFFormObj_CountObjects(one))
            ]


def _check_areas(copy: bytes, areas: list[tuple[Area, Mark]]) -> None:
    """Look once more into the copy itself: under each mark there are bars alone."""
    with flattened(copy) as document:
        for number, page in enumerate(pages_of(document), start=1):
            here = [area for area, _ in areas if area.page == number]
            for one in characters(page) if here else ():
                if one.text not in BAR and any(_is_within(area, one) for area in here):
                    raise Leaked(f"第{number}页的标记下仍有文字，副本没有生成。请联系管理员。")


def _is_within(area: Area, one: Character) -> bool:
    if one.box is None:
        return False
    across, down = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
    return area.overlaps(across, down, across, down)
