"""All that a Word file says: its text, and what stands in margins, notes, boxes and behind it."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake import places
from gongkai.intake.archives import DAMAGED, Refused, parsed
from gongkai.intake.places import Line

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPHS = {f"{WORD}p", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_TEXT = {"pPr", "rPr", "sdtPr", "rubyPr"}
_TAKEN = {"del", "moveFrom"}
# Texts that are not part of the line.
_KINDS = {
    "delText": places.DELETED,
    "delInstrText": places.DELETED,
    "instrText": places.FIELD_CODE,
    "fldSimple": places.FIELD_CODE,
}
_OFF = {"0", "false"}
# Parts with paragraphs, by their root; the place of what stands in them.
_STORIES = {
    "document": "",
    "hdr": places.HEADER,
    "ftr": places.FOOTER,
    "footnotes": places.FOOTNOTE,
    "endnotes": places.ENDNOTE,
    "comments": places.COMMENT,
}
# Parts of which only one kind of value is for people.
_VALUES = {
    "settings": ("docVar", places.PROPERTIES),
    "numbering": ("lvlText", places.NUMBERING),
}
# Parts of the format itself, and what programs write.
_FORMAL = {"Types", "styles", "fonts", "webSettings", "theme", "themeOverride", "clrMapOvr"}
# Names that Word gives by itself.
_GIVEN = re.compile(r"_\w*|[^\d]{0,20}\s?\d{1,6}|image\d*\.\w{3,5}")
_LONGEST_LABEL = 6  # characters of an automatic number without words of its own, such as 第%1条
# What of a content control or a form field people have written.
_SAYING = ("alias", "tag", "listItem", "name", "default", "statusText", "helpText")
_PLAIN_FIELD = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|PAGEREF|REF|SEQ|DATE|TIME|STYLEREF|=)\b.*"
    r"|\s*(?:FORM(?:TEXT|CHECKBOX|DROPDOWN))\s*",
    re.IGNORECASE | re.DOTALL,
)


def word_lines(archive: ZipFile) -> Iterator[Line]:
    """Every line of every part, the text first. Raises: Refused."""
    names = archive.namelist()
    if "word/document.xml" not in names:
        raise Refused(DAMAGED)
    order = ["word/document.xml", *(name for name in names if name != "word/document.xml")]
    for name in order:
        if name.endswith((".xml", ".rels", ".vml")):
            yield from _part(name, parsed(archive.read(name)))


def _part(name: str, root: etree._Element) -> Iterator[Line]:
    kind = etree.QName(root).localname
    if kind in _STORIES and root.tag.startswith(WORD):
        yield from _story(root, _STORIES[kind])
    elif kind == "Relationships":
        yield from places.links(root)
    elif kind in _VALUES:
        name, place = _VALUES[kind]
        for element in root.iter(f"{WORD}{name}"):
            if len(text := element.get(f"{WORD}val", "")) > _LONGEST_LABEL:
                yield Line(place, text)
    elif kind not in _FORMAL:
        yield from places.told_by(_place_of(name), root)


def _place_of(name: str) -> str:
    if name.startswith(("docProps/", "customXml/", "docMetadata/", "word/people")):
        return places.PROPERTIES
    if name.startswith("word/comments"):
        return places.COMMENT
    if name.startswith(("word/charts/", "word/diagrams/")):
        return places.CHART
    return places.OTHER


def _story(root: etree._Element, place: str) -> Iterator[Line]:
    """The paragraphs of a part, a row of a table as one line, then what they do not show."""
    boxed: set[str] = set()
    paragraphs = [one for one in root.iter("*") if one.tag in _PARAGRAPHS]
    for _, group in groupby(paragraphs, key=_row_or_self):
        cells = list(group)
        box = any(map(_is_boxed, cells))
        text = _row(cells, "")
        # A text box comes twice: for programs that know it, and for those that do not.
        if not box:
            yield Line(place, text)
        elif text not in boxed:
            boxed.add(text)
            yield Line(places.TEXT_BOX, text)
        for kind in (places.DELETED, places.HIDDEN, places.FIELD_CODE):
            unseen = _row(cells, kind)
            if unseen and not (kind == places.FIELD_CODE and _PLAIN_FIELD.fullmatch(unseen)):
                yield Line(kind, unseen)
    yield from _behind(root)


def _row_or_self(paragraph: etree._Element) -> object:
    """What makes a line: the row of a table that the paragraph stands in, or itself."""
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == f"{WORD}tr":
            return ancestor
        if ancestor.tag == f"{WORD}txbxContent":
            break
    return paragraph


def _is_boxed(paragraph: etree._Element) -> bool:
    if not paragraph.tag.startswith(WORD):
        return True
    return next(paragraph.iterancestors(f"{WORD}txbxContent"), None) is not None


def _row(paragraphs: list[etree._Element], kind: str) -> str:
    """The pieces of one kind, cells divided by tabs, paragraphs of one cell by blanks."""
    cells = (
        " ".join(filter(None, ("".join(_pieces(one, kind)) for one in group)))
        for _, group in groupby(paragraphs, key=etree._Element.getparent)
    )
    return "\t".join(filter(None, cells))


def _pieces(paragraph: etree._Element, kind: str) -> Iterator[str]:
    row = next(paragraph.iterancestors(f"{WORD}tr"), None)
    taken = row is not None and row.find(f"{WORD}trPr/{WORD}del") is not None
    start = places.DELETED if taken else ""
    return (text for found, text in _told(paragraph, start) if found == kind)


def _told(element: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    """Pieces of a paragraph with what they are; paragraphs in it, in a box, come by themselves."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _PARAGRAPHS:
            continue
        name = etree.QName(child).localname
        text = _text_of(child, name)
        if text:
            yield kind or _KINDS.get(name, ""), text
        if name not in _NOT_TEXT:
            yield from _told(child, kind or _kind_of(child, name))


def _text_of(element: etree._Element, name: str) -> str:
    if name in _SIGNS and element.tag.startswith(WORD):
        return _SIGNS[name]
    if name == "textpath":  # letters drawn as a picture: a watermark
        return str(element.get("string", ""))
    if name == "fldSimple":
        return str(element.get(f"{WORD}instr", ""))
    return element.text or "" if name == "t" or name in _KINDS else ""


def _kind_of(element: etree._Element, name: str) -> str:
    if name in _TAKEN:
        return places.DELETED
    if name == "r":
        switch = element.find(f"{WORD}rPr/{WORD}vanish")
        if switch is not None and switch.get(f"{WORD}val", "1") not in _OFF:
            return places.HIDDEN
    return ""


def _behind(root: etree._Element) -> Iterator[Line]:
    """What controls, links, bookmarks and pictures are called."""
    for element in root.iter("*"):
        name = etree.QName(element).localname
        if name in _BEHIND:
            yield from _BEHIND[name](element)
        elif not element.tag.startswith(WORD):
            yield from places.spoken(places.DESCRIPTION, element)


def _control(element: etree._Element) -> Iterator[Line]:
    for inner in element.iter(*(f"{WORD}{name}" for name in _SAYING)):
        for name in ("val", "displayText", "value"):
            yield from _named(places.CONTROL, inner.get(f"{WORD}{name}", ""))


def _hyperlink(element: etree._Element) -> Iterator[Line]:
    for name in ("tooltip", "anchor", "docLocation"):
        yield from _named(places.LINK, element.get(f"{WORD}{name}", ""))


def _bookmark(element: etree._Element) -> Iterator[Line]:
    return _named(places.BOOKMARK, element.get(f"{WORD}name", ""))


def _drawing(element: etree._Element) -> Iterator[Line]:
    yield from _named(places.DESCRIPTION, element.get("name", ""))
    yield from places.spoken(places.DESCRIPTION, element)


def _named(place: str, text: str) -> Iterator[Line]:
    if text and not _GIVEN.fullmatch(text):
        yield Line(place, text)


_BEHIND: dict[str, Callable[[etree._Element], Iterator[Line]]] = {
    "sdtPr": _control,
    "ffData": _control,
    "hyperlink": _hyperlink,
    "bookmarkStart": _bookmark,
    "docPr": _drawing,
    "cNvPr": _drawing,
}
