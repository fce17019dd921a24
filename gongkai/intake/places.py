"""Lines of a file with the place they stand in, in words that a clerk knows from the program."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

# Where text stands that a reader does not see at once, or not at all.
HEADER, FOOTER, FOOTNOTE, ENDNOTE = "页眉", "页脚", "脚注", "尾注"
COMMENT, DELETED, HIDDEN = "批注", "修订中删除的文字", "隐藏的文字"
TEXT_BOX, CONTROL, FIELD_CODE, NUMBERING = "文本框", "控件和表单", "域代码", "自动编号"
LINK, BOOKMARK, DESCRIPTION, CHART = "链接的地址", "书签", "图片的说明", "图表"
HIDDEN_SHEET, HIDDEN_CELLS = "隐藏的工作表", "隐藏的行和列"
NAMES, VALIDATION, FORMULA, LEFT_OVER = "定义的名称", "数据验证", "公式", "已删除的单元格文字"
NOTES, LAYER, PROPERTIES, OTHER = "备注", "图层", "文档属性", "文件的其他部分"
# What no page shows: a copy in which something was covered is made without it.
BEHIND = frozenset(
    {COMMENT, DELETED, HIDDEN, FIELD_CODE, LINK, BOOKMARK, DESCRIPTION, LAYER, PROPERTIES, OTHER}
)
_PLACES = (
    *(HEADER, FOOTER, FOOTNOTE, ENDNOTE, COMMENT, DELETED, HIDDEN, TEXT_BOX, CONTROL, FIELD_CODE),
    *(NUMBERING, LINK, BOOKMARK, DESCRIPTION, CHART, HIDDEN_SHEET, HIDDEN_CELLS, NAMES),
    *(VALIDATION, FORMULA, LEFT_OVER, NOTES, LAYER, PROPERTIES, OTHER),
)

_HEADING = re.compile(f"^〔({'|'.join(_PLACES)})〕$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\s*\n\s*")
# Attributes in which people, not programs, have written.
_SPOKEN = {
    *("descr", "title", "alt", "tooltip", "display", "location", "prompt", "promptTitle", "error"),
    *("errorTitle", "author", "displayName", "userId", "comment", "description", "connection"),
    *("command", "url", "sourceFile"),
}


class Line(NamedTuple):
    """A line of text; `place` is empty for the text itself."""

    place: str
    text: str


def written(lines: Iterable[Line]) -> str:
    """The lines, below a heading for each place but the text itself."""
    parts: list[str] = []
    for place, group in groupby(lines, key=itemgetter(0)):
        text = _BLANK_LINES.sub("\n", "\n".join(line.text for line in group)).strip()
        if text:
            parts += [f"〔{place}〕", text] if place else [text]
    return "\n".join(parts)


def place_at(text: str, offset: int) -> str:
    """The place that the character at `offset` stands in; empty for the text itself.

    Units: `offset` is one into what `written` gave.
    """
    place = ""
    for heading in _HEADING.finditer(text, 0, offset):
        place = heading.group(1)
    return place


def in_order(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of each place together, places in the order in which they first come up."""
    gathered: dict[str, list[Line]] = {}
    for line in lines:
        gathered.setdefault(line.place, []).append(line)
    for group in gathered.values():
        yield from group


def told_by(place: str, root: etree._Element) -> Iterator[Line]:
    """All text of a part without a form of its own, and what its attributes say to people."""
    for element in root.iter("*"):
        yield Line(place, element.text or "")
        yield from spoken(place, element)


def spoken(place: str, element: etree._Element) -> Iterator[Line]:
    """What the attributes of an element say to people."""
    for name, value in element.attrib.items():
        if etree.QName(name).localname in _SPOKEN:
            yield Line(place, value)


def links(rels: etree._Element) -> Iterator[Line]:
    """Where the links of a relationships part lead, out of the file."""
    for relationship in rels.iter("{*}Relationship"):
        if relationship.get("TargetMode") == "External":
            yield Line(LINK, unquote(relationship.get("Target", "")))
