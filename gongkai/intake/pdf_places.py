"""All that a PDF says: its pages, and what stands in remarks, forms, bookmarks and behind them."""

import re
import zlib
from collections.abc import Iterator
from html import unescape

from gongkai.intake import places
from gongkai.intake.pdf import is_remark, objects, page_texts
from gongkai.intake.pdf_strings import STRING, text_of, value
from gongkai.intake.places import Line

_TOKEN = re.compile(rb"/([A-Za-z][A-Za-z0-9]*)|" + STRING, re.DOTALL)
_METADATA = re.compile(rb"/Type\s*/Metadata\b")
_LAYER = re.compile(rb"/Type\s*/OCG\b")
_TAGS = re.compile(r"<[^>]*>")
# Keys whose strings are for people, and those that carry only the format.
_PLACES = {
    b"URI": places.LINK,
    b"F": places.LINK,
    b"UF": places.LINK,
    b"Title": places.BOOKMARK,
    b"Alt": places.DESCRIPTION,
    b"ActualText": places.DESCRIPTION,
    b"E": places.DESCRIPTION,
    **dict.fromkeys((b"V", b"DV", b"T", b"TU", b"TM", b"Opt", b"CA", b"RV"), places.CONTROL),
    **dict.fromkeys((b"Contents", b"RC", b"Subj"), places.COMMENT),
}
_FORMAL = {
    *(b"ID", b"Lang", b"DA", b"Registry", b"Ordering", b"CharSet", b"CreationDate", b"ModDate"),
    *(b"M", b"Panose", b"CheckSum", b"Lookup", b"Indexed", b"Cert", b"ByteRange", b"Style"),
    *(b"OutputConditionIdentifier", b"RegistryName", b"Info", b"DeviceRGB", b"DeviceGray"),
}


def pdf_lines(content: bytes) -> Iterator[Line]:
    """Every line, the pages first; also what lies in layers that are switched off.

    Raises: Refused.
    """
    for page in page_texts(content):
        yield Line("", page)
    for dictionary, stream, is_info in objects(content):
        if _METADATA.search(dictionary):
            yield Line(places.PROPERTIES, unescape(_TAGS.sub("\n", text_of(_unpacked(stream)))))
            continue
        whole = _whole(dictionary, is_info=is_info)
        for place, text in _strings(dictionary):
            yield Line(whole or place, text)


def _whole(dictionary: bytes, *, is_info: bool) -> str:
    """The place of everything in an object, where it is one thing."""
    if is_info:
        return places.PROPERTIES
    if _LAYER.search(dictionary):
        return places.LAYER
    return places.COMMENT if is_remark(dictionary) else ""


def _strings(dictionary: bytes) -> Iterator[Line]:
    key = b""
    for name, literal, digits in _TOKEN.findall(dictionary):
        if name:
            key = name
        elif key not in _FORMAL:
            text = text_of(value(literal, digits or None))
            yield Line(_PLACES.get(key, places.OTHER), text.replace("\0", ""))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream
