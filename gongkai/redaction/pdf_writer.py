"""A PDF made of nothing but page images and text that is not drawn.

The text has a font without shapes or names of its own: each code is its own character, in every
file alike, so the font says nothing about the text that was there.
"""

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from gongkai.redaction.characters import Box
from gongkai.redaction.raster import Raster

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Unseen/Encoding/Identity-H"
    b"/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Unseen/DW 1000/FontDescriptor 5 0 R"
    b"/CIDToGIDMap 8 0 R/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    b"<</Type/FontDescriptor/FontName/Unseen/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0"
    b"/Ascent 800/Descent -200/CapHeight 800/StemV 80/FontFile2 7 0 R>>",
)
_CODES = (
    b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
    b"/CMapName/Unseen def/CMapType 2 def\n"
    b"1 begincodespacerange<0000><FFFF>endcodespacerange\n"
    # A range may not leave its upper byte, and a block holds at most a hundred ranges.
    + b"".join(
        b"64 beginbfrange\n%sendbfrange\n"
        % b"".join(
            b"<%02X00><%02XFF><%02X00>\n" % ((high,) * 3) for high in range(first, first + 64)
        )
        for first in range(0, 256, 64)
    )
    + b"endcmap CMapName currentdict/CMap defineresource pop end end"
)
_DESCENT = 0.2  # of the size of a letter, below its baseline
_PER_PAGE = 3
_FIRST_PAGE = 9
_GLYPH = "unseen"  # the one glyph of all characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. Units: points; the boxes of `text` are measured from the upper left corner."""

    width: float
    height: float
    picture: Raster
    text: tuple[tuple[str, Box], ...]


def write_pdf(sheets: Iterable[Sheet]) -> bytes:
    """The same sheets give the same bytes."""
    bodies = [body for number, sheet in enumerate(sheets) for body in _page(sheet, number)]
    count = len(bodies) // _PER_PAGE
    kids = b" ".join(b"%d 0 R" % (_FIRST_PAGE + _PER_PAGE * number) for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        *_FONT,
        _stream(b"", _CODES),
        _stream(b"", _font_file()),
        _stream(b"", b"\x00\x01" * 0x10000),
        *bodies,
    ]
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


@cache
def _font_file() -> bytes:
    """A font whose only glyph is as large as its body; readers place text by it."""
    pen = TTGlyphPen(None)
    corners = ((0, -200), (0, 800), (1000, 800), (1000, -200))
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", _GLYPH])
    builder.setupGlyf(dict.fromkeys((".notdef", _GLYPH), pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", _GLYPH), (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupMaxp()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def _page(sheet: Sheet, number: int) -> tuple[bytes, bytes, bytes]:
    at = _FIRST_PAGE + _PER_PAGE * number
    size = f"{sheet.width:.2f} {sheet.height:.2f}".encode()
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents %d 0 R"
        b"/Resources<</XObject<</P %d 0 R>>/Font<</T 3 0 R>>>>>>" % (size, at + 1, at + 2)
    )
    picture = sheet.picture
    colours = b"/DeviceRGB" if picture.channels == 3 else b"/DeviceGray"
    image = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s" % (
        picture.width,
        picture.height,
        colours,
    )
    drawn = f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /P Do Q\n".encode()
    return page, _stream(b"", drawn + _text(sheet)), _stream(image, bytes(picture.pixels))


def _text(sheet: Sheet) -> bytes:
    """The letters, placed no finer than the pixels of the picture are."""
    if not sheet.text:
        return b""
    grid = sheet.picture.scale
    lines = ["BT 3 Tr"]
    for text, box in sheet.text:
        left, top, right, bottom = (round(edge * grid) / grid for edge in box)
        size = max(bottom - top, 1 / grid)
        units = len(text.encode("utf-16-be")) // 2
        stretch = 100 * max(right - left, 1 / grid) / size / units
        base = sheet.height - bottom + _DESCENT * size
        lines.append(
            f"/T {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {left:.2f} {base:.2f} Tm"
            f" <{text.encode('utf-16-be').hex()}> Tj"
        )
    return "\n".join([*lines, "ET"]).encode()


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        entries,
        len(packed),
        packed,
    )
