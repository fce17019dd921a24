"""A case is handed to the agency whose duty it is (移送)."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import receiving_on
from gongkai.applications import policies
from gongkai.applications.models import Application, Transfer
from gongkai.applications.transitions.case import check_written, locked
from gongkai.applications.transitions.receipt import ReceiptEntry, begin
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records


@transaction.atomic
def transfer(application_id: int, *, to_agency: Agency, reason: str, acting: Acting) -> Transfer:
    """Hand the case over: there it is an application received today, with a term of its own.

    The case here stays in hand: the applicant must still be told that it is not this agency's
    duty and whose it is.

    Raises: NotAllowed.
    Source: none; 政府信息公开条例(2019) 第三十六条第（五）项 (2007: 第二十一条第（三）项) only ask
    that the applicant be told whose duty it is. See docs/law.md.
    """
    there = Agency.objects.select_for_update().get(pk=to_agency.pk)
    application = locked(application_id)
    policies.permit_transfer(acting.by, application, today=acting.today)
    if there == application.agency:
        raise NotAllowed("该申请本来就在这个机关，请选择另一个机关。", field="to_agency")
    if not receiving_on(acting.today).filter(pk=there.pk).exists():
        raise NotAllowed(
            f"{there}在本系统没有政府信息公开工作机构或者没有办理申请的人，移送后无人办理；"
            "请答复申请人不属于本机关负责公开，并告知负责的机关。",
            field="to_agency",
        )
    entry = ReceiptEntry(
        received_on=acting.today,
        channel=application.channel,
        applicant_kind=application.applicant_kind,
        applicant=application.applicant,
        content=application.content,
        category=application.category,
    )
    handed_over = Transfer(
        application=application,
        to_agency=there,
        becomes=begin(Application(agency=there), entry, acting),
        reason=reason,
        transferred_on=acting.today,
    )
    check_written(handed_over, "reason")
    records.validate(handed_over)
    handed_over.save(force_insert=True)
    log.record(
        Action.APPLICATION_TRANSFER,
        application,
        acting,
        to_agency=there.code,
        becomes=handed_over.becomes.number,
    )
    return handed_over
