"""Numbers that name a person or an account, told from all the other numbers of an office."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gongkai.intake.findings import FindingKind, Severity

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW


class Hit(NamedTuple):
    kind: FindingKind
    start: int
    end: int
    severity: Severity


_PROVINCES = {
    *(11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46),
    *(50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LENGTH = 18
_BORN_FROM, _BORN_UNTIL = 1900, 2099

# Digits in one piece, or set apart by a blank or a hyphen at any place.
_ID18 = re.compile(r"(?<![0-9A-Za-z])[1-8](?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])")
# Each digit in a cell or a line of its own; or broken once, at the edge of a narrow cell.
_ID18_CELLS = re.compile(
    r"(?<![0-9A-Za-z])[1-8](?: ?[\t\n|] ?\d){16} ?[\t\n|] ?[\dXx](?![0-9A-Za-z])"
)
_ID18_BROKEN = re.compile(
    r"(?<![0-9A-Za-z])(?=[1-8](?:\n?\d){16}\n?[\dXx](?![0-9A-Za-z]))[1-8]\d{,16}\n\d{,16}[\dXx]?"
)
# The number of a disability card: that of its holder, the kind and the grade.
_ID20 = re.compile(r"(?<![0-9A-Za-z])[1-8]\d{16}[\dXx][1-7][1-4](?:B\d)?(?![0-9A-Za-z])")
_ID15 = re.compile(r"(?<![0-9A-Za-z.])[1-8]\d{5}([ -]?)\d{6}\1\d{3}(?![0-9A-Za-z]|[ -]\d)")
_CARD = re.compile(
    r"(?<![0-9A-Za-z./-])[3-6](?:\d{15,18}|\d{3}(?:([ -])\d{4})(?:\1\d{4}){2}(?:\1\d{1,3})?"
    r"|\d{5}[ -]\d{10,13})(?![0-9A-Za-z]|[ -]\d)"
)
_ACCOUNT = re.compile(r"(?:账号|帐号|账户|卡号|存折)号?码?[ :\t]{0,3}(\d(?:[ -]?\d){9,24})(?!\d)")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:(?:\+|00)?86[ -]?)?"
    r"(1[3-9]\d(?:\d{8}|([ -])\d{4}\2\d{4}|[ -]\d{8}|\d[ -]\d{3}[ -]\d{4}|\.\d{4}\.\d{4})"
    r"|1([ -])[3-9](?:\3\d){9})(?![0-9A-Za-z]|[ -]\d|\.\d| ?[元万亿])"
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z.-])(?:\(0\d{2,3}\) ?|0\d{2,3}[ -]?)[2-9]\d{2,3}[ -]?\d{4}"
    r"(?![0-9A-Za-z]|[.]\d)(-\d{1,5}(?![\d-]))?"
)
_BARE_PHONE = re.compile(
    r"(?:电话|传真|座机|热线)(?:号码)?[^\d\n]{0,6}?([2-9]\d{6,7})(?![0-9A-Za-z]|[-.]\d|元|万)"
)
# One more after a comma.
_NEXT_PHONE = re.compile(
    r"(?:(?<=[2-9]\d{6}[、,;/])|(?<=[2-9]\d{7}[、,;/])) ?([2-9]\d{6,7})(?![0-9A-Za-z]|[-.]\d|元|万)"
)
_ID_NAMES = re.compile(r"身份证|身份号|证件号|证号")
_CALLS = re.compile(r"电话|传真|座机|热线")
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[DEGPSdegps]\d{8}|[Ee][A-HJ-NP-Za-hj-np-z]\d{7})(?![0-9A-Za-z])"
)
_PERMIT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证)[^\n\dA-Za-z]{0,8}([A-Za-z]{1,2}\d{7,10})(?!\w)"
    r"|(?:军官证|士兵证|警官证|社会保障卡|社保卡)[^\n\dA-Za-z]{0,8}([A-Za-z]?\d{6,10})(?![0-9A-Za-z])"
)
_CHAT = re.compile(
    r"(?:微信|QQ)(?:账|帐)?号?码?[: ]{1,2}([A-Za-z][\w-]{5,19}|[1-9]\d{4,10})(?![\w@.-])", re.ASCII
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•.]?"
    r"(?=[A-HJ-NP-Z]{0,3}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,6}"
    r"(?:@| ?[(\[](?:at|AT)[)\]] ?)(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,8}(?!\w)",
    re.ASCII,
)
_NUMBER_NAMES = re.compile(
    r"(?:信用代码|编号|编码|索引号|序列号|订单号?|单号|流水号|项目代码|机构代码|条形?码|批号|许可证)"
    r"[^\n\d]{0,6}$"
)
_CARD_WORDS = re.compile(r"(?:卡|账|帐|银行|存折|农商|信用社)")
_OFFICE_WORDS = re.compile(
    r"(?:办公|联系|咨询|监督|举报|投诉|值班|受理|服务|政务|对外)(?:室|科|窗口)?(?:电话|热线|方式)"
    r"|传真|热线"
)
_PERSON_WORDS = re.compile(r"联系人|本人|户主|申请人|家庭|手机|个人")
_BEFORE = 24


def number_hits(text: str) -> Iterator[Hit]:
    """Hits in half-width `text`, the surest kinds first.

    15-digit identity numbers have no checksum and weigh less; so do the phones of an office.
    """
    for pattern, judge in _JUDGES:
        for match in pattern.finditer(text):
            hit = judge(text, match)
            if hit:
                yield hit


def _before(text: str, start: int) -> str:
    """What stands before in the same line."""
    return text[max(0, start - _BEFORE) : start].rpartition("\n")[2]


def _digits(number: str) -> str:
    return re.sub(r"[ \t\n|-]", "", number).upper()


def _is_birthday(year: str, month: str, day: str) -> bool:
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return _BORN_FROM <= born.year <= _BORN_UNTIL


@lru_cache(1)  # asked again for every such number of one text
def _names_ids(text: str) -> bool:
    return bool(_ID_NAMES.search(text))


def _id18(text: str, match: re.Match[str]) -> Hit | None:
    digits = _digits(match.group())
    if len(digits) != _LENGTH:
        return None
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=False))
    if (
        int(digits[:2]) not in _PROVINCES
        or not _is_birthday(digits[6:10], digits[10:12], digits[12:14])
        or _NUMBER_NAMES.search(_before(text, match.start()))
    ):
        return None
    # A wrong checksum is a slip of the pen more often than another number, where such numbers are
    # spoken of: before it, or in the head of the table it stands in.
    right = _CHECKS[total % 11] == digits[-1]
    if not right and (match.end() - match.start() != _LENGTH or not _names_ids(text)):
        return None
    return Hit(FindingKind.ID_NUMBER, *match.span(), HIGH if right else MEDIUM)


def _id20(text: str, match: re.Match[str]) -> Hit | None:
    digits = match.group()
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=False))
    if _CHECKS[total % 11] != digits[_LENGTH - 1].upper():
        return None
    if not _is_birthday(digits[6:10], digits[10:12], digits[12:14]):
        return None
    return Hit(FindingKind.ID_NUMBER, *match.span(), HIGH)


def _id15(text: str, match: re.Match[str]) -> Hit | None:
    digits = _digits(match.group())
    if int(digits[:2]) not in _PROVINCES or not _is_birthday(
        "19" + digits[6:8], digits[8:10], digits[10:12]
    ):
        return None
    if _NUMBER_NAMES.search(_before(text, match.start())):
        return None
    return Hit(FindingKind.ID_NUMBER, *match.span(), MEDIUM)


def _card(text: str, match: re.Match[str]) -> Hit | None:
    digits = _digits(match.group())
    before = _before(text, match.start())
    if _NUMBER_NAMES.search(before):
        return None
    is_card = digits.startswith("62")
    if not _passes_luhn(digits):
        # Passbooks of rural banks have no checksum.
        weight = MEDIUM if _CARD_WORDS.search(before) else LOW
        return Hit(FindingKind.BANK_CARD, *match.span(), weight) if is_card else None
    sure = is_card or _CARD_WORDS.search(before)
    return Hit(FindingKind.BANK_CARD, *match.span(), HIGH if sure else MEDIUM)


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _account(text: str, match: re.Match[str]) -> Hit | None:
    return Hit(FindingKind.BANK_CARD, *match.span(1), MEDIUM)


def _mobile(text: str, match: re.Match[str]) -> Hit | None:
    before = _before(text, match.start())
    if _NUMBER_NAMES.search(before):
        return None
    office = _OFFICE_WORDS.search(before) and not _PERSON_WORDS.search(before)
    return Hit(FindingKind.MOBILE, *match.span(), MEDIUM if office else HIGH)


def _phone(text: str, match: re.Match[str]) -> Hit | None:
    before = _before(text, match.start())
    if _NUMBER_NAMES.search(before) or (match.group(1) and not _CALLS.search(before)):
        return None
    office = _OFFICE_WORDS.search(before) and not _PERSON_WORDS.search(before)
    return Hit(FindingKind.PHONE, *match.span(), LOW if office else MEDIUM)


def _bare_phone(text: str, match: re.Match[str]) -> Hit | None:
    before = _before(text, match.start(1))
    if not _CALLS.search(before):
        return None
    office = _OFFICE_WORDS.search(before) and not _PERSON_WORDS.search(before)
    return Hit(FindingKind.PHONE, *match.span(1), LOW if office else MEDIUM)


def _passport(text: str, match: re.Match[str]) -> Hit | None:
    number = match.group()
    if _is_birthday(number[1:5], number[5:7], number[7:9]) if number[1:].isdigit() else False:
        return None  # a letter and a day, as codes often have
    if _NUMBER_NAMES.search(_before(text, match.start())):
        return None
    return Hit(FindingKind.PASSPORT, *match.span(), MEDIUM)


def _permit(text: str, match: re.Match[str]) -> Hit | None:
    return Hit(FindingKind.PASSPORT, *match.span(match.lastindex or 0), HIGH)


def _chat(text: str, match: re.Match[str]) -> Hit | None:
    return Hit(FindingKind.CHAT, *match.span(1), MEDIUM)


def _plate(text: str, match: re.Match[str]) -> Hit | None:
    return Hit(FindingKind.PLATE, *match.span(), MEDIUM)


def _email(text: str, match: re.Match[str]) -> Hit | None:
    office = match.group().lower().endswith(".gov.cn")
    return Hit(FindingKind.EMAIL, *match.span(), LOW if office else MEDIUM)


_JUDGES: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Hit | None]], ...] = (
    (_ID18, _id18),
    (_ID18_CELLS, _id18),
    (_ID18_BROKEN, _id18),
    (_ID20, _id20),
    (_CARD, _card),
    (_ACCOUNT, _account),
    (_ID15, _id15),
    (_MOBILE, _mobile),
    (_PHONE, _phone),
    (_BARE_PHONE, _bare_phone),
    (_NEXT_PHONE, _bare_phone),
    (_PERMIT, _permit),
    (_PASSPORT, _passport),
    (_PLATE, _plate),
    (_EMAIL, _email),
    (_CHAT, _chat),
)
