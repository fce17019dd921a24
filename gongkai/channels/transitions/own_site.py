"""What becomes public in this program is released on the agency's own website by that."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import standing_on
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.cache_tags import purge_items
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.models import Channel, Release
from gongkai.ledgers import records
from gongkai.publication.transitions import publishing, scheduling


@transaction.atomic
def publish(item_id: int, *, acting: Acting) -> DisclosureItem:
    """Publish an approved item, and record its release on the agency's website.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2007) 第十五条; 政府信息公开条例(2019) 第二十三条.
    """
    item = publishing.publish(item_id, acting=acting)
    if item.pk == item_id:  # a revision goes into an item that was released before
        record_release(item, acting=acting)
    return item


def publish_due(now: datetime) -> int:
    """Publish what was approved for a time that has come, each with its release; how many."""
    return scheduling.publish_due(now, publish=_make_public)


def record_release(item: DisclosureItem, *, acting: Acting) -> Release | None:
    """The release of an item published just now; none where the agency has no website.

    Part of the act of publishing. An item that has a release there keeps that one.
    """
    channel = website_on(acting.today, item.agency)
    if channel is None or item.releases.filter(channel=channel).exists():
        return None
    release = Release(item=item, channel=channel, released_on=acting.today)
    purge_items([item.index_number])
    return records.enter(release, action=Action.RELEASE_MAKE, acting=acting)


def website_on(day: date, agency: Agency) -> Channel | None:
    """The agency's website on `day`; of several the one opened first."""
    websites = Channel.objects.filter(Q(kind=Channel.Kind.PORTAL), standing_on(day), agency=agency)
    return websites.order_by("since", "pk").first()


def _make_public(item: DisclosureItem, *, acting: Acting) -> DisclosureItem:
    made = publishing.make_public(item, acting=acting)
    if made.pk == item.pk:
        record_release(made, acting=acting)
    return made
