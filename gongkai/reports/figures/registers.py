"""Whether a register was kept: without an entry, and without a nil return, a figure is empty."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model, Q

from gongkai.agencies.models import (
    LeadingGroupMember,
    Meeting,
    Office,
    Officer,
    SupportingRuleVersion,
    Training,
)
from gongkai.applications.models import Application
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.models import DisclosureColumn, Occasion, Release
from gongkai.fees.models import Fee
from gongkai.law.report_forms import Measure
from gongkai.reading_rooms.models import Holding, Loan, ReadingRoom, VisitCount
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.reports.figures.counting import Scope
from gongkai.reports.models import NilReturn
from gongkai.supervision.models import Complaint


@dataclass(frozen=True, slots=True)
class Register:
    """The records of one ledger: the path to their agency, and the day each belongs to.

    With `until` a record belongs to every year from its day to that one, as a case does.
    """

    model: type[Model]
    agency: str
    day: str
    until: str = ""

    def has_entries(self, scope: Scope, measure: Measure) -> bool:
        """Whether anything is registered: in the year for a flow, by its end for a stock."""
        if self.until:
            condition = Q(**{f"{self.day}__lte": scope.last_day}) & (
                Q(**{f"{self.until}__isnull": True}) | Q(**{f"{self.until}__gte": scope.first_day})
            )
        elif measure is Measure.FLOW:
            condition = Q(**{f"{self.day}__range": scope.days})
        else:
            condition = Q(**{f"{self.day}__lte": scope.last_day})
        records = self.model._default_manager.filter(condition)
        return records.filter(**{f"{self.agency}__in": scope.agencies}).exists()


# By the key of the ledger, as `FigureSpec.ledger` names it.
REGISTERS: Mapping[str, Register] = {
    "leading-group": Register(LeadingGroupMember, "person__agency", "since"),
    "officers": Register(Officer, "person__agency", "since"),
    "offices": Register(Office, "agency", "since"),
    "rules": Register(SupportingRuleVersion, "rule__agency", "in_force_on"),
    "meetings": Register(Meeting, "agency", "held_on"),
    "trainings": Register(Training, "agency", "held_on"),
    "items": Register(DisclosureItem, "agency", "published_on"),
    "releases": Register(Release, "item__agency", "released_on"),
    "disclosure-columns": Register(DisclosureColumn, "channel__agency", "since"),
    "occasions": Register(Occasion, "agency", "held_on"),
    "reading-rooms": Register(ReadingRoom, "agency", "since"),
    "holdings": Register(Holding, "room__agency", "delivered_on"),
    "visits": Register(VisitCount, "room__agency", "counted_on"),
    "loans": Register(Loan, "room__agency", "lent_on"),
    "applications": Register(Application, "agency", "received_on", "reply__replied_on"),
    "fees": Register(Fee, "agency", "charged_on"),
    "reconsiderations": Register(Reconsideration, "agency", "filed_on", "decided_on"),
    "lawsuits": Register(Lawsuit, "agency", "filed_on", "decided_on"),
    "complaints": Register(Complaint, "agency", "received_on"),
}


class Kept:
    """Which registers were kept in a year; each is asked once."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._known: dict[tuple[str, Measure], bool] = {}
        self._nil = frozenset(
            NilReturn.objects.filter(agency__in=scope.agencies, year=scope.year).values_list(
                "ledger", flat=True
            )
        )

    def is_kept(self, ledger: str, measure: Measure) -> bool:
        """Whether a count of this ledger means what it says, zero included."""
        if ledger in self._nil:
            return True
        key = ledger, measure
        if key not in self._known:
            self._known[key] = REGISTERS[ledger].has_entries(self._scope, measure)
        return self._known[key]
