"""The strings in the syntax of PDF: in brackets with escapes, or as hexadecimal digits."""

import codecs
import re

STRING = rb"\(((?:[^()\\]|\\.|\([^()]{0,200}\))*)\)|<([0-9A-Fa-f\s]+)>"
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MARKS = ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))


def value(literal: bytes | None, digits: bytes | None) -> bytes:
    """The bytes of a string, from the groups of STRING."""
    if digits is not None:
        clean = re.sub(rb"\s", b"", digits)
        return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode())
    return _ESCAPE.sub(_unescaped, literal or b"")


def text_of(data: bytes) -> str:
    """The text of a string that is one: marked as Unicode, or as Chinese programs write it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "ignore")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, sign = match.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if sign in (b"\n", b"\r\n", b"\r"):
        return b""
    return _NAMED.get(sign, sign)
