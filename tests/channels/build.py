"""Channels of the township."""

from datetime import date

from gongkai.channels.models import Channel, Release
from gongkai.channels.transitions.channels import ChannelEntry, open_channel
from gongkai.channels.transitions.releases import ReleaseEntry, make_release
from tests.build import Town

CHANNELS = (("portal", "镇政府网站"), ("wechat", "青山发布"), ("bulletin_board", "镇公告栏"))


def opened(town: Town) -> list[Channel]:
    """A website, a WeChat account and a board, open since 2015."""
    return [
        open_channel(
            town.agency,
            ChannelEntry(kind=kind, name=name, since=date(2015, 1, 1)),
            acting=town.acting("li"),
        )
        for kind, name in CHANNELS
    ]


def released(town: Town, item: str, channel: str, on: date) -> Release:
    """An item on a channel."""
    return make_release(
        town.agency,
        ReleaseEntry(item=item, channel=channel, released_on=on),
        acting=town.acting("li"),
    )
