"""Items of a person's day: on their way, sent back, or to be looked at again."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from gongkai.agencies.policies import may
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.item_steps import STEPS
from gongkai.desk.tasks import Task, Viewer
from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import NoPeriod, PeriodKind, period_on
from gongkai.publication.queries import NEXT_STEP, latest_approval, states_waiting_for
from gongkai.upkeep import queries as upkeep
from gongkai.web.jinja import moment

_Status = DisclosureItem.Status
_ADDRESSES = {step.action: f"desk:item-{step.noun}" for step in STEPS.values()} | {
    Action.ITEM_REVISE: "desk:item-revision"
}


def under_way(viewer: Viewer) -> Iterator[tuple[str, Task]]:
    """Items that are not public yet, each with whose turn it is: mine, returned or others."""
    mine = set(states_waiting_for(viewer.user, viewer.agency))
    items = (
        DisclosureItem.objects.filter(agency=viewer.agency, status__in=list(NEXT_STEP))
        .select_related("drafter", "agency")
        .prefetch_related("approvals")
        .defer("body", "summary")
        .order_by("drafted_on", "pk")
    )
    for item in items:
        time = _time_of_publication(item)
        whose = "others" if time or item.status not in mine else _whose(viewer, item)
        yield whose, _task(viewer, item, mine=whose != "others", time=time)


def content_reviews(viewer: Viewer) -> Iterator[Task]:
    """Items to be looked at again: the drafter's own, the desk's where he has no account."""
    if not may(viewer.user, Action.ITEM_SCHEDULE_REVIEW, viewer.agency):
        return
    owned = Q(drafter__user=viewer.user)
    if may(viewer.user, Action.ITEM_AMEND, viewer.agency):
        owned |= Q(drafter__user=None)
    for item in upkeep.content_due(viewer.agency, today=viewer.today).filter(owned):
        yield Task(
            kind="公开信息",
            title=item.title,
            state="待复核内容",
            address=reverse("desk:item", args=[viewer.agency.code, item.pk]),
            action="复核",
            due_on=item.review_on,
            left=viewer.left(item.review_on),
        )


def _whose(viewer: Viewer, item: DisclosureItem) -> str:
    """A draft is its drafter's own, and nobody reviews what they wrote."""
    own = item.drafter.user_id in (viewer.user.pk, None)
    if item.status == _Status.RETURNED:
        return "returned" if own else "others"
    if item.status == _Status.DRAFT:
        return "mine" if own else "others"
    if item.status in (_Status.IN_REVIEW, _Status.REVIEWED):
        return "others" if item.drafter.user_id == viewer.user.pk else "mine"
    return "mine"


def _task(viewer: Viewer, item: DisclosureItem, *, mine: bool, time: str) -> Task:
    action = NEXT_STEP[_Status(item.status)]
    here = [viewer.agency.code, item.pk]
    due_on = _due_on(viewer, item)
    return Task(
        kind="公开信息",
        title=item.title,
        state=f"定于{time}发布" if time else item.get_status_display(),
        address=reverse("desk:item", args=here),
        action=action.label if mine else "查看",
        action_address=reverse(_ADDRESSES[action], args=here) if mine else "",
        due_on=due_on,
        left=viewer.left(due_on),
        note="修订稿" if item.revises_id else "",
    )


def _due_on(viewer: Viewer, item: DisclosureItem) -> date | None:
    """The last day for disclosure; a revision's term runs from the change itself.

    Source: 政府信息公开条例(2019) 第二十六条 (2007: 第十八条).
    """
    made_on = item.drafted_on if item.revises_id else item.generated_on
    try:
        amount = period_on(PeriodKind.DISCLOSURE, made_on).amount
        return viewer.calendar.after(made_on, amount)
    except (NoPeriod, OutsideCalendar):
        return None


def _time_of_publication(item: DisclosureItem) -> str:
    """When the program will publish the item by itself; empty where somebody must."""
    approval = latest_approval(item) if item.status == _Status.APPROVED else None
    if approval is None or approval.publish_at is None or approval.failure:
        return ""
    return moment(approval.publish_at)
