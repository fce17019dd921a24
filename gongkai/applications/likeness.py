"""How alike two texts are, by their pairs of neighbouring characters."""

import re
import unicodedata


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, without signs, widths and case."""
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()
    return frozenset(plain[index : index + 2] for index in range(max(len(plain) - 1, 1)))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the longer text that stands in the other, from 0 to 1."""
    return len(one & other) / max(len(one), len(other))
