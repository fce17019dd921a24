"""Clean HTML from any source, its plain text, and HTML from plain text."""

import re
from collections.abc import Iterator, Sequence
from html import escape

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
from gongkai.intake.reading import read_blocks

_HEADING_STARTS = (
    (re.compile(r"[一二三四五六七八九十百]{1,4}、"), 2),
    (re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]"), 3),
    (re.compile(r"\d{1,2}[.．](?!\d)"), 4),
)
_MAX_HEADING = 30
_SENTENCE_ENDS = tuple("。；，、：！？.;,:!?")
_DEEPEST = 4
_LINES = re.compile(r"\r\n|[\n\r\x0b\f\x85\u2028\u2029]")


def clean(html: str) -> str:
    """The same text in semantic HTML only; cleaning it again changes nothing.

    Kept: p, h2 to h4, ul, ol, li, table with its parts, blockquote, strong, em, sub, sup, br,
    links to http(s) and mailto, and pictures that name an attachment. Other pictures leave
    IMAGE_LEFT_OUT; hidden text and what a tracked change deleted go. Never raises.
    """
    return _written(read_blocks(html))


def text_of(html: str) -> str:
    """The plain text: one line for a block or a row of a table, tabs between its cells.

    A line break inside a block is one blank. Offsets into this text are what findings and
    comments refer to; `replaced` takes them.
    """
    found = lines(read_blocks(html))
    return "\n".join("".join(run.text for run, _ in line).replace(BREAK, " ") for line in found)


def from_text(text: str) -> str:
    """Paragraphs of the lines of `text`; short lines that begin 一、（一）1. are headings."""
    blocks: list[Block] = []
    for line in _LINES.split(text):
        runs = tidy([Run(UNSEEN.sub("", line.replace("\t", " ").replace("\xa0", " ")))])
        if runs:
            blocks.append(Paragraph(runs, _heading_level(runs[0].text)))
    return _written(blocks)


def replaced(html: str, start: int, end: int, replacement: str) -> str:
    """Clean HTML in which `replacement` stands for a stretch of its plain text.

    Units: `start` and `end` are offsets into `text_of(html)`.
    """
    blocks = read_blocks(html)
    position = 0
    for line in lines(blocks):
        for run, runs in line:
            here, position = position, position + len(run.text)
            if here < end and start < position and runs is not None:
                before, after = run.text[: max(start - here, 0)], run.text[end - here :]
                _exchange(runs, run, before + replacement + after)
                replacement = ""
        position += 1
    return clean(_written(blocks))


def _exchange(runs: list[Run], run: Run, text: str) -> None:
    for number, one in enumerate(runs):
        if one is run:
            runs[number] = run._replace(text=text)


def _heading_level(line: str) -> int:
    if len(line) > _MAX_HEADING or line.endswith(_SENTENCE_ENDS):
        return 0
    return next((level for start, level in _HEADING_STARTS if start.match(line)), 0)


# A run of a line with the list that holds it; None for the blanks between cells.
_Line = list[tuple[Run, list[Run] | None]]


def lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """The lines of the plain text, in the order of reading."""
    for block in blocks:
        match block:
            case Paragraph(runs=runs):
                yield _visible(runs)
            case Quote(blocks=inner):
                yield from lines(inner)
            case ListBlock(items=items):
                for item in items:
                    yield from lines(item)
            case Table():
                if block.caption:
                    yield _visible(block.caption)
                yield from (_row_line(row) for row in block.rows)


def _visible(runs: list[Run]) -> _Line:
    return [(run, runs) for run in runs if not run.attachment]


def _row_line(row: Sequence[Cell]) -> _Line:
    line: _Line = []
    for number, cell in enumerate(row):
        if number:
            line.append((Run("\t"), None))
        for place, inner in enumerate(lines(cell.blocks)):
            if place:
                line.append((Run(" "), None))
            line += inner
    return line


def _written(blocks: list[Block]) -> str:
    levels = sorted({block.level for block in blocks if isinstance(block, Paragraph)} - {0})
    tags = {level: f"h{min(rank, _DEEPEST)}" for rank, level in enumerate(levels, start=2)}
    return "\n".join(_block(block, tags) for block in blocks)


def _block(block: Block, tags: dict[int, str]) -> str:
    match block:
        case Paragraph(runs=runs, level=level):
            tag = tags.get(level, "p")
            return f"<{tag}>{_inline(runs)}</{tag}>"
        case Quote(blocks=inner):
            return f"<blockquote>{''.join(_block(one, {}) for one in inner)}</blockquote>"
        case ListBlock(tag=tag, items=items):
            return f"<{tag}>{''.join(f'<li>{_content(item)}</li>' for item in items)}</{tag}>"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    caption = f"<caption>{_inline(table.caption)}</caption>" if table.caption else ""
    head, body = table.rows[: table.head], table.rows[table.head :]
    parts = [("thead", head), ("tbody", body)]
    rows = "".join(f"<{tag}>{''.join(map(_row, rows))}</{tag}>" for tag, rows in parts if rows)
    return f"<table>{caption}{rows}</table>"


def _row(row: Sequence[Cell]) -> str:
    cells = (
        f"<{cell.tag}{_attributes(cell.attributes)}>{_content(cell.blocks)}</{cell.tag}>"
        for cell in row
    )
    return f"<tr>{''.join(cells)}</tr>"


def _content(blocks: Sequence[Block]) -> str:
    """A single paragraph needs no element of its own in an item or a cell."""
    match blocks:
        case [Paragraph(runs=runs)]:
            return _inline(runs)
    return "".join(_block(block, {}) for block in blocks)


def _inline(runs: Sequence[Run]) -> str:
    parts: list[str] = []
    opened: list[str] = []
    for run in [*runs, Run("")]:
        shared = 0
        while shared < min(len(opened), len(run.marks)) and opened[shared] == run.marks[shared]:
            shared += 1
        parts += (f"</{_tag(mark)}>" for mark in reversed(opened[shared:]))
        parts += (_opening(mark) for mark in run.marks[shared:])
        opened = list(run.marks)
        parts.append(_run(run))
    return "".join(parts)


def _run(run: Run) -> str:
    if run.attachment:
        names = {"data-attachment": run.attachment, "alt": run.text}
        return f"<img{_attributes(names)}>"
    return escape(run.text, quote=False).replace(BREAK, "<br>")


def _tag(mark: str) -> str:
    return "a" if mark.startswith("href:") else mark


def _opening(mark: str) -> str:
    href = {"href": mark.removeprefix("href:")} if mark.startswith("href:") else {}
    return f"<{_tag(mark)}{_attributes(href)}>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())
