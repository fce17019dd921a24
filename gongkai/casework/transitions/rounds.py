"""A case is taken up again: its list of documents goes on as a copy, the first stays as it was."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Reopening
from gongkai.applications.transitions import reopenings
from gongkai.applications.transitions.reopenings import ReopeningEntry
from gongkai.audit.acting import Acting
from gongkai.casework.models import FoundDocument, RedactionMark, documents_of
from gongkai.protection.values import carry
from gongkai.remedies import transitions as remedies
from gongkai.remedies.models import Lawsuit, Reconsideration


@transaction.atomic
def reopen(application_id: int, entry: ReopeningEntry, *, acting: Acting) -> Reopening:
    """Take an answered case up again, with its list of documents.

    What a reconsideration or a lawsuit orders is followed as it was registered, with its day.

    Raises: NotAllowed.
    Source: as for `applications.transitions.reopenings.reopen`.
    """
    if ordered := _ordered(application_id, entry):
        return follow(ordered, acting=acting)
    return _with_list(reopenings.reopen(application_id, entry, acting=acting))


@transaction.atomic
def follow(case: Reconsideration | Lawsuit, *, acting: Acting) -> Reopening:
    """Take the application of a lost case up again, with its list of documents.

    Raises: NotAllowed.
    Source: as for `remedies.transitions.follow`.
    """
    return _with_list(remedies.follow(case, acting=acting))


def _ordered(application_id: int, entry: ReopeningEntry) -> Reconsideration | Lawsuit | None:
    """The decision that the case is taken up for, which has to be registered."""
    registers: dict[str, type[Reconsideration | Lawsuit]] = {
        Reopening.Basis.RECONSIDERATION: Reconsideration,
        Reopening.Basis.LAWSUIT: Lawsuit,
    }
    if entry.basis not in registers:
        return None
    found = registers[entry.basis]._base_manager.filter(
        application=application_id, orders_new_answer=True, followed_by=None
    )
    decision = found.order_by("pk").first()
    label = Reopening.Basis(entry.basis).label
    if decision is None:
        raise NotAllowed(
            f"没有登记责令重新答复的{label}案件，请先在“{label}”台账中登记决定、裁判的结果和期限，"
            "再按它重新办理。",
            field="basis",
        )
    if entry.due_on and entry.due_on != decision.new_answer_by:
        raise NotAllowed(
            f"与{decision.number}登记的期限不一致，请先更正“{label}”台账，这里不用填。",
            field="due_on",
        )
    return decision


def _with_list(reopening: Reopening) -> Reopening:
    """Copy the list of the round before, with judgements, marks and checked copies."""
    application = reopening.application
    before = application.reopenings.exclude(pk=reopening.pk).order_by("pk").last()
    for document in documents_of(application, before.pk if before else None):
        marks = list(document.marks.all())
        document.pk, document.reopening = None, reopening
        document.save(force_insert=True)
        for mark in marks:
            _copied(mark, document)
    return reopening


def _copied(mark: RedactionMark, document: FoundDocument) -> None:
    """The mark on another document; its words are encrypted for the new row."""
    copy = RedactionMark(
        document=document,
        position=mark.position,
        page=mark.page,
        area=mark.area,
        ground=mark.ground,
        marked_by_id=mark.marked_by_id,
    )
    carry(mark, copy, "text")
    copy.save(force_insert=True)
