"""Reads of channels, releases and occasions, by agency and period."""

from datetime import date

from django.db.models import F, Min, QuerySet

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import standing_on
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.models import Channel, DisclosureColumn, Occasion, Release
from gongkai.law.calendar import WorkCalendar
from gongkai.web.prepared import Prepared

# Working days from the making of the information: 条例(2007) 第十八条, (2019) 第二十六条.
RELEASE_TERM = 20

_NAMED = Prepared(
    lambda agency, name: Channel.objects.filter(agency=agency, name=name).order_by("pk"), -1, "#"
)


def channel_named(agency: Agency, name: str, *, field: str) -> Channel:
    """The agency's channel with this name.

    Raises: NotAllowed, about `field`.
    """
    channels: list[Channel] = _NAMED.records(agency.pk, name)
    if not channels:
        raise NotAllowed(f"没有名为“{name}”的公开渠道，请先在“公开渠道”台账中登记。", field=field)
    return channels[0]


def channel_names(agency: Agency) -> QuerySet[Channel, str]:
    """Names of the agency's channels, for suggestions."""
    return (
        Channel.objects.filter(agency=agency).order_by("name", "pk").values_list("name", flat=True)
    )


def columns_on(day: date, agencies: QuerySet[Agency]) -> QuerySet[DisclosureColumn]:
    """Disclosure columns on websites that were open on `day`."""
    return DisclosureColumn.objects.filter(standing_on(day), channel__agency__in=agencies).order_by(
        "since", "pk"
    )


def released(agencies: QuerySet[Agency], first_day: date, last_day: date) -> QuerySet[Release]:
    """Releases from `first_day` to `last_day`, both included; an item may have several."""
    return (
        Release.objects.filter(item__agency__in=agencies, released_on__range=(first_day, last_day))
        .select_related("item", "channel")
        .order_by("released_on", "pk")
    )


def occasions_held(
    agencies: QuerySet[Agency], first_day: date, last_day: date
) -> QuerySet[Occasion]:
    """Occasions from `first_day` to `last_day`, both included."""
    return Occasion.objects.filter(
        agency__in=agencies, held_on__range=(first_day, last_day)
    ).order_by("held_on", "pk")


def first_online_release(
    agencies: QuerySet[Agency], first_day: date, last_day: date
) -> QuerySet[DisclosureItem]:
    """Items whose first release on the Internet, `online_on`, lies in the period."""
    return (
        DisclosureItem.objects.filter(
            agency__in=agencies, releases__channel__kind__in=Channel.Kind.online()
        )
        .annotate(online_on=Min("releases__released_on"))
        .filter(online_on__range=(first_day, last_day))
        .order_by("online_on", "pk")
    )


def released_in_time(
    agencies: QuerySet[Agency], first_day: date, last_day: date, calendar: WorkCalendar
) -> list[int]:
    """Numbers of the items first put on the Internet in the period, and in time.

    Units: the term is 20 工作日 from the day the information was made.
    Source: 政府信息公开条例(2007) 第十八条; 政府信息公开条例(2019) 第二十六条.
    """
    return [
        item_id
        for item_id, made_on, online_on in first_online_release(
            agencies, first_day, last_day
        ).values_list("pk", "generated_on", F("online_on"))
        if calendar.between(made_on, online_on) <= RELEASE_TERM
    ]
