"""How personal data is written for comparison, and how much of it is shown."""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

STARS = "****"


class Kind(StrEnum):
    """What a value is."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"


def masked(kind: Kind, value: str) -> str:
    """What may be shown of `value` to somebody who has given no reason to see more.

    Source: 个人信息保护法 第五十一条（去标识化）.
    """
    text = unicodedata.normalize("NFKC", value).strip()
    return _MASKS[kind](text) if text else ""


def normal(kind: Kind, value: str) -> str:
    """`value` in the one spelling under which it is compared.

    Full-width and half-width, blanks, invisible characters, and the hyphens and country code
    of a number make no difference.
    """
    text = "".join(
        sign
        for sign in unicodedata.normalize("NFKC", value)
        if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
    match kind:
        case Kind.PHONE:
            return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", re.sub(r"\D", "", text))
        case Kind.ID_NUMBER:
            return re.sub(r"[^0-9A-Za-z]", "", text).upper()
        case Kind.EMAIL:
            return text.lower()
        case Kind.NAME:
            return re.sub("[•・‧∙]", "·", text)
        case Kind.ADDRESS:
            return text


_COMPOUND_SURNAMES = (
    *("欧阳", "上官", "司马", "司徒", "司空", "诸葛", "尉迟", "皇甫", "慕容", "令狐", "夏侯"),
    *("东方", "公孙", "长孙", "宇文", "端木", "轩辕", "南宫", "西门", "百里", "呼延", "闻人"),
)


def _name(text: str) -> str:
    shown = 2 if text.startswith(_COMPOUND_SURNAMES) and len(text) > 2 else 1
    if len(text) == 1:
        return "*"
    return text[:shown] + "*" * min(len(text) - shown, 2)


def _id_number(text: str) -> str:
    """The last four of a whole number: enough to compare with a card, too little to use."""
    digits = normal(Kind.ID_NUMBER, text)
    return "*" * (len(digits) - 4) + digits[-4:] if len(digits) >= 15 else "*" * len(digits)


def _phone(text: str) -> str:
    digits = normal(Kind.PHONE, text)
    if len(digits) < 7:
        return STARS
    head = digits[:3] if re.fullmatch(r"1\d{10}", digits) else ""
    return f"{head}{STARS}{digits[-4:]}"


# From the province down to the village or street, each level as short as it can be; a house
# number ends it. 小区 and 园区 are where somebody lives, not a level.
_PART = r"[^\d号栋幢楼室组]"
_LEVELS = (
    "省|自治区|特别行政区",
    "市|自治州|地区|盟",
    "(?<![小园社])区|县|市|旗",
    "街道|镇|乡|苏木",
    "村|屯|庄|社区|嘎查|路|街|大道|巷",
)
_LOCALITY = re.compile("".join(f"(?:{_PART}{{1,10}}?(?:{level}))?" for level in _LEVELS))


def _address(text: str) -> str:
    found = _LOCALITY.match(re.sub(r"\s", "", text))
    return f"{found.group() if found else ''}{STARS}"


def _email(text: str) -> str:
    name, at, host = text.rpartition("@")
    return f"{name[:1]}***@{host}" if at and len(name) > 1 else f"***{at}{host if at else ''}"


_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.NAME: _name,
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _phone,
    Kind.ADDRESS: _address,
    Kind.EMAIL: _email,
}

# Digits of any script and width, in one piece or set apart by blanks or hyphens.
_NUMBERS = re.compile(
    r"(?<!\d)(?:\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸｘ]|\d{15}|"  # identity numbers, new and old
    r"1[3-9３-９]\d[ -]?\d{4}[ -]?\d{4}|１[3-9３-９]\d{9}|"  # mobile phones
    r"[0０]\d{2,3}[-－ ]?\d{7,8})(?!\d)"  # telephones with their area
)


def masked_text(text: str) -> str:
    """`text` with everything starred that looks like an identity or telephone number.

    Stars too much rather than too little: this is for logs and reasons, not for documents.
    """
    return _NUMBERS.sub(STARS, text)


# PostgreSQL explains a refused row by the row itself, to the end of its message.
_ROW = r"^(DETAIL|CONTEXT):.*?(?={end}|\Z)"
_IN_TEXT = re.compile(
    _ROW.format(end=r"\n\n(?:The above exception|During handling)"), re.DOTALL | re.MULTILINE
)
_IN_PAGE = re.compile(_ROW.format(end=r"</?\w"), re.DOTALL | re.MULTILINE)


def masked_report(text: str) -> str:
    """A message or traceback without rows of the database and without personal numbers."""
    return masked_text(_IN_TEXT.sub(rf"\1: {STARS}", text))


def masked_page(html: str) -> str:
    """The same for a page, whose texts are escaped."""
    return masked_text(_IN_PAGE.sub(rf"\1: {STARS}", html))
