"""Items released on channels, and occasions of disclosure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.cache_tags import purge_items
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import item_referred
from gongkai.channels import queries
from gongkai.channels.models import Channel, Occasion, Release
from gongkai.channels.transitions import own_site
from gongkai.ledgers import records
from gongkai.publication.transitions.publishing import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseEntry:
    """An item on a channel; the item by title, index number or document number."""

    item: str
    channel: str
    released_on: date
    location: str = ""


@transaction.atomic
def make_release(agency: Agency, entry: ReleaseEntry, *, acting: Acting) -> Release:
    """Register that an item was put on a channel; an approved item is published by this.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2007) 第十五条; 政府信息公开条例(2019) 第二十三条.
    """
    policies.permit(acting.by, Action.RELEASE_MAKE, agency)
    item = item_referred(agency, entry.item, field="item")
    publishes = item.status == DisclosureItem.Status.APPROVED
    if publishes:
        publish(item.pk, acting=acting)
    values = _release_values(agency, entry, acting)
    purge_items([values["item"].index_number])
    release = _completed(values, acting)
    if release is None:
        release = records.enter(Release(**values), action=Action.RELEASE_MAKE, acting=acting)
    if publishes:
        own_site.record_release(release.item, acting=acting)
    return release


def _completed(values: dict[str, Any], acting: Acting) -> Release | None:
    """The release that publishing recorded by itself, with the address that it could not know."""
    known = {name: values[name] for name in ("item", "channel", "released_on")}
    bare = Release.objects.select_for_update(of=("self",)).filter(location="", **known).first()
    if bare is None or not values["location"]:
        return None
    reason = "补登网址或位置"
    return records.amend(bare, values, reason=reason, action=Action.RELEASE_MAKE, acting=acting)


@transaction.atomic
def amend_release(release_id: int, entry: ReleaseEntry, *, reason: str, acting: Acting) -> Release:
    """Correct a release's registration.

    Raises: NotAllowed.
    """
    release = (
        Release.objects.select_for_update(of=("self",))
        .select_related("item__agency")
        .get(pk=release_id)
    )
    agency = release.item.agency
    policies.permit(acting.by, Action.RELEASE_AMEND, agency)
    values = _release_values(agency, entry, acting)
    purge_items([release.item.index_number, values["item"].index_number])
    return records.amend(
        release,
        values,
        reason=reason,
        action=Action.RELEASE_AMEND,
        acting=acting,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionEntry:
    """A gazette issue, a press conference, a bulletin or the like."""

    held_on: date
    kind: str
    title: str
    place: str = ""
    main_leader_took_part: bool = False
    response_channel: str = ""


@transaction.atomic
def hold_occasion(agency: Agency, entry: OccasionEntry, *, acting: Acting) -> Occasion:
    """Register an occasion of disclosure.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.OCCASION_HOLD, agency)
    occasion = Occasion(agency=agency, **_occasion_values(agency, entry, acting))
    return records.enter(occasion, action=Action.OCCASION_HOLD, acting=acting)


@transaction.atomic
def amend_occasion(
    occasion_id: int, entry: OccasionEntry, *, reason: str, acting: Acting
) -> Occasion:
    """Correct an occasion's registration.

    Raises: NotAllowed.
    """
    occasion = (
        Occasion.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=occasion_id)
    )
    policies.permit(acting.by, Action.OCCASION_AMEND, occasion.agency)
    return records.amend(
        occasion,
        _occasion_values(occasion.agency, entry, acting),
        reason=reason,
        action=Action.OCCASION_AMEND,
        acting=acting,
    )


def _release_values(agency: Agency, entry: ReleaseEntry, acting: Acting) -> dict[str, Any]:
    item = _public_item(agency, entry, acting.today)
    channel = queries.channel_named(agency, entry.channel, field="channel")
    _refuse_closed(channel, entry.released_on)
    return {
        "item": item,
        "channel": channel,
        "released_on": entry.released_on,
        "location": entry.location,
    }


def _public_item(agency: Agency, entry: ReleaseEntry, today: date) -> DisclosureItem:
    item = item_referred(agency, entry.item, field="item")
    if item.status != DisclosureItem.Status.PUBLISHED or item.published_on is None:
        raise NotAllowed(
            f"该信息现为“{item.get_status_display()}”，只有已公开的信息才能登记发布。",
            field="item",
        )
    if entry.released_on < item.published_on:
        raise NotAllowed(
            f"公开日期不能早于该信息的发布日期{item.published_on:%Y-%m-%d}。",
            field="released_on",
        )
    if entry.released_on > today:
        raise NotAllowed("公开日期在今天之后，只能登记已经发布的。", field="released_on")
    return item


def _refuse_closed(channel: Channel, day: date) -> None:
    if day < channel.since:
        raise NotAllowed(
            f"渠道“{channel}”{channel.since:%Y-%m-%d}才开通，请核对公开日期。", field="released_on"
        )
    if channel.until and day > channel.until:
        raise NotAllowed(
            f"渠道“{channel}”已于{channel.until:%Y-%m-%d}停用，请核对公开日期。",
            field="released_on",
        )


def _occasion_values(agency: Agency, entry: OccasionEntry, acting: Acting) -> dict[str, object]:
    if entry.held_on > acting.today:
        raise NotAllowed("日期在今天之后，只能登记已经举行的。", field="held_on")
    if entry.response_channel and entry.kind != Occasion.Kind.RESPONSE:
        raise NotAllowed("只有回应公众关注热点或重大舆情才填回应渠道。", field="response_channel")
    channel = (
        queries.channel_named(agency, entry.response_channel, field="response_channel")
        if entry.response_channel
        else None
    )
    return {
        "kind": entry.kind,
        "held_on": entry.held_on,
        "title": entry.title,
        "place": entry.place,
        "main_leader_took_part": entry.main_leader_took_part,
        "response_channel": channel,
    }
