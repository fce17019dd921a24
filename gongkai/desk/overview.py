"""An agency at a glance: what waits, what is due, what the registers hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Func, IntegerField, Min, Q, Subquery

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.applications import queries as applications
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.navigation import GROUPS, ledgers_of
from gongkai.desk.registers import may_open
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import WorkCalendar
from gongkai.law.counting import Deadline
from gongkai.law.deadlines import annual_report_deadline
from gongkai.ledgers.ledger import AnyLedger
from gongkai.publication.queries import states_waiting_for
from gongkai.reports.models import AnnualReport


@dataclass(frozen=True, slots=True)
class InHand:
    """Applications that are not answered yet."""

    count: int
    overdue: int
    next_due: date | None


def items_waiting(user: User, agency: Agency) -> list[tuple[str, int]]:
    """States of items whose next step is this person's, each with its count."""
    states = states_waiting_for(user, agency)
    counts = dict(
        DisclosureItem.objects.filter(agency=agency, status__in=states)
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    return [
        (DisclosureItem.Status(state).label, counts[state]) for state in states if state in counts
    ]


def applications_in_hand(user: User, agency: Agency, *, today: date) -> InHand:
    """How many applications are in hand, how many of them too late, and which day comes next."""
    open_here = applications.in_hand(user).filter(agency=agency).order_by()
    # While somebody is awaited there is no due date.
    running = Q(is_stopped=False)
    found = open_here.aggregate(
        count=Count("pk"),
        overdue=Count("pk", filter=running & Q(due_on__lt=today)),
        next_due=Min("due_on", filter=running),
    )
    return InHand(**found)


def report_deadline(agency: Agency, year: int, calendar: WorkCalendar) -> Deadline | None:
    """The last day for the report of `year` where it is not out; a village publishes none."""
    published = AnnualReport.Status.PUBLISHED
    if agency.kind == Agency.Kind.VILLAGE:
        return None
    if AnnualReport.objects.filter(agency=agency, year=year, status=published).exists():
        return None
    return annual_report_deadline(year, AgencyKind(agency.kind), calendar)


def counts(user: User, agency: Agency, year: int) -> list[tuple[str, list[tuple[AnyLedger, int]]]]:
    """Each group of registers the person reads, with its records of the year by their own day."""
    groups = {
        title: [ledger for ledger in ledgers_of(title) if may_open(user, ledger, agency)]
        for title in GROUPS
    }
    counted = _counted([ledger for group in groups.values() for ledger in group], agency, year)
    return [
        (title, [(ledger, counted[ledger.key]) for ledger in group])
        for title, group in groups.items()
        if group
    ]


def _counted(ledgers: Sequence[AnyLedger], agency: Agency, year: int) -> dict[str, int]:
    """How many records each ledger has of the year: one query, for a page shows forty of them."""
    counts = [
        Subquery(
            ledger.records(agency)
            .filter(**{f"{ledger.day}__year": year})
            .order_by()
            # Not `Count`, which would group by what the ledger's records are joined with.
            .values_list(Func("pk", function="COUNT", output_field=IntegerField()))
        )
        for ledger in ledgers
    ]
    found = Agency.objects.filter(pk=agency.pk).values_list(*counts).get()
    return {ledger.key: number for ledger, number in zip(ledgers, found, strict=True)}
