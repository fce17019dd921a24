"""What must not be published, by kind: what to put instead, and the article that says so."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How sure it is that the text may not go out as it stands."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return {"high": "必须处理", "medium": "应当核对", "low": "提示"}[self.value]


class FindingKind(StrEnum):
    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    PASSPORT = "passport"
    PLATE = "plate"
    ADDRESS = "address"
    RELIEF_LIST = "relief_list"
    MINOR = "minor"
    HEALTH = "health"
    FINANCE = "finance"
    SECRECY_MARK = "secrecy_mark"
    INTERNAL = "internal"
    WORK_SECRET = "work_secret"  # noqa: S105
    URGENCY = "urgency"

    @property
    def label(self) -> str:
        return _TEXTS[self][0]


_PERSONAL = "政府信息公开条例(2019) 第十五条；个人信息保护法 第二十五条"
_SENSITIVE = "政府信息公开条例(2019) 第十五条；个人信息保护法 第二十八条"

# Label, what to put instead (empty where only a person can decide), basis.
_TEXTS = {
    FindingKind.ID_NUMBER: ("身份证号码", "［身份证号码已隐去］", _PERSONAL),
    FindingKind.BANK_CARD: ("银行账号", "［银行账号已隐去］", _SENSITIVE),
    FindingKind.MOBILE: ("手机号码", "［手机号码已隐去］", _PERSONAL),
    FindingKind.PHONE: ("固定电话", "［电话号码已隐去］", _PERSONAL),
    FindingKind.EMAIL: ("电子邮箱", "［电子邮箱已隐去］", _PERSONAL),
    FindingKind.CHAT: ("微信、QQ号", "［网络账号已隐去］", _PERSONAL),
    FindingKind.PASSPORT: ("护照、通行证号码", "［证件号码已隐去］", _PERSONAL),
    FindingKind.PLATE: ("车牌号码", "［车牌号码已隐去］", _PERSONAL),
    FindingKind.ADDRESS: ("个人住址", "［详细住址已隐去］", _PERSONAL),
    FindingKind.RELIEF_LIST: ("救助、补贴名单", "", _PERSONAL),
    FindingKind.MINOR: ("未成年人", "", "个人信息保护法 第二十八条、第三十一条"),
    FindingKind.HEALTH: ("健康状况", "", _SENSITIVE),
    FindingKind.FINANCE: ("个人财产状况", "", _SENSITIVE),
    FindingKind.SECRECY_MARK: (
        "国家秘密标志",
        "",
        "政府信息公开条例(2019) 第十四条；保守国家秘密法(2024) 第三十五条",
    ),
    FindingKind.INTERNAL: ("内部资料标志", "", "政府信息公开条例(2019) 第十六条"),
    FindingKind.WORK_SECRET: ("工作秘密", "", "保守国家秘密法(2024) 第六十四条"),
    FindingKind.URGENCY: ("紧急程度标志", "", "政府信息公开条例(2019) 第十七条"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a text, `excerpt` being exactly what stands there.

    Units: `start` and `end` are offsets into the text that was searched.
    """

    kind: FindingKind
    start: int
    end: int
    excerpt: str
    severity: Severity

    @property
    def suggestion(self) -> str:
        """What to put instead; empty where only a person can decide."""
        return _TEXTS[self.kind][1]

    @property
    def basis(self) -> str:
        return _TEXTS[self.kind][2]


def mask(text: str, finding: Finding) -> str:
    """`text` with the suggestion in place; of several findings the last one goes first.

    Raises: ValueError where there is no suggestion, or another text stands there.
    """
    if not finding.suggestion:
        raise ValueError("这一处不能自动隐去，请人工判断后修改。")
    if text[finding.start : finding.end] != finding.excerpt:
        raise ValueError("原文已经改动，请重新检查。")
    return text[: finding.start] + finding.suggestion + text[finding.end :]
