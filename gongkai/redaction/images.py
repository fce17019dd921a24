"""A scan as PNG or JPEG with marks painted over."""

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from gongkai.intake.archives import DAMAGED, Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.intake.images import PNG_START, jpeg_segments, strip_jpeg, strip_png
from gongkai.intake.pdf import opened
from gongkai.redaction.labels import print_label
from gongkai.redaction.model import Mark, Released, Report, areas_of, words_of
from gongkai.redaction.raster import Raster, png, render, thinned
from gongkai.redaction.verify import refuse_leaks

# Markers of JPEG that give the size: SOF0 to SOF15 without tables and arithmetic coding.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_MOST_PIXELS = 60_000_000
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("scan.{kind}")'


def redact_image(content: bytes, marks: tuple[Mark, ...]) -> Released:
    """A PNG of the picture as it is seen, painted over; only its pixels go over.

    Units: the areas are in pixels, on page 1, of the picture turned upright.
    Raises: Refused, Leaked.
    """
    areas = areas_of(marks)
    picture = decoded(content)
    for area, mark in areas:
        if area.page != 1 or not area.overlaps(0, 0, picture.width, picture.height):
            raise Refused("有标记落在图片以外，请重新标记。")
        print_label(picture, picture.paint(area), mark.article)
    copy = png(thinned(picture))
    refuse_leaks(copy, words_of(marks))
    return Released(copy, Report(pages=1, places=len(areas), removed=0, pictures=1))


def decoded(content: bytes) -> Raster:
    """The pixels upright, set on a page of their own and drawn from there. Raises: Refused."""
    kind = recognise(content, "").kind
    if kind not in (FileKind.PNG, FileKind.JPEG):
        raise Refused("只能处理 png 和 jpg 图片，请另存后重试。")
    plain = strip_png(content) if kind is FileKind.PNG else strip_jpeg(content)
    width, height = size_of(plain)
    if width * height > _MOST_PIXELS:
        raise Refused("图片过大，请缩小后重试。")
    with TemporaryDirectory() as folder:
        Path(folder, f"scan.{kind}").write_bytes(plain)
        try:
            Path(folder, "page.typ").write_text(_PAGE.format(kind=kind), encoding="utf-8")
            sheet = typst.compile(f"{folder}/page.typ", root=folder, ignore_system_fonts=True)
        except typst.TypstError as error:
            raise Refused(DAMAGED) from error
    with opened(sheet) as document:
        page = document[0]
        raster = render(page, max(width, height) / max(page.get_size()))
        page.close()
    raster.scale = 1
    return raster


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG, before it is turned. Raises: Refused."""
    if content.startswith(PNG_START):
        width, height = struct.unpack_from(">II", content, 16)
        return width, height
    for marker, start, _ in jpeg_segments(content):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, start + 5)
            return width, height
    raise Refused(DAMAGED)
