"""Who comes to a reading room, and what is lent there."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.reading_rooms import queries
from gongkai.reading_rooms.models import Loan, ReadingRoom, VisitCount
from gongkai.reading_rooms.transitions.rooms import refuse_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """How many people came to a room from one day to another."""

    room: str
    since: date
    counted_on: date
    visitors: int


@transaction.atomic
def count_visits(agency: Agency, entry: VisitEntry, *, acting: Acting) -> VisitCount:
    """Register how many people came to a room in a period; periods of a room never overlap.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.VISIT_COUNT, agency)
    count = VisitCount(**_visit_values(agency, entry, acting))
    _refuse_overlap(count)
    return records.enter(count, action=Action.VISIT_COUNT, acting=acting)


@transaction.atomic
def amend_visits(count_id: int, entry: VisitEntry, *, reason: str, acting: Acting) -> VisitCount:
    """Correct a count of visitors.

    Raises: NotAllowed.
    """
    count = (
        VisitCount.objects.select_for_update(of=("self",))
        .select_related("room__agency")
        .get(pk=count_id)
    )
    agency = count.room.agency
    policies.permit(acting.by, Action.VISIT_AMEND, agency)
    records.amend(
        count,
        _visit_values(agency, entry, acting),
        reason=reason,
        action=Action.VISIT_AMEND,
        acting=acting,
    )
    _refuse_overlap(count)
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanEntry:
    """A document lent out."""

    room: str
    serial: str
    title: str
    lent_on: date
    returned_on: date | None = None


@transaction.atomic
def make_loan(agency: Agency, entry: LoanEntry, *, acting: Acting) -> Loan:
    """Register a document lent out by a reading room.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.LOAN_MAKE, agency)
    loan = Loan(**_loan_values(agency, entry, acting))
    return records.enter(loan, action=Action.LOAN_MAKE, acting=acting)


@transaction.atomic
def amend_loan(loan_id: int, entry: LoanEntry, *, reason: str, acting: Acting) -> Loan:
    """Correct a loan, or say when the document came back.

    Raises: NotAllowed.
    """
    loan = (
        Loan.objects.select_for_update(of=("self",)).select_related("room__agency").get(pk=loan_id)
    )
    agency = loan.room.agency
    policies.permit(acting.by, Action.LOAN_AMEND, agency)
    return records.amend(
        loan,
        _loan_values(agency, entry, acting),
        reason=reason,
        action=Action.LOAN_AMEND,
        acting=acting,
    )


def _visit_values(agency: Agency, entry: VisitEntry, acting: Acting) -> dict[str, object]:
    room = _locked_room(agency, entry.room)
    refuse_closed(room, entry.since, today=acting.today, field="since")
    refuse_closed(room, entry.counted_on, today=acting.today, field="counted_on")
    return {
        "room": room,
        "since": entry.since,
        "counted_on": entry.counted_on,
        "visitors": entry.visitors,
    }


def _locked_room(agency: Agency, name: str) -> ReadingRoom:
    """The room, locked: of two overlapping counts at once, one must see the other."""
    room = queries.room_named(agency, name, field="room")
    return ReadingRoom.objects.select_for_update().get(pk=room.pk)


def _refuse_overlap(count: VisitCount) -> None:
    other = (
        VisitCount.objects.filter(
            room=count.room, since__lte=count.counted_on, counted_on__gte=count.since
        )
        .exclude(pk=count.pk)
        .first()
    )
    if other:
        raise NotAllowed(
            f"与已登记的{other.since:%Y-%m-%d}至{other.counted_on:%Y-%m-%d}的查阅人次重叠，"
            "会重复计数，请核对日期。",
            field="since",
        )


def _loan_values(agency: Agency, entry: LoanEntry, acting: Acting) -> dict[str, object]:
    room = queries.room_named(agency, entry.room, field="room")
    refuse_closed(room, entry.lent_on, today=acting.today, field="lent_on")
    if entry.returned_on and entry.returned_on > acting.today:
        raise NotAllowed("归还日期在今天之后，请归还后再登记。", field="returned_on")
    return {
        "room": room,
        "serial": entry.serial,
        "title": entry.title,
        "lent_on": entry.lent_on,
        "returned_on": entry.returned_on,
    }
