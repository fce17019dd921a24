"""Pictures as plain rows of pixels: painted over, thinned, written as PNG."""

import math
import struct
import zlib
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]

from gongkai.intake.images import PNG_START
from gongkai.redaction.model import Area

# Few levels make pages of text compress well; nobody sees the difference.
_LEVELS = {1: 17, 3: 8}
_TABLES = {
    channels: bytes(min(255, round(value / step) * step) for value in range(248)) + b"\xff" * 8
    for channels, step in _LEVELS.items()
}


@dataclass(slots=True)
class Raster:
    """Rows from the top, without gaps; `channels` is 3 (RGB) or 1 (grey).

    Units: pixels; `scale` is pixels to the point.
    """

    width: int
    height: int
    pixels: bytearray
    scale: float
    channels: int = 3

    def paint(self, area: Area) -> tuple[int, int, int, int]:
        """Make the area black, whole pixels at its edges; return the pixels painted."""
        box = self.cut(area.left, area.top, area.right, area.bottom)
        left, top, right, bottom = box
        black = bytes((right - left) * self.channels)
        for row in range(top, bottom):
            start = (row * self.width + left) * self.channels
            self.pixels[start : start + len(black)] = black
        return box

    def cut(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[int, int, int, int]:
        """The pixels that a rectangle in points touches."""
        return (
            min(max(0, math.floor(left * self.scale)), self.width),
            min(max(0, math.floor(top * self.scale)), self.height),
            min(max(0, math.ceil(right * self.scale)), self.width),
            min(max(0, math.ceil(bottom * self.scale)), self.height),
        )

    def differs(self, other: "Raster", box: tuple[int, int, int, int]) -> bool:
        left, top, right, bottom = box
        for row in range(top, bottom):
            start = (row * self.width + left) * self.channels
            end = start + (right - left) * self.channels
            if self.pixels[start:end] != other.pixels[start:end]:
                return True
        return False


def render(page: pypdfium2.PdfPage, scale: float) -> Raster:
    """The page as a reader sees it."""
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False, rev_byteorder=True)
    used = bitmap.width * bitmap.n_channels
    rows = memoryview(bitmap.buffer).cast("B")
    pixels = bytearray(used * bitmap.height)
    for row in range(bitmap.height):
        start = row * bitmap.stride
        pixels[row * used : (row + 1) * used] = rows[start : start + used]
    width, height, channels = bitmap.width, bitmap.height, bitmap.n_channels
    rows.release()
    bitmap.close()
    return Raster(width, height, pixels, scale, channels)


def thinned(raster: Raster) -> Raster:
    """Fewer shades, and grey where there is no colour."""
    pixels, channels = raster.pixels, raster.channels
    if channels == 3 and pixels[0::3] == pixels[1::3] == pixels[2::3]:
        pixels, channels = pixels[0::3], 1
    return Raster(
        raster.width, raster.height, pixels.translate(_TABLES[channels]), raster.scale, channels
    )


def png(raster: Raster) -> bytes:
    """A PNG file with nothing but the picture."""
    stride = raster.width * raster.channels
    rows = b"".join(
        b"\0" + raster.pixels[start : start + stride]
        for start in range(0, len(raster.pixels), stride)
    )
    colour = 2 if raster.channels == 3 else 0
    header = struct.pack(">IIBBBBB", raster.width, raster.height, 8, colour, 0, 0, 0)
    return PNG_START + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )
