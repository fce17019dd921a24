"""The blocks of a text: paragraphs, lists, tables and quotations of marked runs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, TypeAlias

# Also what no reader sees: zero width, byte order, and marks that turn the writing around.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\uffff\ud800-\udfff]"
)
BREAK = "\n"
# Stands for a picture while blanks are counted; UNSEEN keeps it out of every text.
_PICTURE = "\ufffc"
_SURPLUS = re.compile(
    r"\A[ \u3000\n]+|(?<![ \u3000\n])[ \u3000\n]+\Z|(?<![ \u3000])[ \u3000]+(?=\n)"
    r"|(?<=\n)[ \u3000\n]+|(?<= ) +"
)


class Run(NamedTuple):
    """Text with its marks in the order in which they nest: `href:…`, then tags.

    A picture is a run of its own: `attachment` names the file, the text describes it.
    """

    text: str
    marks: tuple[str, ...] = ()
    attachment: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a heading where `level` (1 to 6) is not zero."""

    runs: list[Run]
    level: int = 0


@dataclass(slots=True)
class ListBlock:
    tag: str
    items: list[list["Block"]]


@dataclass(slots=True)
class Cell:
    tag: str
    attributes: dict[str, str]
    blocks: list["Block"]


@dataclass(slots=True)
class Table:
    """`head` is the number of rows that head the table."""

    caption: list[Run] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    head: int = 0


@dataclass(slots=True)
class Quote:
    blocks: list["Block"]


Block: TypeAlias = Paragraph | ListBlock | Table | Quote


def tidy(runs: list[Run]) -> list[Run]:
    """No blanks at the edges, beside a line break or twice; equal neighbours joined.

    The full-width blanks that indent a paragraph go: that is the stylesheet's work.
    """
    text = "".join(_PICTURE if run.attachment else run.text for run in runs)
    surplus = bytearray(len(text))
    for match in _SURPLUS.finditer(text):
        surplus[match.start() : match.end()] = b"\x01" * len(match.group())
    kept, start = [], 0
    for run in runs:
        if run.attachment:
            kept.append(run)
            start += 1
            continue
        end = start + len(run.text)
        here = run.text
        if any(surplus[start:end]):
            letters = zip(here, surplus[start:end], strict=True)
            here = "".join(one for one, gone in letters if not gone)
        if here:
            kept.append(run._replace(text=here))
        start = end
    return _joined(kept)


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for (marks, attachment), group in groupby(runs, key=lambda run: run[1:]):
        if attachment:
            joined += group
        else:
            joined.append(Run("".join(run.text for run in group), marks))
    return joined
