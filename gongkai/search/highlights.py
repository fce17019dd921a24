"""Where in an item's own text the words stand, for the few items of one page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from string import digits

from gongkai.search.folding import CHINESE, MARK, fold
from gongkai.search.query import Marked, Range

_LINE = 46  # characters: a line of text at the usual width of a page
_BEFORE = 12
_LINES = 2
_ATTACHMENTS = 2  # the place of the first among the texts

_IS_CHINESE = re.compile(f"[{CHINESE}]")
_SPACES = re.compile(r"\s+")
# Blocks whose characters fold to others: Latin, signs, widths, compatibility ideographs.
_BLOCKS = ((0x41, 0x600), (0x1E00, 0x3400), (0xF900, 0x10000), (0x2F800, 0x2FA20))

_FULL_WIDTH = ord("０") - ord("0")

Pattern = re.Pattern[str]


def pattern_of(forms: Iterable[str]) -> Pattern:
    """What finds the folded `forms` in a text that is not folded."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(map(_written, longest_first)))


def marked(text: str, patterns: Sequence[Pattern]) -> Marked:
    """The text with all ranges the patterns find; those that overlap become one."""
    marks: list[Range] = []
    spans = (found.span() for pattern in patterns for found in pattern.finditer(text))
    for span in sorted(spans):
        if marks and span[0] < marks[-1][1]:
            marks[-1] = marks[-1][0], max(marks[-1][1], span[1])
        else:
            marks.append(span)
    return Marked(text, tuple(marks))


def lines(texts: Sequence[str], patterns: Sequence[Pattern]) -> list[Marked]:
    """At most two lines that show the words, different ones where it can be.

    `texts` are summary and body, then attachments, which begin with a line of their name; a
    line of an attachment says so. Where no text holds a word (it stands in the title or a
    number), the beginning.
    """
    for place, text in enumerate(texts):
        name, _, inside = text.partition("\n") if place >= _ATTACHMENTS else ("", "", text)
        found = [_cut(inside, start) for start in _starts(inside, patterns)]
        if name and (found or _starts(name, patterns)):
            found[:1] = [f"附件《{name}》{'：' if found else ''}{''.join(found[:1])}"]
        if found:
            return [marked(line, patterns) for line in found]
    beginning = next(filter(None, texts), "")
    return [Marked(_cut(beginning, 0, width=_LINES * _LINE), ())] if beginning else []


def _starts(text: str, patterns: Sequence[Pattern]) -> list[int]:
    """Where lines begin, so that each shows a word the one before does not."""
    starts: list[int] = []
    found = [match for pattern in patterns if (match := pattern.search(text))]
    if len(found) == 1:
        # A second place of the only word.
        again = found[0].re.search(text, max(found[0].start() - _BEFORE, 0) + _LINE)
        found += [again] if again else []
    for match in sorted(found, key=re.Match.start):
        start = max(match.start() - _BEFORE, 0)
        if not starts or match.end() > starts[-1] + _LINE:
            starts.append(start)
    return starts[:_LINES]


def _cut(text: str, start: int, *, width: int = _LINE) -> str:
    end = start + width
    line = _SPACES.sub(" ", text[start:end]).strip()
    return f"{'…' if start else ''}{line}{'…' if end < len(text) else ''}"


def _written(form: str) -> str:
    parts = [_one(form[0])]
    for before, character in pairwise(form):
        beside_chinese = _IS_CHINESE.match(before) or _IS_CHINESE.match(character)
        if beside_chinese and MARK not in (before, character):
            parts.append(r"\s*")
        parts.append(_one(character))
    return "".join(parts)


def _one(character: str) -> str:
    if character == MARK:
        return r"[\W_]+"
    if character in digits:
        # Not ² and ② as well: a set of more than two takes ten times as long to compile.
        return f"[{character}{chr(ord(character) + _FULL_WIDTH)}]"
    writings = _writings()[character] | {character}
    if len(writings) == 1:
        return re.escape(character)
    return f"[{''.join(map(re.escape, sorted(writings)))}]"


@cache
def _writings() -> dict[str, set[str]]:
    """For each folded character the characters that fold to it alone."""
    writings: dict[str, set[str]] = defaultdict(set)
    for first, end in _BLOCKS:
        for code in range(first, end):
            folded = fold(chr(code))
            if len(folded) == 1 and folded != chr(code):
                writings[folded].add(chr(code))
    return writings
