"""What a person's day at an agency holds: what waits for them, came back, or is overdue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.agencies.policies import may, may_read
from gongkai.audit.actions import Action
from gongkai.desk import today_cases, today_items, today_records
from gongkai.desk.overview import report_deadline
from gongkai.desk.tasks import Task, Viewer, most_urgent_first
from gongkai.desk.today_reminders import reminders
from gongkai.reports import queries as reports
from gongkai.reports.models import AnnualReport
from gongkai.upkeep import queries as upkeep
from gongkai.upkeep.models import CleanUp

_Report = AnnualReport.Status
# state of a report -> its next steps: act, name of the address
_REPORT_STEPS: dict[str, tuple[tuple[Action, str], ...]] = {
    _Report.DRAFT: ((Action.REPORT_CHECK, "report-check"),),
    _Report.CHECKED: (
        (Action.REPORT_REVIEW, "report-review"),
        (Action.REPORT_APPROVE, "report-approval"),
    ),
    _Report.APPROVED: ((Action.REPORT_PUBLISH, "report-publication"),),
}


@dataclass(frozen=True, slots=True)
class Today:
    """The lists, each with the most urgent first; nothing stands in two of them."""

    waiting: list[Task]
    returned: list[Task]
    overdue: list[Task]
    reminded: list[Task]


def today_of(viewer: Viewer) -> Today:
    """Everything the person should see first."""
    found = list(today_items.under_way(viewer))
    if may_read(viewer.user, viewer.agency):
        found += [*today_cases.cases(viewer), *today_cases.letters(viewer)]
        found += [("mine", task) for task in today_cases.waiting(viewer)]
        found += [("mine", task) for task in today_records.suggested(viewer)]
        found += [("mine", task) for task in today_records.to_correct(viewer)]
        found += [("mine", task) for task in today_items.error_reports(viewer)]
    waiting = [
        *(task for whose, task in found if whose == "mine"),
        *_report(viewer),
        *_upkeep(viewer),
    ]
    returned = [
        *(task for whose, task in found if whose == "returned"),
        *today_items.content_reviews(viewer),
    ]
    shown = {task.address for task in chain(waiting, returned)}
    elsewhere = [*(task for whose, task in found if whose == "others"), *_late(viewer)]
    overdue = [task for task in elsewhere if task.is_overdue and task.address not in shown]
    shown |= {task.address for task in overdue}
    reminded = [task for task in reminders(viewer) if task.address not in shown]
    return Today(*map(most_urgent_first, (waiting, returned, overdue, reminded)))


def _late(viewer: Viewer) -> Iterator[Task]:
    """Last year's report, where it is late and not the person's own to do."""
    report = _report_task(viewer, "查看", "desk:reports")
    if report and may_read(viewer.user, viewer.agency):
        yield report


def _report(viewer: Viewer) -> Iterator[Task]:
    """The next step of last year's report, where it is the person's."""
    agency, year = viewer.agency, viewer.today.year - 1
    report = reports.report_on(agency, year)
    if report is None:
        steps: tuple[tuple[Action, str], ...] = ((Action.REPORT_COMPILE, "reports"),)
    else:
        steps = _REPORT_STEPS.get(report.status, ())
    if report and report.status == _Report.CHECKED:
        check = reports.latest_check(report)
        reviewed = check is not None and reports.latest_review(check) is not None
        steps = steps[1:] if reviewed else steps[:1]
    for action, name in steps:
        if may(viewer.user, action, agency):
            task = _report_task(viewer, action.label, f"desk:{name}")
            if task:
                yield task


def _report_task(viewer: Viewer, action: str, name: str) -> Task | None:
    agency, year = viewer.agency, viewer.today.year - 1
    deadline = report_deadline(agency, year, viewer.calendar)
    if deadline is None:
        return None
    arguments = [agency.code] if name == "desk:reports" else [agency.code, year]
    return Task(
        kind="年度报告",
        title=f"{year}年政府信息公开工作年度报告",
        state="尚未发布",
        address=reverse("desk:reports", args=[agency.code]),
        action=action,
        action_address=reverse(name, args=arguments),
        due_on=deadline.due_on,
        left=viewer.left(deadline.due_on),
        why=f"{reverse('portal:deadlines')}?"
        + urlencode({"kind": "annual-report", "year": year, "agency_kind": agency.kind}),
    )


def _upkeep(viewer: Viewer) -> Iterator[Task]:
    """Evaluations that are due, a clean-up under way, and what the guide lacks."""
    user, agency = viewer.user, viewer.agency
    overview = reverse("desk:upkeep", args=[agency.code])
    if may(user, Action.WITHHELD_EVALUATE, agency):
        for withheld in upkeep.withheld_due(agency, today=viewer.today):
            address = reverse("desk:withheld-evaluation", args=[agency.code, withheld.pk])
            yield _upkeep_task(viewer, withheld.title, address, withheld.next_evaluation_on)
    if may(user, Action.CLEAN_UP_DECIDE, agency):
        for clean_up in CleanUp.objects.filter(agency=agency, closed_on=None).order_by("year"):
            address = reverse("desk:clean-up", args=[agency.code, clean_up.year])
            yield Task(
                kind="文件清理",
                title=str(clean_up),
                state="清理中",
                address=address,
                action="继续清理",
            )
    if may(user, Action.GUIDE_ISSUE, agency):
        faults = upkeep.guide_faults(agency, today=viewer.today)
        if faults:
            yield Task(
                kind="公开指南",
                title="公开指南需要更新",
                state="待更新",
                address=overview,
                action="核对",
                note=faults[0],
            )


def _upkeep_task(viewer: Viewer, title: str, address: str, due_on: date | None) -> Task:
    return Task(
        kind="不予公开信息",
        title=title,
        state="待评估",
        address=address,
        action="评估",
        due_on=due_on,
        left=viewer.left(due_on),
    )
