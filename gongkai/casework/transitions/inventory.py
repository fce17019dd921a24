"""A case's list of documents while it changes: locked, numbered, what rested on it dropped."""

from collections.abc import Sequence

from django.db.models import F

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions.case import locked
from gongkai.casework.models import FoundDocument
from gongkai.casework.queries import current_decision

# Clears the way while positions change places; more than a case ever has.
_APART = 1_000


def locked_document(document_id: int) -> FoundDocument:
    """A document with its case, whose row is locked first.

    Raises: NotAllowed, where it was removed meanwhile.
    """
    case = FoundDocument.objects.values_list("application_id", flat=True).filter(pk=document_id)
    application = locked(case.get())
    document = FoundDocument.objects.select_related("item").filter(pk=document_id).first()
    if document is None:
        raise NotAllowed("这份文件已被移除，请刷新页面。")
    document.application = application
    return document


def drop_copy(document: FoundDocument) -> None:
    """What was made under other marks or another judgement may not leave."""
    document.released, document.sha256, document.page_count = "", "", None


def ask_anew(application: Application) -> None:
    """The checklist was answered for other documents."""
    decision = current_decision(application)
    if decision and decision.checklist:
        decision.checklist = {}
        decision.save(update_fields=["checklist"])


def number_anew(order: Sequence[FoundDocument]) -> None:
    """Number the documents of one list in a new order."""
    listed = FoundDocument.objects.filter(pk__in=[one.pk for one in order])
    listed.update(position=F("position") + _APART)
    for position, document in enumerate(order, start=1):
        listed.filter(pk=document.pk).update(position=position)
