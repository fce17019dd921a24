"""What follows from the opinion of somebody who was asked before a disclosure (征求意见)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.regimes import Consulted, Regime


class Effect(StrEnum):
    """What an opinion leaves to the agency."""

    OPEN = "open"  # nothing is known yet
    MAY_DISCLOSE = "may_disclose"
    WITHHOLD = "withhold"
    AGENCY_DECIDES = "agency_decides"


@dataclass(frozen=True, slots=True)
class Opinion:
    """An effect with the sentence that explains it."""

    effect: Effect
    sentence: str
    article: str


_NEW = "政府信息公开条例(2019)"
_OLD = "政府信息公开条例(2007)"
_OPEN = Opinion(Effect.OPEN, "还没有答复。", "")
_ONLY_ADVICE = "其他机关的意见供决定时参考，由本机关依法决定。"


def opinion_of(who: str, answer: str, *, regime: Regime) -> Opinion:
    """Return what follows from an answer: agree, object_with_reason, object_without_reason, none.

    Under the Regulations of 2007 a third party's objection is a veto, whatever its reasons, and
    its silence is no consent; under those of 2019 only a reasoned objection binds and silence
    leaves the decision to the agency. A co-producer's silence is consent since 2019.

    Source: 政府信息公开条例(2019) 第三十二条、第三十四条; 政府信息公开条例(2007) 第二十三条.
    """
    if not answer:
        return _OPEN
    match Consulted(who):
        case Consulted.THIRD_PARTY:
            return _third_party(answer, is_old=regime.code == "2008")
        case Consulted.CO_PRODUCER:
            return _co_producer(answer, is_old=regime.code == "2008")
        case Consulted.OTHER_AGENCY:
            return Opinion(Effect.AGENCY_DECIDES, _ONLY_ADVICE, "")


def effect_of(who: str, answer: str, *, regime: Regime) -> Effect:
    """Return the effect alone."""
    return opinion_of(who, answer, regime=regime).effect


def _third_party(answer: str, *, is_old: bool) -> Opinion:
    article = f"{_OLD} 第二十三条" if is_old else f"{_NEW} 第三十二条"
    if answer == "agree":
        return Opinion(Effect.MAY_DISCLOSE, "第三方同意公开，可以公开。", article)
    if answer == "none" and is_old:
        # A cautious reading: the article asks for consent and gives no term.
        return Opinion(Effect.WITHHOLD, "第三方没有答复，不能视为同意，不得公开。", article)
    if answer == "none":
        return Opinion(
            Effect.AGENCY_DECIDES, "第三方逾期未答复，由本机关依照条例决定是否公开。", article
        )
    if is_old:
        return Opinion(Effect.WITHHOLD, "第三方不同意公开，不得公开。", article)
    if answer == "object_with_reason":
        return Opinion(Effect.WITHHOLD, "第三方不同意公开且有合理理由，不予公开。", article)
    return Opinion(
        Effect.AGENCY_DECIDES, "第三方不同意公开但没有合理理由，由本机关决定是否公开。", article
    )


def _co_producer(answer: str, *, is_old: bool) -> Opinion:
    if is_old:
        return Opinion(Effect.AGENCY_DECIDES, _ONLY_ADVICE, "")
    article = f"{_NEW} 第三十四条"
    if answer == "agree":
        return Opinion(Effect.MAY_DISCLOSE, "共同制作机关同意公开，可以公开。", article)
    if answer == "none":
        return Opinion(Effect.MAY_DISCLOSE, "共同制作机关逾期未答复，视为同意公开。", article)
    return Opinion(
        Effect.AGENCY_DECIDES, "共同制作机关不同意公开，由牵头制作的本机关依法决定。", article
    )
