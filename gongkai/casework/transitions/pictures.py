"""Pictures of a Word file, which nothing searches: a person says of each what becomes of it."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.models import FoundDocument
from gongkai.casework.redactions import sizes_of
from gongkai.casework.transitions.inventory import drop_copy, locked_document
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind


def clear(document_id: int, number: int, *, acting: Acting) -> FoundDocument:
    """Find a picture fit to be given to the applicant; to mark it takes that back.

    The file is read before anything is locked.

    Units: `number` counts from 1, in the order of reading.
    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十七条 (2007: 第二十二条).
    """
    document = FoundDocument.objects.select_related("application__agency").get(pk=document_id)
    policies.permit_marking(acting.by, Action.DOCUMENT_CLEAR_PICTURE, document)
    if document.kind != FileKind.DOCX:
        raise NotAllowed("只有 Word 文件里的图片须逐幅决定。")
    try:
        count = len(sizes_of(document))
    except Refused as refusal:
        raise NotAllowed(str(refusal)) from None
    if not 1 <= number <= count:
        raise NotAllowed(f"这个文件里有{count}幅图片，没有第{number}幅。")
    return _keep(document_id, number, acting)


@transaction.atomic
def _keep(document_id: int, number: int, acting: Acting) -> FoundDocument:
    document = locked_document(document_id)
    policies.permit_marking(acting.by, Action.DOCUMENT_CLEAR_PICTURE, document)
    if document.marks.filter(page=number).exists():
        raise NotAllowed("这幅图片已标记遮盖；可以提供的，请先取消标记。")
    if number in document.cleared_pictures:
        raise NotAllowed("这幅图片已认定可以提供。")
    document.cleared_pictures = sorted([*document.cleared_pictures, number])
    drop_copy(document)
    document.save(update_fields=["released", "sha256", "page_count", "cleared_pictures"])
    log.record(
        Action.DOCUMENT_CLEAR_PICTURE,
        document.application,
        acting,
        document=document.pk,
        picture=number,
    )
    return document
