"""What counts as the same text: width, case, spaces and marks folded away.

A query finds an item where its folded form is a part of the item's folded form:

- full and half width, upper and lower case, compatibility signs (NFKC) are one;
- spaces and line breaks beside a Chinese character are not there at all
  (`养 老`, `2017 年` and a word broken over two lines are found);
- any run of marks, brackets or other spaces is one MARK, whichever marks they are
  (`新政发〔2017〕3号` is `新政发[2017]3号`, `2017-03-12` is `2017.03.12`), and no
  substring without a mark matches across one (`养老服务` is not in `养老、服务`);
- signs such as +, %, ℃ or ￥ are letters like others.
"""

import re
import unicodedata
from operator import add

MARK = "."
# Stands between the fields of an item; no folded text holds it.
EDGE = "\x1f"
CHINESE = "\u2e80-\u9fff\ue000-\ufaff\U00020000-\U0003ffff"

_SPACE = " "
_MARKS = re.compile(r" *\.[ .]*")
_SPACES_BESIDE_CHINESE = re.compile(f"(?<=[{CHINESE}]) +| +(?=[{CHINESE}])")
_SPACES = re.compile(" +")


class _Classes(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _class_of(chr(code))
        return self[code]


def _class_of(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category[0] == "Z":
        return _SPACE
    if category == "Cf":  # zero width: neither seen nor typed
        return ""
    if character == "○":  # often typed for the numeral 〇
        return "〇"
    if category in ("Cc", "Cs") or (category[0] == "P" and character not in "%‰"):
        return MARK
    return character


_CLASSES = _Classes()


def fold(text: str) -> str:
    """The form of `text` in which texts are compared; empty where only marks are left."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_CLASSES)
    folded = _MARKS.sub(MARK, folded)
    folded = _SPACES_BESIDE_CHINESE.sub("", folded)
    return _SPACES.sub(MARK, folded).strip(MARK)


def grams(folded: str) -> list[str]:
    """All pairs of neighbouring characters, in order."""
    return list(map(add, folded, folded[1:]))
