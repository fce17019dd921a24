"""The search of a text for what must not be published."""

from itertools import chain

from gongkai.intake.findings import Finding, mask
from gongkai.intake.numbers import number_hits
from gongkai.intake.words import word_hits

__all__ = ["mask", "scan"]

# One character for one, so that every offset stays: full-width forms, blanks and dashes.
_HALF_WIDTH = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    ord("•"): "·",
    ord("\r"): "\n",
}


def scan(text: str) -> tuple[Finding, ...]:
    """What stands in `text` that may not be published, in the order of reading.

    No two findings overlap: the surer kind wins. A scan finds much, never all: it is a help
    for the person who reviews the text, not a substitute.
    Source: 政府信息公开条例(2019) 第十四条至第十七条；个人信息保护法 第二十五条、第二十八条.
    """
    plain = text.translate(_HALF_WIDTH)
    taken = bytearray(len(text))
    findings = []
    for hit in chain(number_hits(plain), word_hits(plain)):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            excerpt = text[hit.start : hit.end]
            findings.append(Finding(hit.kind, hit.start, hit.end, excerpt, hit.severity))
    return tuple(sorted(findings, key=lambda finding: finding.start))
