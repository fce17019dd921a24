"""The check of a file that leaves: no word that was removed may be found in it, in any way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from gongkai.redaction.folding import fold
from gongkai.redaction.model import Leaked
from gongkai.redaction.traces import Trace, traces

# Shorter words, and plain numbers, turn up in raw bytes by chance; text is searched for any.
_SHORTEST_RAW = 6
_ENCODINGS = ("utf-8", "gb18030", "utf-16-be", "utf-16-le", "latin-1", "big5")


@dataclass(frozen=True, slots=True)
class Leak:
    """A word that can still be found; `place` says where, for a person."""

    word: str
    place: str


def verify(content: bytes, forbidden: Iterable[str], *, filename: str = "") -> tuple[Leak, ...]:
    """Every word of `forbidden` that the file, or its name, still holds, with the places.

    Text is compared without blanks, widths and look-alikes. Pictures are not read.
    Raises: Refused where the file cannot be opened.
    """
    words = {word: fold(word) for word in forbidden if fold(word)}
    if not words:
        return ()
    found = chain(traces(content), [Trace("文件名", text=filename)])
    spelled = {word: tuple(_spellings(word)) for word in words}
    leaks = [
        Leak(word, trace.place) for trace in found for word in _words_in(trace, words, spelled)
    ]
    return tuple(dict.fromkeys(leaks))


def refuse_leaks(content: bytes, forbidden: Iterable[str]) -> None:
    """Raises: Leaked, naming the words and the places."""
    leaks = verify(content, forbidden)
    if leaks:
        named = "；".join(f"“{leak.word}”见于{leak.place}" for leak in leaks[:5])
        raise Leaked(f"处理后的副本里还能找到应当隐去的内容，没有生成：{named}。请补充标记后重试。")


def refuse_pictures(content: bytes, gone: Mapping[int, Iterable[bytes]]) -> None:
    """Look for pictures that were covered, by their numbers, in everything the file holds.

    Raises: Leaked.
    """
    held = [trace.raw for trace in traces(content)]
    for number, files in gone.items():
        if any(file in raw for file in files for raw in held):
            raise Leaked(f"处理后的副本里还有应当遮盖的第{number}幅图片，没有生成。请联系管理员。")


def _words_in(
    trace: Trace, words: dict[str, str], spelled: dict[str, tuple[bytes, ...]]
) -> Iterator[str]:
    text = fold(trace.text)
    lowered = trace.raw.lower()
    for word, wanted in words.items():
        if wanted in text or any(one in lowered for one in spelled[word]):
            yield word


def _spellings(word: str) -> Iterator[bytes]:
    """The word as bytes and as hexadecimal digits, as plain as programs write it."""
    for encoding in _ENCODINGS:
        try:
            spelling = word.encode(encoding).lower()
        except UnicodeEncodeError:
            continue
        # A number in one byte each is all over the tables and drawings of a file.
        if len(spelling) < (_SHORTEST_RAW if not word.isascii() else _SHORTEST_RAW + 2):
            continue
        yield spelling
        yield spelling.hex().encode()
