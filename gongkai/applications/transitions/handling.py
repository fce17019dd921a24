"""Who handles a case (经办人)."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Person
from gongkai.applications import policies
from gongkai.applications.models import Application
from gongkai.applications.transitions.case import locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@transaction.atomic
def assign(application_id: int, *, handler_id: int, acting: Acting) -> Application:
    """Give a case in hand to one of the agency's people.

    Raises: NotAllowed.
    """
    application = locked(application_id)
    policies.permit_assignment(acting.by, application, today=acting.today)
    handler = Person.objects.filter(agency=application.agency, pk=handler_id).first()
    if handler is None:
        raise NotAllowed("请从本机关的人员中选择经办人。", field="handler_id")
    if application.handler == handler:
        raise NotAllowed(f"经办人已经是{handler}。", field="handler_id")
    before = application.handler
    application.handler = handler
    application.save(update_fields=["handler"])
    log.record(
        Action.APPLICATION_ASSIGN,
        application,
        acting,
        before=str(before or ""),
        handler=str(handler),
    )
    return application
