"""The remedy paragraph (救济途径告知) of a letter, from its day, its outcome and the agency."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.outcomes import OUTCOMES, UnknownOutcome
from gongkai.law.reconsideration import reconsideration_authority


class Route(StrEnum):
    """The order of remedies a letter must state."""

    FREE_CHOICE = "free_choice"
    RECONSIDERATION_FIRST = "reconsideration_first"
    NONE = "none"


class IncompleteRemedy(ValueError):
    """The letter would not state a remedy it has to state; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class RemedyNames:
    """Who is named in the paragraph: no law lets a program derive the court.

    `authorities` holds the reconsideration authorities, two where the applicant chooses;
    `online_channel` the Internet address for reconsideration.
    """

    authorities: tuple[str, ...]
    court: str
    online_channel: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The paragraph, or None where the letter carries none, and why."""

    text: str | None
    route: Route
    reasons: tuple[str, ...]
    articles: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class FreeChoice:
    """The wording where the applicant may choose, from its first day on."""

    in_force: date
    wording: str
    articles: tuple[str, ...]


_SIX_MONTHS = (
    "如不服本答复，可以自收到本答复之日起六十日内向{authority}申请行政复议，"
    "或者自收到本答复之日起六个月内向{court}提起行政诉讼。"
)
FREE_CHOICE = (  # newest first
    FreeChoice(
        date(2024, 1, 1),
        _SIX_MONTHS,
        ("行政复议法(2023) 第二十条第一款", "行政诉讼法 第四十六条第一款"),
    ),
    FreeChoice(
        date(2015, 5, 1),
        _SIX_MONTHS,
        ("行政复议法(2023年修订前) 第九条第一款", "行政诉讼法 第四十六条第一款"),
    ),
    FreeChoice(
        date(2008, 5, 1),
        "如对本答复不服，可以在收到本答复之日起60日内向{authority}申请行政复议，"
        "或者在3个月内向{court}提起行政诉讼。",
        ("行政复议法(2023年修订前) 第九条第一款", "行政诉讼法(2014年修正前) 第三十九条"),
    ),
)

_LAW_OF_2023_FROM = date(2024, 1, 1)  # 行政复议法(2023)
_INTERPRETATION_FROM = date(2025, 6, 1)  # 法释〔2025〕8号
_RECONSIDERATION_FIRST = (
    "如不服本答复，应当自收到本答复之日起六十日内先向{authority}申请行政复议；"
    "对行政复议决定不服的，可以自收到复议决定书之日起十五日内依法向人民法院提起行政诉讼。"
)
_RECONSIDERATION_FIRST_ARTICLES = (
    "行政复议法(2023) 第二十条第一款",
    "行政复议法(2023) 第二十三条第一款第（四）项、第二款",
    "行政诉讼法 第四十五条",
)
_INTERPRETATION = "法释〔2025〕8号 第一条"
# The grounds of 第十四条, 第十五条 and 第十六条; 行政查询事项 is 第三十六条第（七）项.
_RECONSIDERATION_FIRST_GROUNDS = frozenset(
    {
        "state_secret",
        "law_prohibits",
        "endangers_security",
        "third_party",
        "internal_affairs",
        "process_info",
        "enforcement_file",
    }
)
# A case of the regime of 2008 decided again since 2024: the matter of 2019 第十五条.
_GROUNDS_OF_2008 = frozenset({"trade_secret", "privacy"})

# Steps on the way to an answer decide nothing, under either regime.
_LETTERS_WITHOUT_REMEDY = {
    "acknowledgement": "接收回执",
    "correction_notice": "补正告知书",
    "justification_request": "说明理由告知书",
    "delay_notice": "延迟答复告知书",
    "extension_notice": "延期答复告知书",
    "third_party_consultation": "征求第三方意见书",
    "consultation_notice": "征求意见告知书",
    "co_producer_consultation": "征求共同制作机关意见书",
    "internal_request": "协办函",
    "delivery_receipt": "送达回证",
}
_LETTERS_WITH_FREE_CHOICE = {
    "third_party_disclosure_notice": "给第三方的依申请公开告知书",
    "record_correction": "更正答复",
}


def remedy_paragraph(
    decided_on: date,
    *,
    outcome: str,
    ground: str | None,
    agency: AgencyKind,
    names: RemedyNames,
    is_delivered_online: bool,
) -> Remedy:
    """Return the remedy paragraph of the letter that states an outcome.

    Where parts were withheld on several grounds, pass one of 第十四条 to 第十六条 if there
    is any. Readings of the law (certain=False): reconsideration first for the withheld part
    of a partial disclosure and for 商业秘密、个人隐私 of the regime of 2008; the free choice
    for an application no longer handled, and from 2024-01-01 to 2025-05-31 for every
    不予公开 that rests on another article.

    Raises: IncompleteRemedy, UnknownOutcome; NoAuthority before 2008-05-01.
    Source: 行政复议法(2023) 第二十条、第二十二条第二款、第二十三条; 行政诉讼法 第四十五条、
    第四十六条; 法释〔2025〕8号 第一条.
    """
    _check_known(outcome, ground)
    is_first = is_reconsideration_first(decided_on, outcome, ground)
    authority = _authorities(decided_on, agency, names)
    if is_first:
        remedy = replace(
            _reconsideration_first(decided_on, authority),
            certain=outcome == "withheld" and ground not in _GROUNDS_OF_2008,
        )
    else:
        remedy = replace(
            _free_choice(decided_on, authority, names.court),
            certain=_is_free_choice_certain(decided_on, outcome),
        )
    return _with_online_channel(remedy, decided_on, names) if is_delivered_online else remedy


def is_reconsideration_first(decided_on: date, outcome: str, ground: str | None) -> bool:
    """Whether no lawsuit is open before reconsideration; see `remedy_paragraph` on doubts.

    Source: 行政复议法(2023) 第二十三条第一款第（四）项; 法释〔2025〕8号 第一条.
    """
    return (
        decided_on >= _LAW_OF_2023_FROM
        and outcome in ("withheld", "partially_disclosed")
        and ground in _RECONSIDERATION_FIRST_GROUNDS | _GROUNDS_OF_2008
    )


def letter_remedy(
    letter: str,
    *,
    decided_on: date,
    agency: AgencyKind,
    names: RemedyNames,
    is_delivered_online: bool,
) -> Remedy:
    """Return the remedy paragraph of a letter that states no outcome, if it carries one.

    Raises: IncompleteRemedy; NoAuthority before 2008-05-01; ValueError for a letter that is
    not known.
    Source: 国办函〔2020〕109号 第七条; 行政复议法 and 行政诉讼法 as for `remedy_paragraph`.
    """
    if letter == "fee_notice":
        return _no_remedy(
            "对收费决定不能单独申请行政复议或者提起行政诉讼。", "国办函〔2020〕109号 第七条"
        )
    if letter in _LETTERS_WITHOUT_REMEDY:
        return _no_remedy(
            f"{_LETTERS_WITHOUT_REMEDY[letter]}是办理过程中的文书，不是对申请的答复。"
        )
    if letter not in _LETTERS_WITH_FREE_CHOICE:
        raise ValueError(f"没有这一文书：{letter}。")
    authority = _authorities(decided_on, agency, names)
    remedy = _free_choice(decided_on, authority, names.court)
    return _with_online_channel(remedy, decided_on, names) if is_delivered_online else remedy


def _check_known(outcome: str, ground: str | None) -> None:
    for row in OUTCOMES:
        codes = {known.code for known in row.grounds}
        if row.code == outcome and (ground in codes if codes else ground is None):
            return
    raise UnknownOutcome(f"没有这一办理结果和理由：{outcome}、{ground}。")


def _authorities(decided_on: date, agency: AgencyKind, names: RemedyNames) -> str:
    rule = reconsideration_authority(agency, on=decided_on)
    given = [name for name in names.authorities if name]
    if len(given) != len(rule.relations):
        raise IncompleteRemedy(
            f"应当写明{len(rule.relations)}个行政复议机关：{rule.description}（{rule.source}）。"
        )
    return "或者".join(given)


def _free_choice(decided_on: date, authority: str, court: str) -> Remedy:
    if not court:
        raise IncompleteRemedy("应当写明受理行政诉讼的人民法院。")
    rule = next(rule for rule in FREE_CHOICE if rule.in_force <= decided_on)
    return Remedy(
        rule.wording.format(authority=authority, court=court),
        Route.FREE_CHOICE,
        ("可以申请行政复议，也可以提起行政诉讼，由申请人选择。",),
        rule.articles,
        certain=True,
    )


def _is_free_choice_certain(decided_on: date, outcome: str) -> bool:
    if outcome == "other_handling":
        return False
    is_unread = _LAW_OF_2023_FROM <= decided_on < _INTERPRETATION_FROM
    return not (outcome in ("withheld", "partially_disclosed") and is_unread)


def _reconsideration_first(decided_on: date, authority: str) -> Remedy:
    articles: tuple[str, ...] = _RECONSIDERATION_FIRST_ARTICLES
    if decided_on >= _INTERPRETATION_FROM:
        articles += (_INTERPRETATION,)
    return Remedy(
        _RECONSIDERATION_FIRST.format(authority=authority),
        Route.RECONSIDERATION_FIRST,
        ("2024年1月1日起，依照第十四条、第十五条、第十六条不予公开的，应当先申请行政复议。",),
        articles,
        certain=True,
    )


def _no_remedy(reason: str, *articles: str) -> Remedy:
    return Remedy(None, Route.NONE, (reason,), articles, certain=True)


def _with_online_channel(remedy: Remedy, decided_on: date, names: RemedyNames) -> Remedy:
    """Add the Internet channel that a decision delivered online must carry since 2024."""
    if decided_on < _LAW_OF_2023_FROM:
        return remedy
    if not names.online_channel:
        raise IncompleteRemedy("通过互联网渠道送达的，应当同时提供申请行政复议的网上渠道。")
    return replace(
        remedy,
        text=f"{remedy.text}（行政复议申请网上渠道：{names.online_channel}）",
        reasons=(*remedy.reasons, "通过互联网渠道送达的，应当同时提供申请行政复议的网上渠道。"),
        articles=(*remedy.articles, "行政复议法(2023) 第二十二条第二款"),
    )
