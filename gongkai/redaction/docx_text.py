"""The text of a Word file paragraph by paragraph, and the removal of a stretch of it."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from gongkai.redaction.model import BAR

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARAGRAPHS = {f"{WORD}p", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffc"}
_NOT_TEXT = {"pPr", "rPr"}


class Piece(NamedTuple):
    """An element of text, or one that stands for a sign."""

    element: etree._Element
    text: str


def paragraphs_of(root: etree._Element) -> list[etree._Element]:
    """All paragraphs of a part in the order of the file, in tables and text boxes too."""
    return [one for one in root.iter("*") if one.tag in _PARAGRAPHS]


def text_of(paragraph: etree._Element) -> str:
    return "".join(piece.text for piece in _pieces(paragraph))


def remove(paragraph: etree._Element, spans: list[tuple[int, int]]) -> int:
    """Put one bar in place of each stretch; return how many characters went.

    Stretches that touch become one. Pieces of which nothing is left go with their runs, so that
    the number of runs says nothing either.
    """
    joined = _joined(spans)
    at = 0
    for element, text in list(_pieces(paragraph)):
        start, at = at, at + len(text)
        left = _left(text, start, joined)
        if left != text:
            _replace(element, left)
    return sum(end - start for start, end in joined)


def _pieces(element: etree._Element) -> Iterator[Piece]:
    """Texts of a paragraph; paragraphs within it, in a text box, come by themselves."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _PARAGRAPHS:
            continue
        name = etree.QName(child).localname
        if name == "t":
            yield Piece(child, child.text or "")
        elif name == "textpath":  # letters drawn as a picture: a watermark
            yield Piece(child, child.get("string", ""))
        elif name in _SIGNS and child.tag.startswith(WORD):
            yield Piece(child, _SIGNS[name])
        elif name not in _NOT_TEXT:
            yield from _pieces(child)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _left(text: str, start: int, spans: list[tuple[int, int]]) -> str:
    """What is left of a piece that begins at `start`; a bar where a stretch begins in it."""
    kept, at = "", 0
    for first, last in spans:
        first, last = first - start, last - start  # noqa: PLW2901
        if last <= 0 or first >= len(text):
            continue
        kept += text[at : max(first, 0)] + (BAR if first >= 0 else "")
        at = min(last, len(text))
    return kept + text[at:]


def _replace(element: etree._Element, text: str) -> None:
    run = element.getparent()
    if "string" in element.attrib:
        element.set("string", text)
    elif not text:
        run.remove(element)
        holder = run.getparent()
        if holder is not None and not [one for one in run if one.tag != f"{WORD}rPr"]:
            holder.remove(run)
    elif etree.QName(element).localname == "t":
        element.text = text
        element.set(_SPACE, "preserve")
    else:
        bar = etree.Element(f"{WORD}t")
        bar.text = text
        run.replace(element, bar)
