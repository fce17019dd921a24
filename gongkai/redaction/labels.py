"""The article that allows a removal, printed in white on its bar."""

import json
from functools import lru_cache

import typst

from gongkai.documents.fonts import package_fonts
from gongkai.intake.pdf import opened
from gongkai.redaction.raster import Raster, render

_SHARE = 0.7  # of the height of the bar
_SMALLEST = 10  # pixels; smaller letters cannot be read
_MARGIN = 4  # pixels


def print_label(picture: Raster, box: tuple[int, int, int, int], label: str) -> None:
    """Print the label at the left of a painted bar if it fits."""
    left, top, right, bottom = box
    height = round((bottom - top) * _SHARE)
    if height < _SMALLEST or len(label) * height > right - left:
        return
    text = _drawn(label, height)
    if text.width + 2 * _MARGIN > right - left or text.height > bottom - top:
        return
    first = top + (bottom - top - text.height) // 2
    stride = text.width * text.channels
    for row in range(text.height):
        start = ((first + row) * picture.width + left + _MARGIN) * picture.channels
        picture.pixels[start : start + stride] = text.pixels[row * stride : (row + 1) * stride]


@lru_cache(maxsize=256)
def _drawn(label: str, height: int) -> Raster:
    """White letters on black, about as high as asked."""
    fonts = package_fonts()
    markup = (
        f"#set page(width: auto, height: auto, margin: 0pt, fill: black)\n"
        f"#set text(size: 100pt, fill: white, font: {json.dumps(fonts.fallback[0])},"
        ' top-edge: "ascender", bottom-edge: "descender")\n'
        f"#{json.dumps(label, ensure_ascii=False)}"
    )
    content = typst.compile(markup.encode(), font_paths=fonts.catalogue, ignore_system_fonts=True)
    with opened(content) as document:
        page = document[0]
        drawn = render(page, height / page.get_height())
        page.close()
    return drawn
