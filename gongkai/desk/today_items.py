"""Items of a person's day: on their way, sent back, or to be looked at again."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.agencies.policies import may
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.item_steps import STEPS
from gongkai.desk.tasks import Task, Viewer
from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import NoPeriod, PeriodKind, period_on
from gongkai.publication.queries import NEXT_STEP, latest_approval, states_waiting_for
from gongkai.supervision import queries as supervision
from gongkai.supervision.models import ErrorReport
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
            note="本机关定的复核日期",
        )


def error_reports(viewer: Viewer) -> Iterator[Task]:
    """What readers found wrong and nobody has answered; what exposes somebody comes first.

    Source: 个人信息保护法 第五十七条 (立即采取补救措施); for the others no law sets a day.
    """
    if not may(viewer.user, Action.ERROR_ANSWER, viewer.agency):
        return
    found = supervision.error_reports_of(viewer.agency).filter(answered_on=None)
    for report in found:
        exposes = report.kind == ErrorReport.Kind.PRIVACY
        yield Task(
            kind="公众纠错",
            title=report.item.title,
            state="待处理",
            address=reverse("desk:error-report", args=[viewer.agency.code, report.pk]),
            action="处理",
            note=f"{report.get_kind_display()}，{timezone.localtime(report.reported_at):%Y-%m-%d}提交",
            alarm="须立即处理" if exposes else "",
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
    made_on = _made_on(item)
    due_on = _due_on(viewer, made_on)
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
        why=derived(PeriodKind.DISCLOSURE, made_on) if due_on else "",
    )


def derived(kind: str, day: date) -> str:
    """The page on which a period that begins with a day is counted, day by day."""
    return f"{reverse('portal:deadlines')}?{urlencode({'kind': kind, 'on': day.isoformat()})}"


def _made_on(item: DisclosureItem) -> date:
    """The day the term begins with; a revision's runs from the change itself."""
    return item.drafted_on if item.revises_id else item.generated_on


def _due_on(viewer: Viewer, made_on: date) -> date | None:
    """The last day for disclosure.

    Source: 政府信息公开条例(2019) 第二十六条 (2007: 第十八条).
    """
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
