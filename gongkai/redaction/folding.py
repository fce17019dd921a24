"""Text as it is compared: no spaces, no widths, no look-alikes of one character."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Radicals that PDF files give for the character; Unicode does not fold these by itself.
_ALIKE = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_ALIKE |= dict.fromkeys("•・‧∙⋅●", "·") | dict.fromkeys("‐‑‒–—―−", "-")
# Blanks, controls, what nobody sees, and marks upon letters.
_DROPPED = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn", "Mn"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`origin[n]` is the offset in the text of the character that `text[n]` comes from."""

    text: str
    origin: tuple[int, ...]

    def spans(self, word: str) -> Iterator[tuple[int, int]]:
        """Where `word` stands in the text before folding, overlapping finds too."""
        wanted = fold(word)
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield self.origin[at], self.origin[at + len(wanted) - 1] + 1
            at = self.text.find(wanted, at + 1)


class _Table(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKD", _ALIKE.get(character, character)).casefold()
        kept = (one for one in plain if unicodedata.category(one) not in _DROPPED)
        self[code] = "".join(_ALIKE.get(one, one) for one in kept)
        return self[code]


_FOLDED = _Table()


def fold(text: str) -> str:
    """`text` for a comparison."""
    return text.translate(_FOLDED)


def folded(text: str) -> Folded:
    """`text` for a search that leads back into it."""
    pieces = [_FOLDED[ord(one)] for one in text]
    origin = tuple(at for at, piece in enumerate(pieces) for _ in piece)
    return Folded("".join(pieces), origin)
