"""What each line of a body's plain text is in its HTML: heading, item of a list, row of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.intake.blocks import Block, Cell, ListBlock, Paragraph, Quote, Run, Table
from gongkai.intake.html import lines
from gongkai.intake.reading import read_blocks


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text with the marks it bears, as `blocks.Run` has them.

    Units: offsets into the plain text.
    """

    start: int
    end: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlinedCell:
    """A cell of a row: its tag, and the attributes that say how far it reaches."""

    start: int
    end: int
    tag: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class OutlinedLine:
    """One line: `kind` is p, h2, h3, h4, li, row or caption.

    Lines of one list or one table share `group`. `number` counts the items of a list from 1; 0 is
    a further line of an item. `depth` is how many lists and quotations the line lies in.
    """

    start: int
    kind: str
    group: int = 0
    number: int = 0
    is_ordered: bool = False
    depth: int = 0
    stretches: tuple[Stretch, ...] = ()
    cells: tuple[OutlinedCell, ...] = ()


def outline(html: str) -> list[OutlinedLine]:
    """The lines of `text_of(html)`, each with what it is."""
    found: list[OutlinedLine] = []
    position = 0
    for shape, block in _shapes(read_blocks(html)):
        runs = [run for run, _ in block]
        length = sum(len(run.text) for run in runs)
        found.append(
            replace(
                shape,
                start=position,
                stretches=tuple(_stretches(runs, position)),
                cells=tuple(_placed(shape.cells, runs, position)),
            )
        )
        position += length + 1
    return found


_Shaped = tuple[OutlinedLine, list[tuple[Run, list[Run] | None]]]


def _shapes(blocks: Sequence[Block], depth: int = 0, group: int = 0) -> Iterator[_Shaped]:
    for place, block in enumerate(blocks, start=1):
        own = group or place
        match block:
            case Paragraph(level=level):
                kind = f"h{min(max(level, 2), 4)}" if level else "p"
                yield OutlinedLine(0, kind, group, depth=depth), next(lines([block]))
            case Quote(blocks=inner):
                yield from _shapes(inner, depth + 1, group)
            case ListBlock(items=items):
                for number, item in enumerate(items, start=1):
                    yield from _item(item, block.tag == "ol", number, own, depth)
            case Table():
                kinds = ["caption"] * bool(block.caption) + ["row"] * len(block.rows)
                rows: list[Sequence[Cell]] = [()] * bool(block.caption) + [*block.rows]
                for kind, row, line in zip(kinds, rows, lines([block]), strict=True):
                    cells = tuple(OutlinedCell(0, 0, one.tag, one.attributes) for one in row)
                    yield OutlinedLine(0, kind, own, depth=depth, cells=cells), line


def _item(
    item: Sequence[Block], is_ordered: bool, number: int, group: int, depth: int
) -> Iterator[_Shaped]:
    for shape, line in _shapes(item, depth + 1, group):
        if shape.kind == "p":
            shape = replace(shape, kind="li", number=number, is_ordered=is_ordered)  # noqa: PLW2901
            number = 0
        yield shape, line


def _stretches(runs: Sequence[Run], position: int) -> Iterator[Stretch]:
    for run in runs:
        if run.marks:
            yield Stretch(position, position + len(run.text), run.marks)
        position += len(run.text)


def _placed(
    cells: Sequence[OutlinedCell], runs: Sequence[Run], position: int
) -> Iterator[OutlinedCell]:
    """Where the cells of a row lie: a tab of its own stands between two of them."""
    texts = "".join(run.text for run in runs).split("\t") if cells else []
    for cell, text in zip(cells, texts, strict=True):
        yield replace(cell, start=position, end=position + len(text))
        position += len(text) + 1
