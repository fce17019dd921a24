"""Terms a person is reminded of, at the agency and, for a supervisor, at all below."""

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.queries import readable_by
from gongkai.casework.reminding import told_to
from gongkai.desk.tasks import Task, Viewer


def reminders(viewer: Viewer) -> Iterator[Task]:
    """Cases whose term comes near or has passed, if the person is to know of it today."""
    path = viewer.agency.path
    agencies = readable_by(viewer.user).filter(path__startswith=path)
    for due in told_to(viewer.user, viewer.today, viewer.calendar, agencies=agencies):
        application = due.application
        agency = application.agency
        yield Task(
            kind=f"依申请公开 {agency.short_name}",
            title=f"{application.number} {application.content[:60]}",
            state=due.stage.label if due.is_ours else due.label,
            address=reverse("desk:application", args=[agency.code, application.pk]),
            due_on=due.on,
            left=viewer.left(due.on),
            why=reverse("desk:application", args=[agency.code, application.pk]) + "#clock",
            note=f"经办人{application.handler}" if application.handler else "",
        )
