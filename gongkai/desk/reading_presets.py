"""What a reviewer usually decides on a kind of finding, and why: one click each.

The words are those an office writes; whoever decides otherwise writes their own.
"""

from collections.abc import Mapping

from gongkai.intake.findings import FindingKind
from gongkai.publication.models import Finding

_Kind = FindingKind
_KEEP, _MASK, _REMOVE = Finding.Decision.KEEP, Finding.Decision.MASK, Finding.Decision.REMOVE

Preset = tuple[str, str]  # decision, basis

_OFFICE: tuple[Preset, ...] = ((_KEEP, "机关办公联系方式"), (_MASK, "属于个人信息"))
_PERSONAL: tuple[Preset, ...] = ((_MASK, "属于个人信息"), (_KEEP, "经本人书面同意公开"))
_ACCOUNT: tuple[Preset, ...] = ((_MASK, "属于个人信息"), (_KEEP, "单位账户"))
_LISTED: tuple[Preset, ...] = ((_MASK, "属于个人信息"), (_KEEP, "法律法规规定公开的内容"))
_SECRET: tuple[Preset, ...] = ((_REMOVE, "可能属于国家秘密、工作秘密"), (_KEEP, "经核实不属于秘密"))
_INTERNAL: tuple[Preset, ...] = ((_REMOVE, "属于内部事务信息"), (_KEEP, "经核实可以公开"))

PRESETS: Mapping[FindingKind, tuple[Preset, ...]] = {
    _Kind.ID_NUMBER: _PERSONAL,
    _Kind.BANK_CARD: _ACCOUNT,
    _Kind.MOBILE: _OFFICE,
    _Kind.PHONE: _OFFICE,
    _Kind.EMAIL: _OFFICE,
    _Kind.CHAT: _OFFICE,
    _Kind.PASSPORT: _PERSONAL,
    _Kind.PLATE: _PERSONAL,
    _Kind.ADDRESS: _PERSONAL,
    _Kind.RELIEF_LIST: _LISTED,
    _Kind.MINOR: _PERSONAL,
    _Kind.HEALTH: _LISTED,
    _Kind.FINANCE: _LISTED,
    _Kind.SECRECY_MARK: _SECRET,
    _Kind.INTERNAL: _INTERNAL,
    _Kind.WORK_SECRET: _SECRET,
    _Kind.URGENCY: _INTERNAL,
}


def presets(finding: Finding) -> list[tuple[str, str, str]]:
    """The usual decisions on a finding: code, words, basis."""
    found = PRESETS[FindingKind(finding.kind)]
    return [(code, Finding.Decision(code).label, basis) for code, basis in found]
