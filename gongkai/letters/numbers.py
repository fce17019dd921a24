"""Numbers of letters (发文字号): how they are written, and how they are read.

That a series has no gaps is a matter of whoever allots the serials.
"""

import re
from dataclasses import dataclass

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = r"[〔（(\[［【]\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[〕）)\]］】]"
_SERIAL = r"(?:第\s*)?(?P<serial>\d{1,6})\s*号?"
# The year follows the word, or leads it as in (2015)彭海处告字第006号.
_STYLES = (
    re.compile(rf"(?P<word>[^\d〔（(\[［【]*){_YEAR}\s*{_SERIAL}"),
    re.compile(rf"{_YEAR}(?P<word>[^\d〔（(\[［【]*?){_SERIAL}"),
)


class UnreadableNumber(ValueError):
    """A text that is no number of a document, or not one of this series."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart; `word` is the agency's code with the word of its series."""

    word: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class NumberTemplate:
    """How an agency numbers one series: its code (机关代字) and the word of the series.

    Source: GB/T 9704-2012 7.2.5: six-corner brackets, the year in four digits, no leading
    zeros, no 第.
    """

    agency_code: str
    word: str

    def __post_init__(self) -> None:
        whole = self.agency_code + self.word
        if not whole or re.search(r"[\d\s〔〕（）()\[\]［］【】]", whole):
            raise ValueError("机关代字不能为空，也不能有数字、空格或者括号。")

    def render(self, year: int, serial: int) -> str:
        """Return the number as it is printed: 青镇公开复〔2026〕12号.

        Raises: ValueError.
        """
        if not 1900 <= year <= 2099 or serial < 1:
            raise ValueError("年份应当是四位数，序号应当从1起编。")
        return str(DocumentNumber(self.agency_code + self.word, year, serial))

    def parse(self, text: str) -> DocumentNumber:
        """Return a number of this series, in either style.

        Raises: UnreadableNumber.
        """
        number = parse_number(text)
        if number.word != self.agency_code + self.word:
            raise UnreadableNumber(f"“{text}”不是“{self.agency_code}{self.word}”的编号。")
        return number


def parse_number(text: str) -> DocumentNumber:
    """Return the parts of a number as offices write them.

    Read: 青镇公开复〔2026〕12号, 沪水务非答（2014）第7号, (2015)彭海处告字第006号. The character
    字 before 第 belongs to the old style and is dropped.

    Raises: UnreadableNumber.
    """
    written = text.strip().translate(_DIGITS)
    for style in _STYLES:
        if (found := style.fullmatch(written)) and int(found["serial"]):
            word = found["word"].strip().removesuffix("第").removesuffix("字")
            return DocumentNumber(word, int(found["year"]), int(found["serial"]))
    raise UnreadableNumber(f"“{text}”不是文号。文号应当写成：机关代字〔2026〕12号。")
