"""Reading rooms and what is delivered to them."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import item_referred
from gongkai.ledgers import records
from gongkai.reading_rooms import queries
from gongkai.reading_rooms.models import Holding, ReadingRoom
from gongkai.web.page_cache import purge


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEntry:
    """A reading room as it is registered."""

    name: str
    place: str
    opening_hours: str = ""
    has_electronic: bool = False
    since: date
    until: date | None = None


@transaction.atomic
def open_room(agency: Agency, entry: RoomEntry, *, acting: Acting) -> ReadingRoom:
    """Register a reading room.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2007) 第十六条; 政府信息公开条例(2019) 第二十五条.
    """
    policies.permit(acting.by, Action.ROOM_OPEN, agency)
    purge("offices", f"agency:{agency.code}")
    room = ReadingRoom(agency=agency, **asdict(entry))
    return records.enter(room, action=Action.ROOM_OPEN, acting=acting)


@transaction.atomic
def amend_room(room_id: int, entry: RoomEntry, *, reason: str, acting: Acting) -> ReadingRoom:
    """Correct a reading room's registration, or say when it closed.

    Raises: NotAllowed.
    """
    room = (
        ReadingRoom.objects.select_for_update(of=("self",)).select_related("agency").get(pk=room_id)
    )
    policies.permit(acting.by, Action.ROOM_AMEND, room.agency)
    purge("offices", f"agency:{room.agency.code}")
    electronic = room.holdings.filter(medium=Holding.Medium.ELECTRONIC)
    if not entry.has_electronic and electronic.exists():
        raise NotAllowed("该查阅点已有电子资料，不能改为没有电子查阅。", field="has_electronic")
    return records.amend(
        room, asdict(entry), reason=reason, action=Action.ROOM_AMEND, acting=acting
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingEntry:
    """A piece of information delivered to a reading room; the item only where it is one."""

    room: str
    title: str
    medium: str
    delivered_on: date
    item: str = ""


@transaction.atomic
def deliver(agency: Agency, entry: HoldingEntry, *, acting: Acting) -> Holding:
    """Register what was delivered to a reading room.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2007) 第十六条; 政府信息公开条例(2019) 第二十五条 (及时提供).
    """
    policies.permit(acting.by, Action.HOLDING_DELIVER, agency)
    holding = Holding(**_holding_values(agency, entry, acting))
    return records.enter(holding, action=Action.HOLDING_DELIVER, acting=acting)


@transaction.atomic
def amend_holding(holding_id: int, entry: HoldingEntry, *, reason: str, acting: Acting) -> Holding:
    """Correct the registration of what was delivered.

    Raises: NotAllowed.
    """
    holding = (
        Holding.objects.select_for_update(of=("self",))
        .select_related("room__agency")
        .get(pk=holding_id)
    )
    agency = holding.room.agency
    policies.permit(acting.by, Action.HOLDING_AMEND, agency)
    return records.amend(
        holding,
        _holding_values(agency, entry, acting),
        reason=reason,
        action=Action.HOLDING_AMEND,
        acting=acting,
    )


def refuse_closed(room: ReadingRoom, day: date, *, today: date, field: str) -> None:
    """Refuse what cannot have happened in the room on that day.

    Raises: NotAllowed, about `field`.
    """
    if day > today:
        raise NotAllowed("日期在今天之后，只能登记已经发生的。", field=field)
    if day < room.since:
        raise NotAllowed(f"查阅点“{room}”{room.since:%Y-%m-%d}才设立，请核对日期。", field=field)
    if room.until and day > room.until:
        raise NotAllowed(f"查阅点“{room}”已于{room.until:%Y-%m-%d}撤销，请核对日期。", field=field)


def _holding_values(agency: Agency, entry: HoldingEntry, acting: Acting) -> dict[str, object]:
    room = queries.room_named(agency, entry.room, field="room")
    refuse_closed(room, entry.delivered_on, today=acting.today, field="delivered_on")
    if entry.medium == Holding.Medium.ELECTRONIC and not room.has_electronic:
        raise NotAllowed(f"查阅点“{room}”没有登记为电子查阅点，不能存放电子资料。", field="medium")
    return {
        "room": room,
        "title": entry.title,
        "medium": entry.medium,
        "delivered_on": entry.delivered_on,
        "item": _public_item(agency, entry) if entry.item else None,
    }


def _public_item(agency: Agency, entry: HoldingEntry) -> DisclosureItem:
    item = item_referred(agency, entry.item, field="item")
    if item.status != DisclosureItem.Status.PUBLISHED or item.published_on is None:
        raise NotAllowed(
            f"该信息现为“{item.get_status_display()}”，只有已公开的信息才能移送查阅点。",
            field="item",
        )
    if entry.delivered_on < item.published_on:
        raise NotAllowed(
            f"移送日期不能早于该信息的发布日期{item.published_on:%Y-%m-%d}。",
            field="delivered_on",
        )
    return item
