"""What a citizen types, understood: words, "phrases", -exclusions, document numbers, dates."""

import re
import unicodedata
from dataclasses import dataclass

from gongkai.search.folding import fold

# More than anyone types; what comes after is not read.
_MAX_CHARACTERS = 200
_MAX_WORDS = 20

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
# 新政发〔2017〕3号 with any brackets and spaces; without brackets only after 发, 函 and the like.
_DOCUMENT_NUMBER = re.compile(
    r"(?P<sign>[\u4e00-\u9fff]{1,15})"
    r"(?:\s*[〔\[【(]\s*(?P<year>(?:19|20)\d\d)\s*[〕\]】)]\s*|"
    r"(?<=[发字函办令规告])\s*(?P<bare>(?:19|20)\d\d)\s*)"
    r"(?P<serial>第?\s*\d{1,5})\s*号"
)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:"
    r"年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?)?)?|"
    r"(?P<sep>[-/.])(?P<month2>\d{1,2})(?:(?P=sep)(?P<day2>\d{1,2}))?)"
)
_DATE_IN_TEXT = re.compile(rf"(?<!\d){_DATE.pattern}(?!\d)")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing every hit must hold, or must not.

    `forms` are folded writings, the typed one first, any of which will do; `day` is "2017",
    "2017-03" or "2017-03-12" where the word is a date, and an item of that time will do as well.
    """

    typed: str
    forms: tuple[str, ...]
    day: str = ""
    excluded: bool = False


def parse(text: str) -> tuple[Word, ...]:
    """The words of a query; whatever is typed has a meaning, if only none at all."""
    plain = unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS]).translate(_QUOTES)
    # Spaces in a document number do not part it.
    plain = _DOCUMENT_NUMBER.sub(_joined, plain)
    words = []
    for minus, phrase, minus_too, piece in _PIECE.findall(plain):
        typed = phrase or piece
        forms = _forms(typed)
        if forms:
            words.append(Word(typed, forms, _day(typed), bool(minus or minus_too)))
    return tuple(words[:_MAX_WORDS])


def days_in(text: str) -> set[str]:
    """The dates that a text names, as the `day` of a word."""
    plain = unicodedata.normalize("NFKC", text)
    return {_day_of(date) for date in _DATE_IN_TEXT.finditer(plain)} - {""}


def _joined(number: re.Match[str]) -> str:
    sign, serial = number["sign"], re.sub(r"\s", "", number["serial"])
    if number["bare"]:
        return f"{sign}{number['bare']}{serial}号"
    return f"{sign}〔{number['year']}〕{serial}号"


def _forms(typed: str) -> tuple[str, ...]:
    writings = [typed]
    number = _DOCUMENT_NUMBER.fullmatch(typed)
    if number and number["bare"]:
        writings.append(f"{number['sign']}〔{number['bare']}〕{number['serial']}号")
    writings += _writings_of(_day(typed))
    folded = (fold(writing) for writing in writings)
    return tuple(dict.fromkeys(form for form in folded if form))


def _day(typed: str) -> str:
    date = _DATE.fullmatch(typed)
    return _day_of(date) if date else ""


def _day_of(date: re.Match[str]) -> str:
    if not 1900 <= int(date["year"]) <= 2100:
        return ""
    month = int(date["month"] or date["month2"] or 1)
    day = int(date["day"] or date["day2"] or 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    full = f"{date['year']}-{month:02}-{day:02}"
    if date["day"] or date["day2"]:
        return full
    return full[:7] if date["month"] or date["month2"] else full[:4]


def _writings_of(day: str) -> list[str]:
    """Other ways to write a day or a month; a year has but one."""
    numbers = [int(number) for number in day.split("-") if number]
    if len(numbers) < 2:
        return []
    signs = "年月日"[: len(numbers)]
    writings = []
    for width in (1, 2):
        parts = [f"{number:0{width}}" for number in numbers]
        writings += ["".join(map("".join, zip(parts, signs, strict=True))), "-".join(parts)]
    return writings
