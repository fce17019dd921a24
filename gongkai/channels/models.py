"""Where items are released, and the occasions of disclosure: gazettes, conferences, boards."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.catalog.models import DisclosureItem


class Channel(models.Model):
    """A channel an agency discloses through (公开渠道; 条例 第二十三条, 2007: 第十五条)."""

    class Kind(models.TextChoices):
        PORTAL = "portal", "政府网站"
        WECHAT = "wechat", "政务微信"
        WEIBO = "weibo", "政务微博"
        BULLETIN_BOARD = "bulletin_board", "信息公告栏"
        GAZETTE = "gazette", "政府公报"
        PRESS_CONFERENCE = "press_conference", "新闻发布会"
        OTHER = "other", "其他"

        @classmethod
        def online(cls) -> tuple["Channel.Kind", ...]:
            """The kinds that put information on the Internet (网上公开)."""
            return (cls.PORTAL, cls.WECHAT, cls.WEIBO)

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="channels", verbose_name="机关")
    kind = models.CharField("渠道类别", max_length=20, choices=Kind.choices)
    name = models.CharField("渠道名称", max_length=120)
    address = models.CharField("网址或账号", max_length=200, blank=True)
    since = models.DateField("开通日期")
    until = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = "公开渠道"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="channel_once",
                violation_error_message="已有同名的渠道，渠道名称不能重复。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="channel_ends_later",
                violation_error_message="停用日期不能早于开通日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DisclosureColumn(models.Model):
    """A disclosure column on a website (政府信息公开专栏)."""

    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="disclosure_columns", verbose_name="所在渠道"
    )
    name = models.CharField("专栏名称", max_length=120)
    address = models.CharField("网址", max_length=200, blank=True)
    since = models.DateField("开设日期")
    until = models.DateField("关闭日期", null=True)

    class Meta:
        verbose_name = "公开专栏"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "name"],
                name="disclosure_column_once",
                violation_error_message="该渠道已有同名的专栏。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="disclosure_column_ends_later",
                violation_error_message="关闭日期不能早于开设日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Release(models.Model):
    """One item released on one channel; an item may have many and counts once."""

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="releases", verbose_name="公开信息"
    )
    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="releases", verbose_name="公开渠道"
    )
    released_on = models.DateField("公开日期")
    location = models.CharField("网址或位置", max_length=300, blank=True)

    class Meta:
        verbose_name = "发布记录"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "channel", "released_on"],
                name="released_once_a_day",
                violation_error_message="这条信息当天在该渠道的发布已登记过。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.channel}"


class Occasion(models.Model):
    """One occasion of disclosure that is counted by itself: a gazette issue, a conference, …"""

    class Kind(models.TextChoices):
        GAZETTE = "gazette", "政府公报"
        PRESS_CONFERENCE = "press_conference", "新闻发布会"
        BULLETIN = "bulletin", "板报"
        ONLINE_INTERVIEW = "online_interview", "在线访谈"
        INTERPRETATION = "interpretation", "政策解读稿件"
        RESPONSE = "response", "回应公众关注热点或重大舆情"
        OTHER = "other", "其他"

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="occasions", verbose_name="机关"
    )
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    held_on = models.DateField("日期")
    title = models.CharField("名称", max_length=200)
    place = models.CharField("地点或载体", max_length=120, blank=True)
    # 统计表 二（二）1、2: whether the agency's main leader took part.
    main_leader_took_part = models.BooleanField("主要负责同志参加", default=False)
    # 统计表 二（二）4、5: how a response was given; empty for other kinds.
    response_channel = models.ForeignKey(
        Channel, models.PROTECT, null=True, related_name="+", verbose_name="回应渠道"
    )

    class Meta:
        verbose_name = "公开活动"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "held_on", "title"],
                name="occasion_once",
                violation_error_message="同一天同名的公开活动已登记过。",
            )
        ]

    def __str__(self) -> str:
        return self.title
