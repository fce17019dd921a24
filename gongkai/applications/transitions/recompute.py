"""A notice on days off came in: due dates of open cases follow."""

from django.db import transaction

from gongkai.agencies.policies import permit_anywhere
from gongkai.applications.models import Application, DueDateChange
from gongkai.applications.transitions.receipt import DUE_FIELDS, set_due
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.calendars.transitions import Enactment


@transaction.atomic
def recompute(enactment: Enactment, *, acting: Acting) -> list[DueDateChange]:
    """Let every open case follow a notice, with before and after.

    The calendar is one for the whole installation, so the cases of all agencies follow,
    whoever entered the notice: a due date left behind would be wrong. An answered case
    keeps the term it was answered under.

    Raises: NotAllowed.
    """
    permit_anywhere(acting.by, Action.APPLICATION_RECOMPUTE)
    # Steps are read one by one after the lock: joined, one taken while we wait is missed.
    cases = (
        Application.objects.select_for_update(of=("self",))
        .filter(status=Application.Status.IN_HAND)
        .exclude(calendar_version=enactment.after.version)
        .order_by("pk")
    )
    changes = [_follow(application, enactment, acting) for application in cases]
    return [change for change in changes if change]


def _follow(application: Application, enactment: Enactment, acting: Acting) -> DueDateChange | None:
    before, was_provisional = application.due_on, application.due_is_provisional
    set_due(application, enactment.after)
    application.save(update_fields=DUE_FIELDS)
    after, is_provisional = application.due_on, application.due_is_provisional
    if (before, was_provisional) == (after, is_provisional):
        return None
    change = DueDateChange.objects.create(
        application=application,
        notice=enactment.notice,
        before=before,
        after=after,
        was_provisional=was_provisional,
        is_provisional=is_provisional,
        changed_at=acting.at,
    )
    log.record(
        Action.APPLICATION_RECOMPUTE,
        application,
        acting,
        notice=enactment.notice.title,
        due_on=[before, after],
        is_provisional=[was_provisional, is_provisional],
    )
    return change
