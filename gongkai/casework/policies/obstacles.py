"""Everything that forbids signing a decision, each sentence with its article."""

from collections.abc import Iterator

from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.applications.policies.cases import regime_of
from gongkai.applications.queries import same_applicant
from gongkai.casework.checklists import Question, questions_for, unsettled
from gongkai.casework.ground_facts import unwritten
from gongkai.casework.models import Decision, documents_of
from gongkai.casework.policies.inventory import inventory_obstacles
from gongkai.casework.policies.opinions import opinion_obstacles
from gongkai.law.grounds import ground
from gongkai.law.outcomes import UnknownOutcome, check_pair


def obstacles(decision: Decision) -> list[str]:
    """Sentences that say what forbids signing the decision; none if nothing does.

    What a letter needs beyond it (office, remedy, reviews) is asked by `letter_policies`.
    """
    return [*faults(decision), *_checklist(decision)]


def faults(decision: Decision) -> list[str]:
    """The same without the questions of the checklist, which have a page of their own."""
    if refusal := _unknown(decision):
        return [refusal]
    documents = list(documents_of(decision.application, decision.reopening_id))
    return [
        *_facts(decision),
        *_records(decision),
        *inventory_obstacles(decision, documents),
        *opinion_obstacles(decision, documents),
    ]


def questions_of(decision: Decision) -> tuple[Question, ...]:
    """The questions that must be answered before the decision can be signed."""
    documents = documents_of(decision.application, decision.reopening_id)
    grounds = {decision.ground, *documents.values_list("ground", flat=True)} - {""}
    return questions_for(
        decision.outcome,
        grounds,
        regime=regime_of(decision.application).code,
        on=timezone.localtime(decision.drafted_at).date(),
    )


def _unknown(decision: Decision) -> str:
    regime = regime_of(decision.application).code
    try:
        check_pair(decision.outcome, decision.ground or None, regime=regime)
    except UnknownOutcome as unknown:
        return str(unknown)
    return ""


def _facts(decision: Decision) -> Iterator[str]:
    """What the law wants stated and nobody wrote; of a partial answer each document states it."""
    if not decision.ground or decision.outcome == "partially_disclosed":
        return
    regime = regime_of(decision.application).code
    row = ground(decision.ground, regime=regime)
    for label in unwritten(decision.ground, decision.reasons, regime=regime):
        yield f"理由“{row.label}”须写明“{label}”（{row.article}）。"


def _records(decision: Decision) -> Iterator[str]:
    """What the ground rests on and the case does not hold."""
    application = decision.application
    is_old = regime_of(application).code == "2008"
    match decision.ground:
        case "not_existing" if not application.searches.exists():
            article = "第二十一条第（三）项" if is_old else "第三十六条第（四）项"
            yield f"没有检索记录，不能答复信息不存在（{article}；最高人民法院指导案例101号）。"
        case "unclear" if not is_old:
            yield from _uncorrected(application)
        case "duplicate":
            yield from _earlier(decision)
        case "abusive_refused":
            yield from _unjustified(application)
        case "uncorrected" if not _has(application, "correction", "lapsed_on"):
            yield "没有登记逾期未补正，不能以此结案（第三十条）。"
        case "fee_unpaid" if not _has(application, "fee_notice", "lapsed_on"):
            yield "没有登记逾期未缴费，不能以此结案（第四十二条；国办函〔2020〕109号第六条）。"
    yield from _provision(decision)


def _provision(decision: Decision) -> Iterator[str]:
    is_old = regime_of(decision.application).code == "2008"
    match decision.outcome:
        case "already_public" if not decision.public_at:
            article = "第二十一条第（一）项" if is_old else "第三十六条第（一）项"
            yield f"请写明已公开信息的获取方式、途径（{article}）。"
        case "disclosed" | "partially_disclosed" if not (
            decision.provided_form and decision.provided_way
        ):
            article = "第二十六条" if is_old else "第三十六条第（二）项、第四十条"
            yield f"请写明提供信息的形式和途径（{article}）。"


def _uncorrected(application: Application) -> Iterator[str]:
    if not _has(application, "correction", "corrected_on"):
        yield "没有补正后的申请，不能以补正后仍不明确为由答复，请先告知补正（第三十条）。"


def _earlier(decision: Decision) -> Iterator[str]:
    article = "第三十六条第（六）项"
    earlier = decision.earlier
    if earlier is None or not hasattr(earlier, "reply"):
        yield f"请选定先前已答复的申请（{article}）。"
    elif not same_applicant(decision.application).filter(pk=earlier.pk).exists():
        yield f"{earlier.number}不是同一申请人提出的，不能以重复申请为由不予处理（{article}）。"


def _unjustified(application: Application) -> Iterator[str]:
    found = getattr(application, "justification", None)
    if found is None or found.asked_on is None:
        yield "还没有要求申请人说明理由，不能以大量反复申请为由不予处理（第三十五条）。"
    elif found.is_reasonable is None:
        yield "还没有认定申请人说明的理由是否合理（第三十五条）。"
    elif found.is_reasonable:
        yield "申请人说明的理由已认定为合理，应当答复，不能不予处理（第三十五条）。"


def _checklist(decision: Decision) -> Iterator[str]:
    for question, sentence in unsettled(questions_of(decision), decision.checklist):
        yield f"核对“{question.text}”：{sentence}（{question.source}）"


def _has(application: Application, step: str, day: str) -> bool:
    record = getattr(application, step, None)
    return record is not None and getattr(record, day) is not None
