"""HTML of any origin read into blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

import nh3

from gongkai.intake.blocks import (
    BREAK,
    UNSEEN,
    Block,
    Cell,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Table,
    tidy,
)

_BLANKS = re.compile("[ \t\n\r\f\x0b\x85\xa0]+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {"ul", "ol", "blockquote", "table"}
# What only separates one paragraph from the next; parts of a table where none is.
_BOUNDARIES = {
    *("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address"),
    *("center", "pre", "hr", "dl", "dt", "dd", "form", "fieldset", "figure", "figcaption"),
    *("details", "summary", "li", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
}
_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup"}
_TAGS = {*_HEADINGS, *_CONTAINERS, *_BOUNDARIES, *_MARKS, "a", "br", "img", "span"}
# `del` is what a tracked change took away.
_GONE = {
    *("script", "style", "title", "template", "noscript", "noembed", "noframes", "iframe"),
    *("object", "applet", "svg", "math", "textarea", "select", "xml", "del"),
}
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href"},
    "img": {"data-attachment", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "scope"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto"}
_HREF = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
_ATTACHMENT = re.compile(r"[\w-]{1,64}", re.ASCII)
# What Word hides, and the comments that it pastes below the text.
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.I)
_SPAN = re.compile(r"[2-9]|[1-9]\d{1,2}", re.ASCII)
_SCOPES = {"row", "col", "rowgroup", "colgroup"}
_MAX_ELEMENTS = 80
_MAX_CONTAINERS = 12
IMAGE_LEFT_OUT = "〔图片未导入〕"


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    children: list["_Element | str"] = field(default_factory=list)


_Node: TypeAlias = _Element | str


def read_blocks(html: str) -> list[Block]:
    """The blocks of any HTML; what cannot be kept leaves its text behind."""
    safe = nh3.clean(
        UNSEEN.sub("", html),
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel=None,
    )
    return _collect(_tree(safe).children, marks=(), depth=0)


class _TreeBuilder(HTMLParser):
    """Reads what nh3 has written: every element closed, every attribute quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: UNSEEN.sub("", value or "") for name, value in attrs})
        if len(self._open) > _MAX_ELEMENTS:
            element.children = self._open[-1].children
        else:
            self._open[-1].children.append(element)
        if tag not in ("br", "hr", "img"):
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(_BLANKS.sub(" ", UNSEEN.sub("", data)))


def _tree(safe: str) -> _Element:
    builder = _TreeBuilder()
    builder.feed(safe)
    builder.close()
    return builder.root


def _collect(nodes: Sequence[_Node], *, marks: tuple[str, ...], depth: int) -> list[Block]:
    collector = _Collector(depth)
    collector.walk(nodes, marks)
    collector.end_paragraph()
    return collector.blocks


class _Collector:
    """Gathers the blocks of one container; headings stand outside all containers."""

    def __init__(self, depth: int) -> None:
        self.blocks: list[Block] = []
        self._depth = depth
        self._runs: list[Run] = []
        self._level = 0

    def walk(self, nodes: Sequence[_Node], marks: tuple[str, ...]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._runs.append(Run(node, marks))
            elif not _HIDDEN.search(node.attributes.get("style", "")):
                self._element(node, marks)

    def end_paragraph(self) -> None:
        runs = tidy(self._runs)
        if runs:
            self.blocks.append(Paragraph(runs, self._level))
        self._runs = []

    def _element(self, node: _Element, marks: tuple[str, ...]) -> None:
        if node.tag == "br":
            self._runs.append(Run(BREAK, marks))
        elif node.tag == "img":
            self._runs += _picture(node, marks)
        elif node.tag in _CONTAINERS and self._depth < _MAX_CONTAINERS:
            self.end_paragraph()
            self.blocks += _container(node, marks, depth=self._depth + 1)
        elif node.tag in _HEADINGS and not self._depth:
            self.end_paragraph()
            self._level = _HEADINGS[node.tag]
            self.walk(node.children, marks)
            self.end_paragraph()
            self._level = 0
        elif node.tag in _BOUNDARIES or node.tag in _CONTAINERS or node.tag in _HEADINGS:
            self.end_paragraph()
            self.walk(node.children, marks)
            self.end_paragraph()
        else:
            self.walk(node.children, _with_mark(marks, node))


def _with_mark(marks: tuple[str, ...], node: _Element) -> tuple[str, ...]:
    if node.tag in _MARKS:
        added = _MARKS[node.tag]
    elif _HREF.fullmatch(href := node.attributes.get("href", "").strip()):
        added = f"href:{href}"
        marks = tuple(mark for mark in marks if not mark.startswith("href:"))
    else:
        return marks
    return tuple(sorted({*marks, added}, key=lambda mark: (not mark.startswith("href:"), mark)))


def _picture(node: _Element, marks: tuple[str, ...]) -> list[Run]:
    attachment = node.attributes.get("data-attachment", "")
    if _ATTACHMENT.fullmatch(attachment):
        return [Run(" ".join(node.attributes.get("alt", "").split()), marks, attachment)]
    if {node.attributes.get("width"), node.attributes.get("height")} & {"0", "1"}:
        return []  # a tracking pixel
    return [Run(IMAGE_LEFT_OUT, marks)]


def _container(node: _Element, marks: tuple[str, ...], *, depth: int) -> list[Block]:
    if node.tag == "table":
        return _table(node, marks, depth=depth)
    if node.tag == "blockquote":
        blocks = _collect(node.children, marks=marks, depth=depth)
        return [Quote(blocks)] if blocks else []
    items = [
        _collect(
            [child] if isinstance(child, str) or child.tag != "li" else child.children,
            marks=marks,
            depth=depth,
        )
        for child in node.children
    ]
    items = [item for item in items if item]
    return [ListBlock(node.tag, items)] if items else []


def _table(node: _Element, marks: tuple[str, ...], *, depth: int) -> list[Block]:
    table = Table()
    _fill(table, node.children, marks, depth=depth)
    table.rows = [row for row in table.rows if row]
    if table.rows:
        table.head = min(table.head, len(table.rows))
        return [table]
    return [Paragraph(table.caption)] if table.caption else []


def _fill(table: Table, nodes: Sequence[_Node], marks: tuple[str, ...], *, depth: int) -> None:
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                table.rows.append([Cell("td", {}, _collect([node], marks=marks, depth=depth))])
        elif node.tag == "caption":
            blocks = _collect(node.children, marks=marks, depth=_MAX_CONTAINERS)
            table.caption = tidy(
                [
                    run
                    for block in blocks
                    if isinstance(block, Paragraph)
                    for run in (*block.runs, Run(" "))
                ]
            )
        elif node.tag in ("td", "th"):
            blocks = _collect(node.children, marks=marks, depth=depth)
            table.rows = table.rows or [[]]
            table.rows[-1].append(Cell(node.tag, _cell_attributes(node), blocks))
        else:
            if node.tag == "tr":
                table.rows.append([])
            heads = node.tag == "thead" and not table.rows
            _fill(table, node.children, marks, depth=depth)
            if heads:
                table.head = len([row for row in table.rows if row])


def _cell_attributes(node: _Element) -> dict[str, str]:
    kept = {
        name: node.attributes[name]
        for name in ("colspan", "rowspan")
        if _SPAN.fullmatch(node.attributes.get(name, ""))
    }
    if node.tag == "th" and node.attributes.get("scope") in _SCOPES:
        kept["scope"] = node.attributes["scope"]
    return kept
