"""A Word file with marks taken out."""

import io
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import DAMAGED, Refused, open_archive, parsed
from gongkai.intake.files import DEFAULT_LIMITS, FileKind
from gongkai.intake.metadata import strip_metadata
from gongkai.redaction.docx_cleaning import clean, refuse_hidden_styles
from gongkai.redaction.docx_pictures import (
    MEDIA,
    Members,
    Parts,
    Picture,
    covered,
    pictures_in,
    used_media,
)
from gongkai.redaction.docx_text import paragraphs_of, remove, text_of
from gongkai.redaction.folding import folded
from gongkai.redaction.model import Mark, Passage, Released, Report, words_of
from gongkai.redaction.verify import refuse_leaks, refuse_pictures

_PAGES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/\w+\.xml\.rels|word/media/[^/]+"
    r"|word/(?:styles|numbering|settings|fontTable)\.xml|word/theme/theme\d*\.xml"
)
# Parts that no reader misses.
_DROPPED = re.compile(
    r"word/(?:glossary/|fonts/|webSettings\.xml|stylesWithEffects\.xml|theme/_rels/)"
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def paragraphs(content: bytes) -> tuple[Passage, ...]:
    """Every paragraph that has text, whole: where marks may be set. Raises: Refused."""
    return tuple(passage for passage, _ in texts(content))


def texts(content: bytes) -> tuple[tuple[Passage, str], ...]:
    """Every paragraph that has text, with the text. Raises: Refused."""
    _, parts = _prepared(content)
    return tuple(_texts(parts))


def pictures(content: bytes) -> tuple[Picture, ...]:
    """Every picture that a page shows, in the order in which marks number them. Raises: Refused."""
    return pictures_in(*_prepared(content))


def find(
    content: bytes, words: Iterable[str], *, ground: str, note: str = "", regime: str = "2019"
) -> tuple[Mark, ...]:
    """A mark for each place where a word stands, across runs, lines and paragraphs of a part.

    Raises: Refused.
    """
    _, parts = _prepared(content)
    marks = []
    wanted = tuple(dict.fromkeys(words))
    for name, root in parts.items():
        here = list(_texts({name: root}))
        search = folded("".join(text for _, text in here))
        for word in wanted:
            for start, end in search.spans(word):
                marks.append(Mark(tuple(_passages(here, start, end)), ground, note, word, regime))
    return tuple(marks)


def redact_docx(content: bytes, marks: tuple[Mark, ...]) -> Released:
    """A copy with a bar, always as long, in place of each mark.

    A mark that is an area covers a picture, always the whole; its page is the picture's number.
    What is not printed does not go over: properties, remarks, hidden text, field codes, links,
    bookmarks, descriptions of pictures. Tracked changes are accepted.
    Raises: Refused, also for files that hold other files or pictures that were cut; Leaked where
    the copy would still hold a marked word.
    """
    loaded, parts = _prepared(content)
    spans: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    numbers: dict[int, str] = {}
    for mark in marks:
        for place in mark.places:
            if isinstance(place, Passage):
                spans[place.part, place.paragraph].append((place.start, place.end))
            else:
                numbers[place.page] = mark.article
    removed = 0
    pictures = pictures_in(loaded, parts)
    members = covered(loaded, numbers, pictures)
    for (part, number), stretches in spans.items():
        here = paragraphs_of(parts[part]) if part in parts else []
        if number >= len(here) or max(stretches)[1] > len(text_of(here[number])):
            raise Refused("标记的位置在文件里找不到，请重新标记。")
        removed += remove(here[number], stretches)
    copy = _written(members | {name: _serialised(root) for name, root in parts.items()})
    refuse_leaks(copy, words_of(marks))
    refuse_pictures(
        copy, {number: [loaded[one] for one in pictures[number - 1].members] for number in numbers}
    )
    places = sum(len(mark.places) for mark in marks)
    left = len(pictures) - len(numbers)
    return Released(copy, Report(pages=0, places=places, removed=removed, pictures=left))


def _prepared(content: bytes) -> tuple[Members, Parts]:
    """The members that go over, and the parts with text, cleaned. Raises: Refused."""
    stripped = strip_metadata(content, FileKind.DOCX)
    members: Members = {}
    parts: Parts = {}
    with open_archive(stripped, DEFAULT_LIMITS) as archive:
        for name in archive.namelist():
            if _PAGES.fullmatch(name):
                parts[name] = parsed(archive.read(name))
                clean(parts[name])
            elif _KEPT.fullmatch(name):
                members[name] = archive.read(name)
            elif not _DROPPED.match(name):
                raise Refused(
                    f"文件里嵌有图表或者别的文件（{posixpath.basename(name)}），不能可靠处理。"
                    "请在 Word 中改为图片或者删去，或者导出为 PDF 后重试。"
                )
    if "word/document.xml" not in parts:
        raise Refused(DAMAGED)
    parts = {name: parts[name] for name in sorted(parts)}
    used = used_media(members, parts)
    members = {
        name: data for name, data in members.items() if name in used or not name.startswith(MEDIA)
    }
    return _consistent(members, parts), parts


def _consistent(members: Members, parts: Parts) -> Members:
    """Nothing refers to a member that does not go over, or out of the file."""
    names = members.keys() | parts.keys()
    result = {}
    for name, data in members.items():
        if not name.endswith((".xml", ".rels")):
            result[name] = data
            continue
        root = parsed(data)
        if name == "word/styles.xml":
            refuse_hidden_styles(root)
        if name in ("word/settings.xml", "word/fontTable.xml"):
            clean(root)
        for element in list(root):
            if _is_lost(element, name, names):
                root.remove(element)
        result[name] = _serialised(root)
    return result


def _is_lost(element: etree._Element, name: str, names: set[str]) -> bool:
    if element.tag == _RELATIONSHIP:
        if element.get("TargetMode") == "External":
            return True
        folder = posixpath.dirname(posixpath.dirname(name))
        target = posixpath.join("/", folder, element.get("Target", ""))
        return posixpath.normpath(target).lstrip("/") not in names
    part = element.get("PartName")
    return part is not None and part.lstrip("/") not in names


def _texts(parts: Parts) -> Iterator[tuple[Passage, str]]:
    for name, root in parts.items():
        for number, paragraph in enumerate(paragraphs_of(root)):
            text = text_of(paragraph)
            if text:
                yield Passage(name, number, 0, len(text)), text


def _passages(here: list[tuple[Passage, str]], start: int, end: int) -> Iterator[Passage]:
    """The stretch of the joined texts, as a passage in each paragraph that it touches."""
    at = 0
    for passage, text in here:
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            yield Passage(passage.part, passage.paragraph, first, last)
        at += len(text)


def _serialised(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _written(members: Members) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as out:
        for name in sorted(members, key=lambda name: (name != "[Content_Types].xml", name)):
            out.writestr(ZipInfo(name, _EPOCH), members[name], ZIP_DEFLATED)
    return target.getvalue()
