"""Everything a file says, seen or not: what a curious reader with simple tools would get."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake import places
from gongkai.intake.archives import Limits, open_archive
from gongkai.intake.images import PNG_START
from gongkai.intake.pdf import opened
from gongkai.redaction.pdf_strings import strings_of

_LIMITS = Limits(file=200 * 1024 * 1024, unpacked=600 * 1024 * 1024, members=10_000)
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
# Words of the format itself, which stand in every file.
_GRAMMAR = re.compile(
    rb"/Registry\s*\(Adobe\)|/Ordering\s*\((?:Identity|UCS)\)|/[A-Z][A-Za-z0-9]*"
    rb"|(?:begin|end)(?:cmap|bfrange|bfchar|codespacerange|stream|obj)"
    rb"|(?:find|define)resource|currentdict|startxref|trailer"
)
# What Word and WPS write there of themselves is Latin: the names of styles, fonts and parts;
# of it only long numbers are looked at.
_FORMAL = re.compile(
    r"\[Content_Types\]\.xml|word/(?:styles|numbering|settings|fontTable)\.xml|word/theme/.*"
)
_NOT_LATIN = re.compile(r"[^\x00-\x7f]+|\d[\d -]{5,}[\dXx]")
# What the parts of a Word file are called in the program.
_LABELS = (
    (re.compile(r"word/document\.xml"), "正文"),
    (re.compile(r"word/header\d*\.xml"), places.HEADER),
    (re.compile(r"word/footer\d*\.xml"), places.FOOTER),
    (re.compile(r"word/footnotes\.xml"), places.FOOTNOTE),
    (re.compile(r"word/endnotes\.xml"), places.ENDNOTE),
    (re.compile(r"word/comments\w*\.xml"), places.COMMENT),
    (re.compile(r"word/numbering\.xml"), places.NUMBERING),
    (re.compile(r"(?:docProps|customXml)/.*|word/settings\.xml"), places.PROPERTIES),
    (re.compile(r"word/_rels/.*\.rels"), places.LINK),
)
_DICTIONARY = 2048  # bytes before a stream in which its dictionary is looked for
_LARGEST = 64 * 1024 * 1024  # bytes that one stream may unpack to


@dataclass(frozen=True, slots=True)
class Trace:
    """Text as it can be read at a place, and bytes as they lie there."""

    place: str
    text: str = ""
    raw: bytes = b""


def traces(content: bytes) -> Iterator[Trace]:
    """All that is in the file. Raises: Refused."""
    if content.startswith(b"%PDF-"):
        yield from _pdf(content)
    elif content.startswith(b"PK"):
        yield from _container(content)
    else:
        yield _plain("文件", content)


def _pdf(content: bytes) -> Iterator[Trace]:
    with opened(content) as document:
        pages = []
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range())
            text_page.close()
            page.close()
            yield Trace(f"第{number + 1}页的文字", pages[-1])
        yield Trace("各页相连的文字", "".join(pages))
        yield Trace("文件属性", "\n".join(document.get_metadata_dict().values()))
        yield Trace("书签", "\n".join(one.get_title() for one in document.get_toc()))
    outside = bytearray()
    at = 0
    for start, end, data in _streams(content):
        outside += content[at:start]
        at = end
        if _PICTURE.search(content, max(0, start - _DICTIONARY), start):
            yield Trace("图片的数据", raw=data)
        else:
            yield _objects("文件内部的数据", data)
    yield _objects("文件的结构", bytes(outside) + content[at:])


def _streams(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and unpacked data of each stream, also of versions long replaced."""
    at = 0
    while match := _STREAM.search(content, at):
        start = match.end()
        end = content.find(b"endstream", start)
        end = len(content) if end < 0 else end
        if content[max(0, match.start() - 3) : match.start()] == b"end":
            at = start
            continue
        yield start, end, _unpacked(content[start:end])
        at = end


def _unpacked(data: bytes) -> bytes:
    """What can be unpacked of it, with the data as they are unless all was unpacked."""
    for header in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(header)
        try:
            unpacked = unpacker.decompress(data, _LARGEST)
        except zlib.error:
            continue
        return unpacked if unpacker.eof else unpacked + data
    return data


def _objects(place: str, data: bytes) -> Trace:
    """Strings of PDF's own kind in every encoding, one after the other and joined."""
    told = _GRAMMAR.sub(b"\0", data)
    return Trace(place, "\n".join(strings_of(told)), told)


def _container(content: bytes) -> Iterator[Trace]:
    with open_archive(content, _LIMITS) as archive:
        for name in archive.namelist():
            yield from _member(name, archive.read(name))


def _member(name: str, data: bytes) -> Iterator[Trace]:
    yield Trace("压缩包内的文件名", unquote(name))
    if data.startswith(b"PK"):
        for inner in _container(data):
            yield Trace(f"{name}内的{inner.place}", inner.text, inner.raw)
    elif name.endswith((".xml", ".rels", ".vml", ".svg")):
        yield from _xml(name, data)
    else:
        yield _plain(name, data)


def _xml(name: str, data: bytes) -> Iterator[Trace]:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        yield _plain(name, data)
        return
    elements = list(root.iter("*"))
    texts = "".join(root.itertext())
    values = chain.from_iterable(one.attrib.values() for one in elements)
    comments = (one.text or "" for one in root.iter(etree.Comment, etree.ProcessingInstruction))
    text = "\0".join((texts, unquote("\n".join(chain(values, comments)))))
    yield Trace(
        part_label(name), "\0".join(_NOT_LATIN.findall(text)) if _FORMAL.fullmatch(name) else text
    )


def part_label(name: str) -> str:
    """What a part of a Word file is called; of another file its name."""
    return next((words for pattern, words in _LABELS if pattern.fullmatch(name)), name)


def _plain(name: str, data: bytes) -> Trace:
    """Raw bytes, and of a PNG also what its text blocks hold packed."""
    packed = b""
    if data.startswith(PNG_START):
        packed = b"\n".join(
            _unpacked(data[match.end() :])
            for match in re.finditer(rb"(?:zTXt|iTXt|iCCP)[^\0]{1,79}\0{1,2}", data)
        )
    return Trace(name, raw=data + packed)
