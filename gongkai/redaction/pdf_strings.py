"""The strings of a PDF in every encoding that may stand behind them."""

import re
from collections.abc import Iterator

from gongkai.intake.pdf_strings import STRING, value

_TOKEN = re.compile(STRING, re.DOTALL)
_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
_LARGEST = 4 * 1024 * 1024  # bytes of a stream that is read as text in every encoding


def strings_of(data: bytes) -> Iterator[str]:
    """Each string and all of them joined, then the data themselves, in every encoding.

    Letters that are drawn one by one so come together. A stray bracket in binary data may give
    nonsense, never an error.
    """
    strings = [value(*match.groups()) for match in _TOKEN.finditer(data)]
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
