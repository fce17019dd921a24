"""Reads of lawsuits."""

from datetime import date

from django.db.models import QuerySet

from gongkai.law.grounds import grounds_for
from gongkai.remedies.models import Lawsuit

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
