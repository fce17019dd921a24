"""Reads of reading rooms, by agency, day and period."""

from datetime import date

from django.db.models import F, Min, QuerySet

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import standing_on
from gongkai.catalog.models import DisclosureItem
from gongkai.law.calendar import WorkCalendar
from gongkai.reading_rooms.models import Holding, Loan, ReadingRoom, VisitCount
from gongkai.web.prepared import Prepared

# Working days; a local figure: the Regulations only say 及时 (2007 第十六条, 2019 第二十五条).
DELIVERY_TERM = 30

_NAMED = Prepared(
    lambda agency, name: ReadingRoom.objects.filter(agency=agency, name=name).order_by("pk"),
    -1,
    "#",
)


def room_named(agency: Agency, name: str, *, field: str) -> ReadingRoom:
    """The agency's reading room with this name.

    Raises: NotAllowed, about `field`.
    """
    rooms: list[ReadingRoom] = _NAMED.records(agency.pk, name)
    if not rooms:
        raise NotAllowed(f"没有名为“{name}”的查阅点，请先在“查阅点”台账中登记。", field=field)
    return rooms[0]


def room_names(agency: Agency) -> QuerySet[ReadingRoom, str]:
    """Names of the agency's reading rooms, for suggestions."""
    return (
        ReadingRoom.objects.filter(agency=agency)
        .order_by("name", "pk")
        .values_list("name", flat=True)
    )


def rooms_on(day: date, agencies: QuerySet[Agency]) -> QuerySet[ReadingRoom]:
    """Reading rooms that were open on `day`."""
    return ReadingRoom.objects.filter(standing_on(day), agency__in=agencies).order_by("since", "pk")


def holdings_on(day: date, agencies: QuerySet[Agency]) -> QuerySet[Holding]:
    """What had been delivered by `day` to rooms open on that day."""
    return Holding.objects.filter(room__in=rooms_on(day, agencies), delivered_on__lte=day).order_by(
        "delivered_on", "pk"
    )


def visits(agencies: QuerySet[Agency], first_day: date, last_day: date) -> QuerySet[VisitCount]:
    """Counts of visitors registered from `first_day` to `last_day`, both included."""
    return VisitCount.objects.filter(
        room__agency__in=agencies, counted_on__range=(first_day, last_day)
    ).order_by("counted_on", "pk")


def loans(agencies: QuerySet[Agency], first_day: date, last_day: date) -> QuerySet[Loan]:
    """Documents lent from `first_day` to `last_day`, both included."""
    return Loan.objects.filter(
        room__agency__in=agencies, lent_on__range=(first_day, last_day)
    ).order_by("lent_on", "pk")


def delivered_in_time(
    agencies: QuerySet[Agency], first_day: date, last_day: date, calendar: WorkCalendar
) -> list[int]:
    """Numbers of the items first delivered to a reading room in the period, and in time.

    Units: the term is 30 工作日 from the day the information was made.
    Source: the local report of the regime of 2008 (报送不超过30个工作日).
    """
    delivered = (
        DisclosureItem.objects.filter(agency__in=agencies)
        .annotate(delivered_on=Min("holdings__delivered_on"))
        .filter(delivered_on__range=(first_day, last_day))
        .order_by("delivered_on", "pk")
        .values_list("pk", "generated_on", F("delivered_on"))
    )
    return [
        item_id
        for item_id, made_on, delivered_on in delivered
        if calendar.between(made_on, delivered_on) <= DELIVERY_TERM
    ]
