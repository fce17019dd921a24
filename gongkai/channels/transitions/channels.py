"""Channels an agency discloses through, and the disclosure columns on them."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.channels import queries
from gongkai.channels.models import Channel, DisclosureColumn
from gongkai.ledgers import records
from gongkai.web.page_cache import purge


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEntry:
    """A channel as it is registered."""

    kind: str
    name: str
    address: str = ""
    since: date
    until: date | None = None


@transaction.atomic
def open_channel(agency: Agency, entry: ChannelEntry, *, acting: Acting) -> Channel:
    """Register a channel the agency discloses through.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2007) 第十五条; 政府信息公开条例(2019) 第二十三条.
    """
    policies.permit(acting.by, Action.CHANNEL_OPEN, agency)
    purge(f"agency:{agency.code}")
    channel = Channel(agency=agency, **asdict(entry))
    return records.enter(channel, action=Action.CHANNEL_OPEN, acting=acting)


@transaction.atomic
def amend_channel(channel_id: int, entry: ChannelEntry, *, reason: str, acting: Acting) -> Channel:
    """Correct a channel's registration, or say when it ended.

    Raises: NotAllowed.
    """
    channel = (
        Channel.objects.select_for_update(of=("self",)).select_related("agency").get(pk=channel_id)
    )
    policies.permit(acting.by, Action.CHANNEL_AMEND, channel.agency)
    purge(f"agency:{channel.agency.code}")
    _refuse_releases_outside(channel, entry)
    return records.amend(
        channel, asdict(entry), reason=reason, action=Action.CHANNEL_AMEND, acting=acting
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureColumnEntry:
    """A disclosure column on a website."""

    channel: str
    name: str
    address: str = ""
    since: date
    until: date | None = None


@transaction.atomic
def open_column(
    agency: Agency, entry: DisclosureColumnEntry, *, acting: Acting
) -> DisclosureColumn:
    """Register a disclosure column.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.COLUMN_OPEN, agency)
    column = DisclosureColumn(**_column_values(agency, entry))
    return records.enter(column, action=Action.COLUMN_OPEN, acting=acting)


@transaction.atomic
def amend_column(
    column_id: int, entry: DisclosureColumnEntry, *, reason: str, acting: Acting
) -> DisclosureColumn:
    """Correct a disclosure column's registration.

    Raises: NotAllowed.
    """
    column = (
        DisclosureColumn.objects.select_for_update(of=("self",))
        .select_related("channel__agency")
        .get(pk=column_id)
    )
    agency = column.channel.agency
    policies.permit(acting.by, Action.COLUMN_AMEND, agency)
    return records.amend(
        column,
        _column_values(agency, entry),
        reason=reason,
        action=Action.COLUMN_AMEND,
        acting=acting,
    )


def _column_values(agency: Agency, entry: DisclosureColumnEntry) -> dict[str, object]:
    channel = queries.channel_named(agency, entry.channel, field="channel")
    if entry.since < channel.since:
        raise NotAllowed(
            f"专栏的开设日期不能早于渠道“{channel}”的开通日期{channel.since:%Y-%m-%d}。",
            field="since",
        )
    return {
        "channel": channel,
        "name": entry.name,
        "address": entry.address,
        "since": entry.since,
        "until": entry.until,
    }


def _refuse_releases_outside(channel: Channel, entry: ChannelEntry) -> None:
    outside = channel.releases.filter(released_on__lt=entry.since)
    if entry.until:
        outside = outside | channel.releases.filter(released_on__gt=entry.until)
    if outside.exists():
        raise NotAllowed("该渠道在这段日期以外有发布记录，请核对开通和停用日期。", field="since")
