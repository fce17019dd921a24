"""What a whole sentence looks for: its telling parts, none of which has to be there."""

import re
import unicodedata
from dataclasses import dataclass

from gongkai.search.folding import CHINESE, MARK, fold, grams
from gongkai.search.language import days_in

_MAX_CHARACTERS = 200
# What people say around the thing they mean; the longer first, for it holds the shorter.
_COURTESIES = re.compile(
    "|".join(
        sorted(
            (
                *("我想知道", "我想了解", "我想要", "我想", "我要", "我们", "想知道", "想了解"),
                *("请问", "请提供", "请公开", "请", "麻烦", "希望", "需要", "能不能", "可不可以"),
                *("申请公开", "申请", "公开", "查询", "获取", "了解", "知道", "提供"),
                *("关于", "有关", "相关", "以及", "信息", "材料", "情况", "具体", "内容"),
                *("多少钱", "多少", "哪些", "哪个", "什么", "怎么", "怎样", "为什么", "是不是"),
                *("一下", "有没有", "谢谢", "你们", "这个", "那个", "的", "了", "吗", "呢", "我"),
            ),
            key=len,
            reverse=True,
        )
    )
)
_RUN = re.compile(f"[{CHINESE}]+|[a-z]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d+年?(?:\d+月)?(?:\d+日)?")
_LEAST = 0.3  # of the pairs: of 农村低保补贴发放名单 three, as 低保发放名册 has them


@dataclass(frozen=True, slots=True)
class Parts:
    """Folded pairs of characters, of which an item has at least `least`; years only rank."""

    pairs: tuple[str, ...]
    years: tuple[str, ...]
    least: int


def parts_of(text: str) -> Parts:
    """The overlapping pairs of what was typed, without courtesies, dates and marks."""
    plain = unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS])
    years = dict.fromkeys([*_YEAR.findall(plain), *sorted(day[:4] for day in days_in(plain))])
    runs = _RUN.findall(_COURTESIES.sub(MARK, _DIGITS.sub(MARK, fold(plain))))
    pairs = tuple(dict.fromkeys(pair for run in runs for pair in grams(run)))
    least = max(min(2, len(pairs)), round(_LEAST * len(pairs)))
    return Parts(pairs, tuple(years), least)
