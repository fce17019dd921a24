"""Figures on reading rooms."""

from collections.abc import Mapping

from django.db.models import QuerySet

from gongkai.catalog.models import DisclosureItem
from gongkai.reading_rooms import queries
from gongkai.reading_rooms.models import Holding, Loan, ReadingRoom, VisitCount
from gongkai.reports.figures.counting import Count, Scope, Source, having


def reading_rooms(scope: Scope) -> QuerySet[ReadingRoom]:
    """Reading rooms on the last day."""
    return queries.rooms_on(scope.last_day, scope.agencies)


def holdings(scope: Scope) -> QuerySet[Holding]:
    """What the rooms of the last day held on it."""
    return queries.holdings_on(scope.last_day, scope.agencies)


def delivered_in_time(scope: Scope) -> QuerySet[DisclosureItem]:
    """Items first delivered to a reading room in the year, and in time."""
    timely = queries.delivered_in_time(scope.agencies, *scope.days, scope.calendar)
    return DisclosureItem.objects.filter(pk__in=timely)


def visit_counts(scope: Scope) -> QuerySet[VisitCount]:
    """Visits counted in the year."""
    return queries.visits(scope.agencies, *scope.days)


def loans(scope: Scope) -> QuerySet[Loan]:
    """Documents lent in the year."""
    return queries.loans(scope.agencies, *scope.days)


_ROOMS = Source(reading_rooms, ("has_electronic",))
_HOLDINGS = Source(holdings, ("medium",))

COUNTS: Mapping[str, Count] = {
    "reading_rooms": Count(_ROOMS),
    "reading_rooms.electronic": Count(_ROOMS, having("has_electronic", True)),
    "holdings.paper": Count(_HOLDINGS, having("medium", "paper")),
    "holdings.electronic": Count(_HOLDINGS, having("medium", "electronic")),
    "timely.reading_room": Count(Source(delivered_in_time)),
    "visits": Count(Source(visit_counts, ("visitors",)), amount="visitors"),
    "loans": Count(Source(loans)),
}
