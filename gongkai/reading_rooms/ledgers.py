"""The ledgers of this room, as offices keep them."""

from dataclasses import replace

from django.db.models import Prefetch

from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.catalog.queries import item_referred, item_titles, referable, reference_to
from gongkai.ledgers.columns import Choice, Column, Day, Reference, Text, Whole, YesNo
from gongkai.ledgers.ledger import Ledger, copied
from gongkai.reading_rooms import queries
from gongkai.reading_rooms.models import Holding, Loan, ReadingRoom, VisitCount
from gongkai.reading_rooms.transitions import rooms, use

_ROOM = Column(
    "room",
    "查阅点",
    Reference(queries.room_names, max_length=120),
    required=True,
    synonyms=("查阅点名称", "查阅场所"),
)

ROOMS = Ledger(
    key="reading-rooms",
    sheet="查阅点",
    about="公众查阅政府信息的场所；提供电子查阅的标为电子查阅点。",
    columns=(
        Column("name", "查阅点名称", Text(120), required=True, synonyms=("名称", "查阅点")),
        Column("place", "地点", Text(200), required=True, synonyms=("地址", "设置地点")),
        Column("opening_hours", "开放时间", Text(120)),
        Column(
            "has_electronic",
            "是否电子查阅点",
            YesNo(),
            synonyms=("电子查阅点", "电子信息查阅点", "是否提供电子查阅"),
        ),
        Column("since", "设立日期", Day(), required=True, synonyms=("启用日期", "起始日期")),
        Column("until", "撤销日期", Day(), synonyms=("停用日期", "终止日期"), listed=False),
    ),
    entry=rooms.RoomEntry,
    model=ReadingRoom,
    day="since",
    records=lambda agency: ReadingRoom.objects.filter(agency=agency),
    read=copied(rooms.RoomEntry),
    enter=rooms.open_room,
    amend=rooms.amend_room,
    entering=Action.ROOM_OPEN,
    amending=Action.ROOM_AMEND,
    synonyms=("查阅场所", "公共查阅点"),
)


def _holding_as_read(agency: Agency, entry: rooms.HoldingEntry) -> rooms.HoldingEntry:
    if not entry.item:
        return entry
    return replace(entry, item=reference_to(item_referred(agency, entry.item, field="item")))


HOLDINGS = Ledger(
    key="holdings",
    sheet="查阅资料",
    about="移送各查阅点的纸质和电子资料，每份一行。",
    columns=(
        _ROOM,
        Column("title", "资料名称", Text(300), required=True, synonyms=("名称", "信息名称")),
        Column(
            "medium",
            "载体",
            Choice(
                Holding.Medium.choices,
                {"纸制": "paper", "纸": "paper", "纸质信息": "paper", "电子信息": "electronic"},
            ),
            required=True,
            synonyms=("载体类型", "形式"),
        ),
        Column(
            "delivered_on",
            "移送日期",
            Day(),
            required=True,
            synonyms=("报送日期", "送达日期", "入藏日期"),
        ),
        Column(
            "item",
            "公开信息",
            Reference(item_titles, hint="信息名称、索引号或者文号；不是公开信息的留空"),
            synonyms=("对应公开信息", "索引号"),
            listed=False,
        ),
    ),
    entry=rooms.HoldingEntry,
    model=Holding,
    day="delivered_on",
    records=lambda agency: (
        Holding.objects.filter(room__agency=agency)
        .select_related("room")
        .prefetch_related(Prefetch("item", referable()))
    ),
    read=lambda holding: rooms.HoldingEntry(
        room=holding.room.name,
        title=holding.title,
        medium=holding.medium,
        delivered_on=holding.delivered_on,
        item=reference_to(holding.item) if holding.item else "",
    ),
    as_read=_holding_as_read,
    enter=rooms.deliver,
    amend=rooms.amend_holding,
    entering=Action.HOLDING_DELIVER,
    amending=Action.HOLDING_AMEND,
    synonyms=("查阅点资料", "馆藏"),
)

VISITS = Ledger(
    key="visits",
    sheet="查阅人次",
    about="各查阅点接待公众查阅的人次，按天、按月或者按季度登记，时段不能重叠。",
    columns=(
        _ROOM,
        Column("since", "起始日期", Day(), required=True, synonyms=("开始日期",)),
        Column(
            "counted_on",
            "登记日期",
            Day(),
            required=True,
            synonyms=("截止日期", "结束日期", "终止日期"),
        ),
        Column("visitors", "查阅人次", Whole(), required=True, synonyms=("人次", "接待人次")),
    ),
    entry=use.VisitEntry,
    model=VisitCount,
    day="counted_on",
    records=lambda agency: VisitCount.objects.filter(room__agency=agency).select_related("room"),
    read=lambda count: use.VisitEntry(
        room=count.room.name,
        since=count.since,
        counted_on=count.counted_on,
        visitors=count.visitors,
    ),
    enter=use.count_visits,
    amend=use.amend_visits,
    entering=Action.VISIT_COUNT,
    amending=Action.VISIT_AMEND,
    synonyms=("接待查阅", "查阅登记"),
)

LOANS = Ledger(
    key="loans",
    sheet="借阅",
    about="查阅点借出的文件，每件一行；归还后更正归还日期。",
    columns=(
        _ROOM,
        Column("serial", "借阅编号", Text(40), required=True),
        Column("title", "借阅文件", Text(300), required=True, synonyms=("文件名称", "名称")),
        Column("lent_on", "借出日期", Day(), required=True, synonyms=("借阅日期", "日期")),
        Column("returned_on", "归还日期", Day()),
    ),
    entry=use.LoanEntry,
    model=Loan,
    day="lent_on",
    records=lambda agency: Loan.objects.filter(room__agency=agency).select_related("room"),
    read=lambda loan: use.LoanEntry(
        room=loan.room.name,
        serial=loan.serial,
        title=loan.title,
        lent_on=loan.lent_on,
        returned_on=loan.returned_on,
    ),
    enter=use.make_loan,
    amend=use.amend_loan,
    entering=Action.LOAN_MAKE,
    amending=Action.LOAN_AMEND,
    synonyms=("借阅登记", "借阅文件"),
)

ALL = (ROOMS, HOLDINGS, VISITS, LOANS)
