"""A closed case goes to the archive (归档)."""

from datetime import date

from django.db import transaction

from gongkai.applications import policies, queries
from gongkai.applications.models import Application
from gongkai.applications.transitions.case import check_day, locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@transaction.atomic
def archive(application_id: int, *, archived_on: date, acting: Acting) -> Application:
    """Put the case into the archive.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十五条.
    """
    application = locked(application_id)
    policies.permit_archiving(acting.by, application, today=acting.today)
    application.archived_on = archived_on
    check_day(application, "archived_on", acting, since=queries.closed_on(application))
    application.save(update_fields=["archived_on"])
    log.record(Action.APPLICATION_ARCHIVE, application, acting, archived_on=archived_on)
    return application
