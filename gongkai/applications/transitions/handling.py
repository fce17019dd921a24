"""Who handles a case (经办人): first whoever registers it, unless another is named."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, Person
from gongkai.agencies.queries import person_behind
from gongkai.applications import policies
from gongkai.applications.models import Application
from gongkai.applications.transitions.case import locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.protection.masking import masked_text


def handler_of(agency: Agency, handler_id: int | None, acting: Acting) -> Person | None:
    """The person named, else whoever registers; nobody where that is nobody of the agency.

    Raises: NotAllowed.
    """
    if handler_id is None:
        registrar = person_behind(acting.by)
        return registrar if registrar and registrar.agency_id == agency.pk else None
    handler = Person.objects.filter(agency=agency, pk=handler_id).first()
    if handler is None:
        raise NotAllowed("请从本机关的人员中选择经办人。", field="handler_id")
    return handler


@transaction.atomic
def assign(
    application_id: int, *, handler_id: int, reason: str = "", acting: Acting
) -> Application:
    """Give a case in hand to one of the agency's people; whoever hands it on says why.

    Raises: NotAllowed.
    """
    application = locked(application_id)
    policies.permit_assignment(acting.by, application, today=acting.today)
    handler = handler_of(application.agency, handler_id, acting)
    before = application.handler
    if before == handler:
        raise NotAllowed(f"经办人已经是{handler}。", field="handler_id")
    if before and not reason.strip():
        raise NotAllowed("请写明更换经办人的原因。", field="reason")
    application.handler = handler
    application.save(update_fields=["handler"])
    log.record(
        Action.APPLICATION_ASSIGN,
        application,
        acting,
        before=str(before or ""),
        handler=str(handler),
        reason=masked_text(reason.strip()),
    )
    return application
