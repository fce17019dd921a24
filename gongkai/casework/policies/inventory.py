"""What the documents found forbid: undecided ones, copies not made, an outcome that contradicts."""

from collections.abc import Iterator, Sequence

from gongkai.applications.policies.cases import regime_of
from gongkai.casework.ground_facts import unwritten
from gongkai.casework.models import Decision, FoundDocument, grounds_of, marks_in_order
from gongkai.catalog.visibility import is_public
from gongkai.law.grounds import ground
from gongkai.law.outcomes import outcome

Judgement = FoundDocument.Judgement
GIVEN = (Judgement.GIVE, Judgement.PARTLY)
KEPT_BACK = (Judgement.WITHHOLD, Judgement.PARTLY)
# Grounds that speak of what a document says: only who has listed it can tell what may be given.
_OF_CONTENT = frozenset(
    {
        *("state_secret", "law_prohibits", "endangers_security", "third_party", "trade_secret"),
        *("privacy", "internal_affairs", "process_info", "enforcement_file"),
    }
)


def inventory_obstacles(decision: Decision, documents: Sequence[FoundDocument]) -> Iterator[str]:
    """What has to be done to the list of documents before the decision can be signed."""
    regime = regime_of(decision.application).code
    for one in documents:
        yield from _document(decision, one, regime)
    yield from _outcome(decision, {one.judgement for one in documents}, regime)


def facts_grounds(document: FoundDocument, judgement: str, code: str) -> list[str]:
    """The grounds whose facts a judgement states: its own, and those of the marks."""
    if judgement != Judgement.PARTLY:
        return [code]
    marks = marks_in_order(document).values_list("ground", flat=True)
    return list(dict.fromkeys([code, *marks]))


def _document(decision: Decision, one: FoundDocument, regime: str) -> Iterator[str]:
    article = "第二十一条" if regime == "2008" else "第三十六条"
    if not one.judgement:
        yield f"“{one.title}”还没有处理意见（{article}）。"
    if one.judgement in KEPT_BACK:
        yield from _ground(decision, one, regime)
    if one.judgement in GIVEN and one.original and not one.released:
        yield f"“{one.title}”还没有生成提供件（{_separating(regime)}）。"
    if one.judgement == Judgement.ALREADY_PUBLIC and one.item and not is_public(one.item):
        yield f"“{one.title}”已不再公开，不能答复为已主动公开，请重新提出处理意见（{article}）。"


def _ground(decision: Decision, one: FoundDocument, regime: str) -> Iterator[str]:
    if not one.ground:
        yield f"“{one.title}”不予公开的内容还没有理由（{_separating(regime)}）。"
        return
    for code in grounds_of(one):
        row = ground(code, regime=regime)
        if decision.outcome == "partially_disclosed" and decision.outcome not in row.outcomes:
            yield f"“{one.title}”的理由“{row.label}”不能用于部分公开，请另选理由（{row.article}）。"
        if decision.outcome == "partially_disclosed" or code != decision.ground:
            for label in unwritten(code, one.reasons, regime=regime):
                yield f"“{one.title}”的理由“{row.label}”须写明“{label}”（{row.article}）。"


def _outcome(decision: Decision, judged: set[str], regime: str) -> Iterator[str]:
    """An outcome that says otherwise than the list; special ways and missing lists apart."""
    gives, keeps = judged & set(GIVEN), judged & set(KEPT_BACK)
    label, article = outcome(decision.outcome, regime=regime).label, _separating(regime)
    match decision.outcome:
        case "disclosed" | "already_public" if keeps:
            yield f"清单中有不予公开的内容，办理结果不能是“{label}”，应为部分公开（{article}）。"
        case "already_public" if gives:
            yield f"清单中有还没有主动公开的文件，办理结果不能是“{label}”。"
        case "withheld" if gives:
            yield f"清单中有可以公开的内容，办理结果应为部分公开（{article}）。"
        case "partially_disclosed" if not (keeps and judged - {Judgement.WITHHOLD, ""}):
            yield f"部分公开须在清单中分别列明公开和不予公开的内容（{article}）。"
        case "withheld" if decision.ground in _OF_CONTENT and not keeps:
            yield f"请在清单中列明不予公开的文件，逐件审查能否区分处理（{article}）。"
        case "unable_to_provide" if decision.ground == "not_existing" and gives | keeps:
            yield f"清单中有检索到的文件，不能答复信息不存在，请核对（{_searching(regime)}）。"


def _separating(regime: str) -> str:
    return "第二十二条" if regime == "2008" else "第三十七条"


def _searching(regime: str) -> str:
    return "第二十一条第（三）项" if regime == "2008" else "第三十六条第（四）项"
