"""Reads of reconsideration cases and lawsuits: stages, terms."""

from datetime import date

from django.db.models import QuerySet

from gongkai.law.calendar import WorkCalendar
from gongkai.law.counting import Deadline
from gongkai.law.deadlines import PeriodKind, period_deadline
from gongkai.law.grounds import grounds_for
from gongkai.remedies.models import Lawsuit, Reconsideration

# 行政复议法(2023) 第二十三条第一款第（四）项, read by 法释〔2025〕8号 第一条: refusals
# under 第十四条 to 第十六条 of the Regulations.
_RECONSIDERATION_FIRST_FROM = date(2024, 1, 1)
_RECONSIDERATION_FIRST_GROUNDS = tuple(
    ground.code
    for ground in grounds_for("withheld", regime="2019")
    if ground.article.startswith(("第十四条", "第十五条", "第十六条"))
)


def suits_without_reconsideration(lawsuits: QuerySet[Lawsuit]) -> QuerySet[Lawsuit]:
    """Direct suits against refusals that had to be reconsidered first: a fact to warn of.

    Source: 行政复议法(2023) 第二十三条第一款第（四）项; 法释〔2025〕8号 第一条.
    """
    return lawsuits.filter(
        after_reconsideration=False,
        application__reply__outcome="withheld",
        application__reply__ground__in=_RECONSIDERATION_FIRST_GROUNDS,
        application__reply__replied_on__gte=_RECONSIDERATION_FIRST_FROM,
    )


def brief_deadline(case: Reconsideration | Lawsuit, calendar: WorkCalendar) -> Deadline | None:
    """By when the agency hands in its brief; None while the copy has not come.

    Source: 行政复议法(2023) 第四十八条、第五十四条、第八十八条; 行政诉讼法 第六十七条.
    """
    if case.copy_received_on is None:
        return None
    if isinstance(case, Lawsuit):
        kind = PeriodKind.LAWSUIT_BRIEF
    elif case.is_simplified and case.copy_received_on >= _RECONSIDERATION_FIRST_FROM:
        kind = PeriodKind.RECONSIDERATION_BRIEF_SIMPLE
    else:
        kind = PeriodKind.RECONSIDERATION_BRIEF
    return period_deadline(kind, case.copy_received_on, calendar)


def stage_of(case: Reconsideration | Lawsuit, calendar: WorkCalendar) -> str:
    """How far a case is, in words."""
    brief = "答辩" if isinstance(case, Lawsuit) else "书面答复"
    deadline = brief_deadline(case, calendar)
    if case.followed_by_id:
        return f"{case.get_result_display()}，已重新办理"
    if case.orders_new_answer:
        return f"{case.get_result_display()}，责令重新答复"
    if case.result:
        return str(case.get_result_display())
    if case.heard_on:
        return f"{case.heard_on:%Y-%m-%d}听证（开庭），尚未审结"
    if case.brief_on:
        late = "，逾期" if deadline and case.brief_on > deadline.due_on else ""
        return f"{case.brief_on:%Y-%m-%d}已提交{brief}{late}，尚未审结"
    if deadline:
        return f"{brief}期限{deadline.due_on:%Y-%m-%d}，尚未审结"
    return "尚未审结"
