"""Pictures: where they end, and their bytes without what the camera and its owner wrote."""

import struct
import zlib
from collections.abc import Iterable, Iterator

from gongkai.intake.archives import DAMAGED, Refused

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"

# What a picture needs to be shown; text, times, EXIF and private chunks are left out.
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"),
    *(b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP"),
}
# JFIF, colour profile and Adobe's colour transform; the other APPn and COM go.
_APP0, _APP1, _APP2, _APP14, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_PROFILE = b"ICC_PROFILE\0"
_EXIF = b"Exif\0\0"
_ORIENTATION, _TURNED = 0x0112, range(2, 9)
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_STANDALONE = {0x01, *range(0xD0, 0xD8)}


def png_end(content: bytes) -> int:
    """Where the picture ends. Raises: Refused."""
    return max(end for _, _, end in _png_chunks(content))


def jpeg_end(content: bytes) -> int:
    """Where the picture ends. Raises: Refused."""
    return max(end for _, _, end in jpeg_segments(content))


def strip_png(content: bytes) -> bytes:
    """The picture alone. Raises: Refused."""
    kept = (content[start:end] for name, start, end in _png_chunks(content) if name in _PNG_KEPT)
    return PNG_START + b"".join(kept)


def written_png(width: int, lines: Iterable[bytes]) -> bytes:
    """A PNG of lines of pixels, each red, green and blue in a byte of its own."""
    rows = [b"\0" + line for line in lines]
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return PNG_START + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def strip_jpeg(content: bytes) -> bytes:
    """The picture alone, with a note where it has to be turned. Raises: Refused."""
    kept, turn = [], b""
    for marker, start, end in jpeg_segments(content):
        payload = content[start + 4 : end]
        if marker == _APP1 and payload.startswith(_EXIF):
            turn = turn or _turn_note(payload[len(_EXIF) :])
        if not is_personal(marker, payload):
            kept.append(content[start:end])
    return b"\xff\xd8" + turn + b"".join(kept)


def _turn_note(exif: bytes) -> bytes:
    """An EXIF segment that says only how the camera was held; none where it was upright."""
    order = ">" if exif[:2] == b"MM" else "<"
    try:
        (directory,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, directory + 2 + 12 * number)
            if tag == _ORIENTATION and value in _TURNED:
                entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
                payload = _EXIF + b"MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
                return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload
    except struct.error:
        pass
    return b""


def is_personal(marker: int, payload: bytes) -> bool:
    """Whether a segment of a JPEG file may say who, where or with what."""
    if marker == _APP2:
        return not payload.startswith(_PROFILE)
    return marker == _COMMENT or (marker in _APPLICATION and marker not in (_APP0, _APP14))


def jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment after the first two bytes; a scan with its data.

    Raises: Refused.
    """
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise Refused(DAMAGED)
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            yield marker, at, at + 1
            at += 1
            continue
        end = at + 2
        if marker not in _STANDALONE and marker != _END_OF_IMAGE:
            end += int.from_bytes(content[end : end + 2], "big")
        if marker == _START_OF_SCAN:
            end = _scan_end(content, end)
        yield marker, at, end
        if marker == _END_OF_IMAGE:
            return
        at = end
    raise Refused(DAMAGED)


def _scan_end(content: bytes, at: int) -> int:
    """Where the entropy-coded data of a scan end: at a marker that is no stuffing or restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        following = content[at + 1]
        if following and following not in _STANDALONE and following != 0xFF:
            return at
        at += 1
    raise Refused(DAMAGED)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = len(PNG_START)
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if end > len(content):
            break
        yield name, at, end
        if name == b"IEND":
            return
        at = end
    raise Refused(DAMAGED)
