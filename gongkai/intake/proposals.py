"""Metadata read from the lines of a text, each with the place it came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from gongkai.intake.topics import TOPIC_WORDS
from gongkai.law.value_lists import GENRES

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Proposal(Generic[T]):
    """A value for the clerk to confirm; `place` says in Chinese where it was found."""

    value: T
    place: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """`genre` and `topics` are codes of gongkai.law.value_lists, the likeliest topic first."""

    title: Proposal[str] | None
    document_number: Proposal[str] | None
    generated_on: Proposal[date] | None
    agency_name: Proposal[str] | None
    genre: Proposal[str] | None
    topics: tuple[Proposal[str], ...]
    normative: Proposal[bool] | None


_NUMERALS = "〇○零一二三四五六七八九"
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS = str.maketrans(_NUMERALS, "000123456789")
_NUMBER = re.compile(
    rf"([\u4e00-\u9fff]{{1,15}})\s*[〔［\[【﹝（(〈]\s*([12]\d{{3}}|[{_NUMERALS}]{{4}})年?\s*"
    r"[〕］\]】﹞）)〉]\s*第?\s*(\d{1,5})\s*号"
)
_NUMBER_FIELD = re.compile(r"^(?:发文字号|文号|文件编号)[:：]?\s*")
_SIGNER = re.compile(r"\s*签发人[:：]?.*$")
_DATE = re.compile(
    rf"([12]\d{{3}}|[{_NUMERALS}]{{4}})\s*年\s*(\d{{1,2}}|[{_NUMERALS}十]{{1,3}})\s*月"
    rf"\s*(\d{{1,2}}|[{_NUMERALS}十廿]{{1,3}})\s*[日号](?!\s*印发)"
)
_ADDRESSEE = re.compile(r"^[^。；]{2,200}[:：]$")
_AGENCY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}(?:人民政府|办公厅|办公室|委员会|街道办事处|管理处|管委会|指挥部|领导小组"
    r"|分局|总局|中心|大队|支队|[局厅部院委所站会])"
)
_RED_HEAD = re.compile(r"(.{2,40}?)\s*文\s*件")
_NO_TITLE = re.compile(
    r"[。；]|^(?:附件|抄送|目\s*录|主\s*送|签发人|索引号|第[一二三四五六七八九十]+[章条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])|日\s*印发$|^[\d\s—-]+$"
)
_MAX_TITLE_LINE = 60
_TITLE_SEARCH = 12
_HEAD = 40
_TAIL_BRACKET = re.compile(r"[（(][^（）()]{1,12}[）)]$")
# Longest first, so that 通知 is not taken for another word's end.
_GENRE_ENDS = sorted(
    (
        (word, term.code)
        for term in GENRES
        if term.code != "other"
        for word in (("命令", "令") if term.code == "order" else (term.label,))
    ),
    key=lambda pair: -len(pair[0]),
)
_NOT_GENRE = re.compile(r"(?:信函|来函|司令|工作报告|年度报告|年报)$")
_NORMATIVE_TITLE = re.compile(r"办法|规定|细则|规则|决定|意见|通告|规程|标准")
_NORMATIVE_TEXT = re.compile(
    r"自[^。\n]{0,20}起(?:施行|实施|执行)|有效期(?:为|至)?|予以废止|同时废止"
)
_MAX_TOPICS = 3
_TITLE_WEIGHT = 5


def propose(lines: Sequence[str], *, prominent: Sequence[str] = ()) -> Proposals:
    """What the lines of a text say about it; `prominent` are its headings and centred lines."""
    lines = [line.translate(_HALF_WIDTH).strip() for line in lines]
    number_line, number = _document_number(lines)
    title = _title(lines, number_line, {line.translate(_HALF_WIDTH).strip() for line in prominent})
    date_line, day = _date(lines)
    name = title.value if title else ""
    return Proposals(
        title=title,
        document_number=number,
        generated_on=day,
        agency_name=_agency(lines, date_line),
        genre=_genre(name),
        topics=_topics(name, lines),
        normative=_normative(name, lines),
    )


def _place(index: int) -> str:
    return f"第{index + 1}行"


def _document_number(lines: Sequence[str]) -> tuple[int, Proposal[str] | None]:
    """The number that stands alone in a line; another one in the text is a quotation."""
    for index, line in enumerate(lines[:_HEAD]):
        match = _NUMBER.fullmatch(_SIGNER.sub("", _NUMBER_FIELD.sub("", line)).strip())
        if match:
            organ, year, serial = match.groups()
            value = f"{organ}〔{year.translate(_DIGITS)}〕{int(serial)}号"
            return index, Proposal(value, f"{_place(index)}，独立成行的发文字号")
    return -1, None


def _title(lines: Sequence[str], number_line: int, prominent: set[str]) -> Proposal[str] | None:
    if number_line >= 0:
        found = _lines_of_title(lines, number_line + 1)
        if found:
            last = number_line + len(found)
            return Proposal(_joined(found), f"{_place(last)}，发文字号与主送机关之间")
    candidates = [
        (index, line)
        for index, line in enumerate(lines[:_TITLE_SEARCH])
        if line and len(line) <= _MAX_TITLE_LINE and not _NO_TITLE.search(line)
        if not line.endswith(("：", ":", "，")) and not _RED_HEAD.fullmatch(line)
        if not _DATE.fullmatch(line) and not _NUMBER.search(line)
    ]
    chosen = [pair for pair in candidates if pair[1] in prominent] or candidates
    if not chosen:
        return None
    named = [pair for pair in chosen if _genre(pair[1]) or "关于" in pair[1]]
    index, line = named[0] if named else max(chosen, key=lambda pair: len(pair[1]))
    how = "标题或居中的行" if line in prominent else "开头的短行"
    return Proposal(line, f"{_place(index)}，{how}")


def _lines_of_title(lines: Sequence[str], start: int) -> list[str]:
    found: list[str] = []
    for line in lines[start : start + _TITLE_SEARCH]:
        if not line and not found:
            continue
        if not line or _ADDRESSEE.fullmatch(line) or _NO_TITLE.search(line) or len(found) == 4:
            break
        if len(line) > _MAX_TITLE_LINE:
            break
        found.append(line)
        if _ends_a_title(line):
            break
    return found


def _ends_a_title(line: str) -> bool:
    return _genre(line) is not None or line.endswith(("办法", "方案", "规定", "细则", "计划"))


def _joined(lines: Sequence[str]) -> str:
    return "".join(re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", one) for one in lines)


def _date(lines: Sequence[str]) -> tuple[int, Proposal[date] | None]:
    """The last day that stands alone in a line, or else the last day of the text."""
    found: list[tuple[bool, int, date]] = []
    for index, line in enumerate(lines):
        for match in _DATE.finditer(line):
            try:
                day = date(*(_whole(part) for part in match.groups()))
            except ValueError:
                continue
            found.append((match.group() == line.strip("（）() "), index, day))
    if not found:
        return -1, None
    alone, index, day = max(found, key=lambda one: one[:2])
    how = "独立成行的最后一个日期" if alone else "文中最后一个日期"
    return index if alone else -1, Proposal(day, f"{_place(index)}，{how}")


def _whole(numeral: str) -> int:
    """2017, 二〇一七, 十二, 二十三, 廿三 as a whole number."""
    numeral = numeral.replace("廿", "二十")
    if "十" not in numeral:
        return int(numeral.translate(_DIGITS))
    tens, ones = numeral.split("十", 1)
    return 10 * int((tens or "一").translate(_DIGITS)) + int((ones or "〇").translate(_DIGITS))


def _agency(lines: Sequence[str], date_line: int) -> Proposal[str] | None:
    for index in range(date_line - 1, max(date_line - 4, -1), -1):
        line = re.sub(r"\s+", "", lines[index])
        if _AGENCY.fullmatch(line):
            return Proposal(line, f"{_place(index)}，成文日期前的署名")
    for index, line in enumerate(lines[:_TITLE_SEARCH]):
        match = _RED_HEAD.fullmatch(line)
        if match and _AGENCY.fullmatch(re.sub(r"\s+", "", match.group(1))):
            return Proposal(re.sub(r"\s+", "", match.group(1)), f"{_place(index)}，红头")
    return None


def _genre(title: str) -> Proposal[str] | None:
    name = _TAIL_BRACKET.sub("", title.strip())
    if _NOT_GENRE.search(name):
        return None
    for word, code in _GENRE_ENDS:
        if name.endswith(word):
            return Proposal(code, f"标题末尾的“{word}”")
    return None


def _topics(title: str, lines: Sequence[str]) -> tuple[Proposal[str], ...]:
    # 人民政府 says 民政 of itself.
    title, text = (one.replace("人民政府", "") for one in (title, "\n".join(lines)))
    scored = []
    for code, words in TOPIC_WORDS.items():
        counts = {word: text.count(word) + _TITLE_WEIGHT * title.count(word) for word in words}
        found = sorted((word for word in words if counts[word]), key=lambda word: -counts[word])
        if found:
            scored.append((sum(counts.values()), code, "、".join(found[:5])))
    scored.sort(key=lambda one: -one[0])
    return tuple(Proposal(code, f"文中的词：{words}") for _, code, words in scored[:_MAX_TOPICS])


def _normative(title: str, lines: Sequence[str]) -> Proposal[bool] | None:
    """A hint only: what a normative document is, its makers and its lawyers decide."""
    word = _NORMATIVE_TITLE.search(title)
    if not word:
        return None
    for index, line in enumerate(lines):
        match = _NORMATIVE_TEXT.search(line)
        if match:
            return Proposal(True, f"标题有“{word.group()}”，{_place(index)}有“{match.group()}”")
    return None
