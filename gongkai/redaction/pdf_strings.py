"""The strings in the syntax of PDF: in brackets with escapes, or as hexadecimal digits."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb"\(((?:[^()\\]|\\.|\([^()]{0,200}\))*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
_LARGEST = 4 * 1024 * 1024  # bytes of a stream that is read as text in every encoding


def strings_of(data: bytes) -> Iterator[str]:
    """Each string and all of them joined, then the data themselves, in every encoding.

    Letters that are drawn one by one so come together. A stray bracket in binary data may give
    nonsense, never an error.
    """
    strings = [_value(match) for match in _TOKEN.finditer(data)]
    for one in (*strings, b"".join(strings)):
        yield from _decoded(one)
        yield one.decode("latin-1")
    if len(data) <= _LARGEST:
        for text in _decoded(data):
            # Short numbers are everywhere in drawings; strings have been looked at above.
            yield re.sub(r"[\x00-\x7f]+", "\0", text)


def _decoded(data: bytes) -> Iterator[str]:
    for encoding in _ENCODINGS:
        yield data.decode(encoding, "ignore")
    yield data[1:].decode("utf-16-be", "ignore")


def _value(match: re.Match[bytes]) -> bytes:
    literal, digits = match.groups()
    if digits is not None:
        clean = re.sub(rb"\s", b"", digits)
        return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode())
    return _ESCAPE.sub(_unescaped, literal)


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, sign = match.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if sign in (b"\n", b"\r\n", b"\r"):
        return b""
    return _NAMED.get(sign, sign)
