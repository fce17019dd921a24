"""The lines of a text as the page for reading shows them: in their form, cut where marks begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from gongkai.intake.differences import Line
from gongkai.intake.outline import OutlinedLine
from gongkai.publication.models import Comment, Finding

Mark = Finding | Comment
_PLAIN = OutlinedLine(0, "p")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that is all of one kind; `marks` are its tags in the text's HTML."""

    text: str
    changed: bool
    finding: Finding | None
    comments: tuple[Comment, ...]
    marks: tuple[str, ...] = ()

    @property
    def tags(self) -> list[str]:
        """Emphasis and the like, in the order in which they nest."""
        return [mark for mark in self.marks if not mark.startswith("href:")]

    @property
    def address(self) -> str:
        """Where a link leads; empty for other text."""
        links = (mark.removeprefix("href:") for mark in self.marks if mark.startswith("href:"))
        return next(links, "")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of a row; `spot` names its text for a comment."""

    spot: str
    tag: str
    attributes: dict[str, str]
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a text; `spot` names it for a comment, `cells` are those of a row of a table."""

    spot: str
    pieces: list[Piece]
    form: OutlinedLine = _PLAIN
    cells: list[ShownCell] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Its address on the page."""
        return "line-" + self.spot.replace("|", "-").replace(":", "-")

    @property
    def is_marked(self) -> bool:
        """Whether a finding or a comment lies in it."""
        return any(piece.finding or piece.comments for piece in self.pieces)

    @property
    def is_changed(self) -> bool:
        """Whether the other text does not say it so."""
        return any(piece.changed for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Lines that belong together: `kind` is table, list or line."""

    kind: str
    lines: list[Shown]


def shown(
    place: str, text: str, line: Line, form: OutlinedLine = _PLAIN, marks: Iterable[Mark] = ()
) -> Shown:
    """A line of a place's text with what is marked in it."""
    here = [mark for mark in marks if mark.start < line.end and line.start < mark.end]
    whole = (line.start, line.end)
    return Shown(
        f"{place}|{line.start}|{line.end}",
        list(_pieces(text, whole, line, form, here)),
        form,
        [
            ShownCell(
                f"{place}|{cell.start}|{cell.end}",
                cell.tag,
                cell.attributes,
                list(_pieces(text, (cell.start, cell.end), line, form, here)),
            )
            for cell in form.cells
        ],
    )


def blocks(lines: Iterable[Shown]) -> Iterator[ShownBlock]:
    """The lines with those of one table or one list together."""
    for (kind, _), together in groupby(lines, key=_belonging):
        yield ShownBlock(kind, list(together))


def _belonging(line: Shown) -> tuple[str, object]:
    if line.form.kind in ("row", "caption"):
        return "table", line.form.group
    if line.form.kind == "li":
        return "list", line.form.group
    return "line", line.spot


def _pieces(
    text: str, span: tuple[int, int], line: Line, form: OutlinedLine, marks: Sequence[Mark]
) -> Iterator[Piece]:
    """A stretch cut wherever a change, a finding, a comment or a tag begins or ends."""
    first, last = span
    cuts = {first, last}
    over = [(mark.start, mark.end) for mark in marks]
    over += [(one.start, one.end) for one in form.stretches]
    for start, end in (*line.changed, *over):
        cuts |= {min(max(start, first), last), max(min(end, last), first)}
    for start, end in pairwise(sorted(cuts)):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        tags = [one.marks for one in form.stretches if one.start <= start and end <= one.end]
        yield Piece(
            text[start:end],
            any(a <= start and end <= b for a, b in line.changed),
            next((mark for mark in here if isinstance(mark, Finding)), None),
            tuple(mark for mark in here if isinstance(mark, Comment)),
            tags[0] if tags else (),
        )
