"""Other writings of a query that finds too little: numerals, fewer words."""

import re
import unicodedata

from gongkai.search.language import parse

_NUMERALS = "〇一二三四五六七八九"
_TO_DIGITS = str.maketrans(f"{_NUMERALS}零○", "012345678900")
_TO_NUMERALS = str.maketrans("0123456789", _NUMERALS)
_WRITTEN_OUT = re.compile(f"[{_NUMERALS}零○]{{2,}}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?=年)")
_YEAR_BEFORE_WORD = re.compile(r"(?<!\d)(\d{4}年)(?=[^\d\s])")


def rewritings(text: str) -> list[str]:
    """The query with 二〇一七 as 2017, or with 2017年 as 二〇一七年."""
    plain = unicodedata.normalize("NFKC", text)
    digits = _WRITTEN_OUT.sub(lambda found: found[0].translate(_TO_DIGITS), plain)
    numerals = _YEAR.sub(lambda found: found[0].translate(_TO_NUMERALS), plain)
    return [other for other in (digits, numerals) if other != plain]


def shortenings(text: str) -> list[str]:
    """The query with the year parted from its word, or with one of its words left out."""
    plain = unicodedata.normalize("NFKC", text)
    parted = _YEAR_BEFORE_WORD.sub(r"\1 ", plain)
    words = [f"-{word.typed}" if word.excluded else word.typed for word in parse(text)]
    shorter = [" ".join(words[:place] + words[place + 1 :]) for place in range(len(words))]
    return ([parted] if parted != plain else []) + (shorter if len(words) > 1 else [])
