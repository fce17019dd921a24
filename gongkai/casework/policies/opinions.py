"""What the people who were asked, or were not asked, forbid."""

from collections.abc import Iterator, Sequence

from gongkai.applications.models import Consultation
from gongkai.applications.policies.cases import regime_of
from gongkai.casework.models import Decision, FoundDocument, grounds_of
from gongkai.law.opinions import Effect, opinion_of
from gongkai.law.regimes import Consulted

_OF_THIRD_PARTIES = frozenset({"third_party", "trade_secret", "privacy"})
_GIVING = frozenset({"disclosed", "partially_disclosed"})


def opinion_obstacles(decision: Decision, documents: Sequence[FoundDocument]) -> Iterator[str]:
    """Consultations that are open, objections that bind, third parties nobody asked.

    Source: 政府信息公开条例(2019) 第十五条、第三十二条、第三十四条; (2007) 第十四条第四款、
    第二十三条.
    """
    found = list(decision.application.consultations.order_by("pk"))
    for one in found:
        yield from _open(one)
    yield from _binding(decision, documents, found)
    yield from _unasked(decision, documents, found)


def _open(one: Consultation) -> Iterator[str]:
    # 2007: a co-producer has no rule of its own; its opinion is advice all the same.
    article = {Consulted.THIRD_PARTY: "第三十二条", Consulted.CO_PRODUCER: "第三十四条"}.get(
        Consulted(one.who), "第三十三条第三款"
    )
    if regime_of(one.application).code == "2008":
        article = "第二十三条" if one.who == Consulted.THIRD_PARTY else "第七条"
    whom = f"{one.get_who_display()}“{one.party_name}”"
    if one.sent_on is None:
        yield f"给{whom}的征求意见书还没有发出（{article}）。"
    elif not one.answer:
        yield f"{whom}还没有答复；期满没有答复的，请登记逾期未答复（{article}）。"


def _binding(
    decision: Decision, documents: Sequence[FoundDocument], found: Sequence[Consultation]
) -> Iterator[str]:
    """An objection that binds, where the decision gives everything all the same."""
    is_partly = decision.outcome == "partially_disclosed"
    if decision.outcome not in _GIVING or (is_partly and _rests_on_third_parties(documents)):
        return
    for one in found:
        opinion = opinion_of(one.who, one.answer, regime=regime_of(one.application))
        if opinion.effect is Effect.WITHHOLD and not one.override:
            yield (
                f"{one.party_name}：{opinion.sentence.rstrip('。')}"
                f"；认为不公开会对公共利益造成重大影响的，请先认定（{opinion.article}）。"
            )


def _unasked(
    decision: Decision, documents: Sequence[FoundDocument], found: Sequence[Consultation]
) -> Iterator[str]:
    """A third party's rights as the ground of the whole, without or against its opinion.

    Small removals within a document (numbers, telephones) are left to the checklist.
    """
    whole = {one.ground for one in documents if one.judgement == FoundDocument.Judgement.WITHHOLD}
    if decision.outcome == "withheld":
        whole.add(decision.ground)
    if not whole & _OF_THIRD_PARTIES:
        return
    is_old = regime_of(decision.application).code == "2008"
    asked = [one for one in found if one.who == Consulted.THIRD_PARTY]
    if not asked:
        article = "第二十三条" if is_old else "第三十二条"
        yield f"以第三方合法权益为由不予公开，应当先书面征求第三方意见（{article}）。"
    elif all(one.answer == Consultation.Answer.AGREE for one in asked):
        article = "第十四条第四款" if is_old else "第十五条"
        yield f"第三方已同意公开，不能再以第三方合法权益为由不予公开（{article}）。"


def _rests_on_third_parties(documents: Sequence[FoundDocument]) -> bool:
    """Whether a part is held back for a third party: the objection was heard."""
    return any(not _OF_THIRD_PARTIES.isdisjoint(grounds_of(one)) for one in documents)
