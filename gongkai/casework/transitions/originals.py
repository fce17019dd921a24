"""The original of a document that was found is opened: by whom and when stays on record."""

from django.db import transaction

from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions.inventory import locked_document


@transaction.atomic
def download(document_id: int, *, acting: Acting) -> FoundDocument:
    """Take the original as a file; each time is recorded.

    Raises: NotAllowed.
    """
    document = locked_document(document_id)
    policies.permit_original(acting.by, document)
    log.record(Action.DOCUMENT_OPEN, document.application, acting, document=document.pk, how="file")
    return document


@transaction.atomic
def view(document_id: int, *, acting: Acting) -> FoundDocument:
    """See the original on a page of the desk; recorded once a day for each person.

    Every mark that is set shows the page again: more entries would say nothing more.

    Raises: NotAllowed.
    """
    document = locked_document(document_id)
    policies.permit_original(acting.by, document)
    told = {"document": document.pk, "how": "page"}
    seen = log.history(document.application).filter(action=Action.DOCUMENT_OPEN, by=acting.by)
    if not any(entry.on == acting.today and told.items() <= entry.data.items() for entry in seen):
        log.record(Action.DOCUMENT_OPEN, document.application, acting, **told)
    return document
