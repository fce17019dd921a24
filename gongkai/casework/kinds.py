"""The letters of a case: what each concerns, who signs it, which reviews it needs, what it does.

Reviews: whatever leaves with contents is reviewed for secrecy and for its legality before it is
signed; the receipt states nothing but what the applicant said and the law counts. See docs/law.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.audit.actions import Action
from gongkai.casework.models import LetterReview
from gongkai.letters.loader import kind_for, letter_on
from gongkai.letters.model import LetterText

SECRECY, LEGAL = LetterReview.Kind.SECRECY, LetterReview.Kind.LEGAL
_BOTH = (SECRECY, LEGAL)


class Concern(StrEnum):
    """The record whose primary key a letter keeps in `concerns`; the case itself has none."""

    CASE = "case"
    CORRECTION = "correction"
    JUSTIFICATION = "justification"
    EXTENSION = "extension"
    CONSULTATION = "consultation"
    FEE_NOTICE = "fee_notice"
    DECISION = "decision"
    SUGGESTION = "disclosure_suggestion"
    RECORD = "record_correction"  # of a letter that is about no case


@dataclass(frozen=True, slots=True)
class Particular:
    """A fact that no step of the case records: whoever drafts the letter states it."""

    name: str
    label: str
    is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of letter; `effect` is what its service does, empty where it only informs."""

    code: str
    concerns: Concern
    signs: Action
    reviews: tuple[LetterReview.Kind, ...]
    effect: str = ""
    particulars: tuple[Particular, ...] = ()


_SUMMARY = Particular("summary", "申请内容的概括（不含申请人信息）")
_ANSWERS = "申请已答复，答复日期按送达规则确定"


def _step(code: str, concerns: Concern, effect: str = "", *facts: Particular) -> Kind:
    """A letter on the way to an answer: the head of the disclosure office signs."""
    return Kind(
        code=code,
        concerns=concerns,
        signs=Action.LETTER_SIGN,
        reviews=_BOTH,
        effect=effect,
        particulars=facts,
    )


def _decision(code: str, concerns: Concern, effect: str = "", *facts: Particular) -> Kind:
    """A letter that decides something for or against somebody: the leader signs."""
    return Kind(
        code=code,
        concerns=concerns,
        signs=Action.LETTER_SIGN_DECISION,
        reviews=_BOTH,
        effect=effect,
        particulars=facts,
    )


# Those that state an outcome. Under the Regulations of 2007 D2 states one as well: a request to
# correct is one of the answers there (第二十一条第（四）项).
ANSWERS = (
    *("D8", "D9", "D10", "D11", "D12", "D13", "D14", "D14b", "D15"),
    *("D16", "D17", "D18", "D18b", "D19", "D20"),
)
_KINDS = (
    Kind(code="D1", concerns=Concern.CASE, signs=Action.LETTER_ISSUE, reviews=()),
    _step("D2", Concern.CORRECTION, "已告知补正，等待申请人补正"),
    _step("D3", Concern.JUSTIFICATION, "已要求说明理由"),
    _step("D3b", Concern.JUSTIFICATION, "延迟答复的期限自告知之日起有效"),
    _step("D4", Concern.EXTENSION, "延期自告知之日起有效"),
    _step("D5", Concern.CONSULTATION, "已发出征求意见书", _SUMMARY),
    _step("D5b", Concern.CONSULTATION),
    _step("D5c", Concern.CONSULTATION, "已发出征求意见书", _SUMMARY),
    _decision(
        "D6", Concern.CONSULTATION, "", _SUMMARY, Particular("disclosed_on", "公开的日期", True)
    ),
    _step("D7", Concern.FEE_NOTICE, "已通知缴费，等待申请人缴费"),
    *(_decision(code, Concern.DECISION, _ANSWERS) for code in ANSWERS),
    _decision("D21", Concern.RECORD, "已告知申请人更正申请的处理结果"),
    _step("D22", Concern.SUGGESTION, "已答复申请人主动公开的建议"),
    # To another agency as a consultation, or to a unit of the agency's own without any.
    _step(
        "D23",
        Concern.CONSULTATION,
        "向其他机关征求意见的，已发出",
        _SUMMARY,
        Particular("unit", "协办单位"),
        Particular("question", "协办的问题"),
        Particular("reply_by", "反馈的期限", True),
    ),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _KINDS}

# Papers of the file: printed from the case at any time, without number, review or service.
REGISTRATION, DELIVERY_RECORD = "D1b", "D24"


def text_of(code: str, received_on: date) -> LetterText:
    """The letter's text for an application received on a day.

    Raises: NoLetter.
    """
    return letter_on(code, received_on)


def answering(outcome: str, ground: str, received_on: date) -> str:
    """The code of the letter that states this outcome on this ground.

    Raises: NoLetter.
    """
    return kind_for(outcome, ground or None, received_on=received_on)
