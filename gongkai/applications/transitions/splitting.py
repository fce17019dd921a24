"""One application, one matter (一事一申请): told apart, or answered together."""

from collections.abc import Sequence

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.applications import policies, queries
from gongkai.applications.models import Application
from gongkai.applications.transitions.case import locked
from gongkai.applications.transitions.receipt import ReceiptEntry, begin
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@transaction.atomic
def split(application_id: int, *, contents: Sequence[str], acting: Acting) -> list[Application]:
    """Tell the matters of an application apart: the first stays, each other becomes its own.

    All were received on the same day. What came in stays as it came in the submission.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第四条 (一事一申请).
    """
    agency_id = Application.objects.values_list("agency", flat=True).get(pk=application_id)
    Agency.objects.select_for_update().get(pk=agency_id)
    application = locked(application_id)
    policies.permit_splitting(acting.by, application, today=acting.today)
    matters = [content.strip() for content in contents]
    if len(matters) < 2 or not all(matters):
        raise NotAllowed("请至少写明两件事项，每件都要写内容。", field="contents")
    parts = [_part(application, content, acting) for content in matters[1:]]
    application.content = matters[0]
    application.save(update_fields=["content"])
    log.record(Action.APPLICATION_SPLIT, application, acting, parts=[part.number for part in parts])
    return [application, *parts]


@transaction.atomic
def merge(application_id: int, *, into_id: int, acting: Acting) -> Application:
    """Answer an application together with another of the same applicant, in one letter.

    The letter names its applicant and must show nobody else who it is (第十五条): the same
    telephone is not enough.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十五条、第三十六条 (2007: 第二十一条、第二十三条).
    """
    application, into = _both(application_id, into_id)
    policies.permit_merging(acting.by, application, today=acting.today)
    _check_target(application, into)
    application.answered_with = into
    application.save(update_fields=["answered_with"])
    log.record(Action.APPLICATION_MERGE, application, acting, into=into.number)
    return application


@transaction.atomic
def separate(application_id: int, *, acting: Acting) -> Application:
    """Answer the application by itself after all.

    Raises: NotAllowed.
    """
    application = locked(application_id)
    policies.permit_separation(acting.by, application, today=acting.today)
    from_number = application.answered_with.number if application.answered_with else ""
    application.answered_with = None
    application.save(update_fields=["answered_with"])
    log.record(Action.APPLICATION_SEPARATE, application, acting, apart_from=from_number)
    return application


def _part(application: Application, content: str, acting: Acting) -> Application:
    entry = ReceiptEntry(
        received_on=application.received_on,
        channel=application.channel,
        applicant_kind=application.applicant_kind,
        applicant=application.applicant,
        content=content,
        category=application.category,
    )
    part = Application(
        agency=application.agency,
        # What is split again came from the same submission.
        split_from=application.split_from or application,
        handler=application.handler,
    )
    return begin(part, entry, acting)


def _both(one: int, other: int) -> tuple[Application, Application]:
    """Both, locked in the order of their keys, so that two merges never wait for each other."""
    found = {pk: locked(pk) for pk in sorted({one, other})}
    return found[one], found[other]


def _check_target(application: Application, into: Application) -> None:
    if into.pk == application.pk or into.agency_id != application.agency_id:
        raise NotAllowed("请选择本机关的另一件申请。", field="into_id")
    if into.status != Application.Status.IN_HAND or hasattr(into, "reply"):
        raise NotAllowed("对方已经答复过，请选择办理中的申请。", field="into_id")
    if into.answered_with_id:
        raise NotAllowed("对方已与另一件申请合并答复，请直接并入那一件。", field="into_id")
    regimes = {queries.regime_of(row.received_on).code for row in (application, into)}
    if len(regimes) > 1:
        raise NotAllowed("两件申请适用不同的条例，不能合并答复。", field="into_id")
    if not queries.same_applicant(application).filter(pk=into.pk).exists():
        raise NotAllowed("两件申请的申请人不同，不能合并答复。", field="into_id")
    if not queries.is_same_name(application, into):
        raise NotAllowed(
            "两件申请写的申请人姓名（名称）不同，一份文书只能答复一名申请人，请分别答复。",
            field="into_id",
        )
