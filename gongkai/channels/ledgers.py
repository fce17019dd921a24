"""The ledgers of this room, as offices keep them."""

from django.db.models import Prefetch

from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.catalog.queries import item_referred, item_titles, referable, reference_to
from gongkai.channels import queries
from gongkai.channels.models import Channel, DisclosureColumn, Occasion, Release
from gongkai.channels.transitions import channels, releases
from gongkai.ledgers.columns import Choice, Column, Day, Reference, Text, YesNo
from gongkai.ledgers.ledger import Ledger, copied

_CHANNEL = Reference(queries.channel_names, max_length=120)

CHANNELS = Ledger(
    key="channels",
    sheet="公开渠道",
    about="政府网站、政务微信微博、公告栏、公报等公开信息的渠道。",
    columns=(
        Column(
            "kind",
            "渠道类别",
            Choice(
                Channel.Kind.choices,
                {
                    "政府门户网站": "portal",
                    "网站": "portal",
                    "微信公众号": "wechat",
                    "微信": "wechat",
                    "微博": "weibo",
                    "公开栏": "bulletin_board",
                    "公告栏": "bulletin_board",
                    "板报": "bulletin_board",
                    "公报": "gazette",
                },
            ),
            required=True,
            synonyms=("类别",),
        ),
        Column("name", "渠道名称", Text(120), required=True, synonyms=("名称",)),
        Column("address", "网址或账号", Text(200), synonyms=("网址", "账号")),
        Column("since", "开通日期", Day(), required=True, synonyms=("起始日期", "启用日期")),
        Column("until", "停用日期", Day(), synonyms=("终止日期",), listed=False),
    ),
    entry=channels.ChannelEntry,
    model=Channel,
    day="since",
    records=lambda agency: Channel.objects.filter(agency=agency),
    read=copied(channels.ChannelEntry),
    enter=channels.open_channel,
    amend=channels.amend_channel,
    entering=Action.CHANNEL_OPEN,
    amending=Action.CHANNEL_AMEND,
    synonyms=("渠道",),
)

DISCLOSURE_COLUMNS = Ledger(
    key="disclosure-columns",
    sheet="公开专栏",
    about="在政府网站等渠道上开设的政府信息公开专栏。",
    columns=(
        Column("channel", "所在渠道", _CHANNEL, required=True, synonyms=("渠道", "渠道名称")),
        Column("name", "专栏名称", Text(120), required=True, synonyms=("名称",)),
        Column("address", "网址", Text(200)),
        Column("since", "开设日期", Day(), required=True, synonyms=("起始日期", "开通日期")),
        Column("until", "关闭日期", Day(), synonyms=("终止日期",), listed=False),
    ),
    entry=channels.DisclosureColumnEntry,
    model=DisclosureColumn,
    day="since",
    records=lambda agency: DisclosureColumn.objects.filter(channel__agency=agency).select_related(
        "channel"
    ),
    read=lambda column: channels.DisclosureColumnEntry(
        channel=column.channel.name,
        name=column.name,
        address=column.address,
        since=column.since,
        until=column.until,
    ),
    enter=channels.open_column,
    amend=channels.amend_column,
    entering=Action.COLUMN_OPEN,
    amending=Action.COLUMN_AMEND,
    synonyms=("专栏",),
)


def _release_as_read(agency: Agency, entry: releases.ReleaseEntry) -> releases.ReleaseEntry:
    item = item_referred(agency, entry.item, field="item")
    return releases.ReleaseEntry(
        item=reference_to(item),
        channel=entry.channel,
        released_on=entry.released_on,
        location=entry.location,
    )


RELEASES = Ledger(
    key="releases",
    sheet="发布记录",
    about="公开信息在各渠道的发布，每条信息在每个渠道一行；同一信息在几个渠道发布只计一条。",
    columns=(
        Column(
            "item",
            "公开信息",
            Reference(item_titles, hint="信息名称、索引号或者文号"),
            required=True,
            synonyms=("信息名称", "名称", "标题", "索引号", "文号"),
        ),
        Column("channel", "公开渠道", _CHANNEL, required=True, synonyms=("渠道", "渠道名称")),
        Column(
            "released_on",
            "公开日期",
            Day(),
            required=True,
            synonyms=("发布日期", "发布时间", "公开时间"),
        ),
        Column("location", "网址或位置", Text(300), synonyms=("网址", "位置", "链接")),
    ),
    entry=releases.ReleaseEntry,
    model=Release,
    day="released_on",
    records=lambda agency: (
        Release.objects.filter(item__agency=agency)
        .select_related("channel")
        .prefetch_related(Prefetch("item", referable()))
    ),
    read=lambda release: releases.ReleaseEntry(
        item=reference_to(release.item),
        channel=release.channel.name,
        released_on=release.released_on,
        location=release.location,
    ),
    as_read=_release_as_read,
    enter=releases.make_release,
    amend=releases.amend_release,
    entering=Action.RELEASE_MAKE,
    amending=Action.RELEASE_AMEND,
    synonyms=("发布", "渠道发布", "信息发布"),
)

OCCASIONS = Ledger(
    key="occasions",
    sheet="公开活动",
    about="按次数统计的公开：政府公报、新闻发布会、板报、在线访谈、政策解读、回应热点舆情。",
    columns=(
        Column("held_on", "日期", Day(), required=True, synonyms=("时间", "举办日期", "发布日期")),
        Column(
            "kind",
            "类别",
            Choice(
                Occasion.Kind.choices,
                {
                    "公报": "gazette",
                    "发布会": "press_conference",
                    "访谈": "online_interview",
                    "政策解读": "interpretation",
                    "回应": "response",
                    "舆情回应": "response",
                    "公开栏": "bulletin",
                },
            ),
            required=True,
            synonyms=("类型", "公开形式"),
        ),
        Column("title", "名称", Text(200), required=True, synonyms=("主题", "标题")),
        Column("place", "地点或载体", Text(120), synonyms=("地点", "载体")),
        Column(
            "main_leader_took_part",
            "主要负责同志是否参加",
            YesNo(),
            synonyms=("主要负责同志参加", "主要负责人参加"),
            listed=False,
        ),
        Column("response_channel", "回应渠道", _CHANNEL, listed=False),
    ),
    entry=releases.OccasionEntry,
    model=Occasion,
    day="held_on",
    records=lambda agency: Occasion.objects.filter(agency=agency).select_related(
        "response_channel"
    ),
    read=lambda occasion: releases.OccasionEntry(
        held_on=occasion.held_on,
        kind=occasion.kind,
        title=occasion.title,
        place=occasion.place,
        main_leader_took_part=occasion.main_leader_took_part,
        response_channel=occasion.response_channel.name if occasion.response_channel else "",
    ),
    enter=releases.hold_occasion,
    amend=releases.amend_occasion,
    entering=Action.OCCASION_HOLD,
    amending=Action.OCCASION_AMEND,
    synonyms=("其他公开形式",),
)
