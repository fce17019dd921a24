"""Suggestions to disclose and requests to correct a record, on a person's day.

The law sets no term for either: nothing here is overdue but by the agency's own plan.
"""

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.policies import may
from gongkai.applications.models import DisclosureSuggestion, RecordCorrection
from gongkai.applications.queries import record_corrections, suggestions
from gongkai.audit.actions import Action
from gongkai.casework.models import Letter
from gongkai.desk.tasks import Task, Viewer


def suggested(viewer: Viewer) -> Iterator[Task]:
    """Suggestions to be decided, and adopted ones whose day has come without an item."""
    if may(viewer.user, Action.SUGGESTION_DECIDE, viewer.agency):
        for row in suggestions.undecided(viewer.agency):
            yield _suggestion(viewer, row, "待审核", "审核", "suggestion-decision")
    if may(viewer.user, Action.SUGGESTION_FULFIL, viewer.agency):
        for row in suggestions.unfulfilled(viewer.agency, today=viewer.today):
            yield _suggestion(viewer, row, "已采纳，应当公开", "登记公开", "suggestion-item")


def to_correct(viewer: Viewer) -> Iterator[Task]:
    """Requests to correct a record whose next act is the person's, until they were told."""
    agency = viewer.agency
    # A letter that is under way has a line of its own.
    written = Letter.objects.exclude(state=Letter.State.VOIDED).filter(
        record_correction__isnull=False
    )
    found = record_corrections.untold(agency).exclude(pk__in=written.values("record_correction"))
    for row in found:
        action, label, name = _next_act(row)
        if may(viewer.user, action, agency):
            yield Task(
                kind="更正申请",
                title=f"{row.number} {row.record[:60]}",
                state=row.standing,
                address=reverse("desk:record-correction", args=[agency.code, row.pk]),
                action=label,
                action_address=reverse(f"desk:{name}", args=[agency.code, row.pk]),
                due_on=row.planned_on,
                left=viewer.left(row.planned_on),
                note="本机关自定的日期，法律没有规定期限" if row.planned_on else "",
            )


def _next_act(row: RecordCorrection) -> tuple[Action, str, str]:
    if not row.verified_on:
        return Action.RECORD_CORRECTION_VERIFY, "审核", "record-verification"
    if not row.decided_on:
        return Action.RECORD_CORRECTION_DECIDE, "决定", "record-decision"
    if row.waits_to_be_done:
        return Action.RECORD_CORRECTION_CARRY_OUT, "登记办理", "record-completion"
    return Action.LETTER_DRAFT, "起草答复书", "record-correction"


def _suggestion(
    viewer: Viewer, row: DisclosureSuggestion, state: str, action: str, step: str
) -> Task:
    here = [viewer.agency.code, row.application_id]
    return Task(
        kind="主动公开的建议",
        title=f"{row.application.number} {row.application.content[:60]}",
        state=state,
        address=reverse("desk:application", args=here),
        action=action,
        action_address=reverse("desk:application-step", args=[*here, step]),
        note=f"定于{row.publish_on:%Y-%m-%d}公开" if row.publish_on else "",
    )
