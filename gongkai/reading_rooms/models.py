"""Public reading rooms (查阅场所; 条例 第二十五条, 2007: 第十六条)."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.catalog.models import DisclosureItem


class ReadingRoom(models.Model):
    """A place where the public may read disclosed information."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="reading_rooms", verbose_name="机关"
    )
    name = models.CharField("查阅点名称", max_length=120)
    place = models.CharField("地点", max_length=200)
    opening_hours = models.CharField("开放时间", max_length=120, blank=True)
    has_electronic = models.BooleanField("电子查阅点", default=False)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True)

    class Meta:
        verbose_name = "查阅点"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="reading_room_once",
                violation_error_message="已有同名的查阅点，名称不能重复。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="reading_room_ends_later",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """One piece of information held in a reading room, on paper or electronically."""

    class Medium(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子"

    room = models.ForeignKey(
        ReadingRoom, models.PROTECT, related_name="holdings", verbose_name="查阅点"
    )
    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, null=True, related_name="holdings", verbose_name="公开信息"
    )
    title = models.CharField("资料名称", max_length=300)
    medium = models.CharField("载体", max_length=10, choices=Medium.choices)
    delivered_on = models.DateField("移送日期")

    class Meta:
        verbose_name = "查阅资料"
        constraints = [
            models.UniqueConstraint(
                fields=["room", "title", "medium", "delivered_on"],
                name="holding_once",
                violation_error_message="当天移送该查阅点的同名、同载体资料已登记过。",
            ),
            models.CheckConstraint(
                condition=Q(medium__in=["paper", "electronic"]), name="holding_medium"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VisitCount(models.Model):
    """How many people came to a reading room in a period ending on a day."""

    room = models.ForeignKey(
        ReadingRoom, models.PROTECT, related_name="visit_counts", verbose_name="查阅点"
    )
    since = models.DateField("起始日期")
    counted_on = models.DateField("登记日期")
    visitors = models.PositiveIntegerField("查阅人次")

    class Meta:
        verbose_name = "查阅人次"
        constraints = [
            models.UniqueConstraint(
                fields=["room", "counted_on"],
                name="visits_counted_once",
                violation_error_message="该查阅点当天的查阅人次已登记过。",
            ),
            models.CheckConstraint(
                condition=Q(counted_on__gte=F("since")),
                name="visits_counted_after",
                violation_error_message="登记日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.counted_on:%Y-%m-%d} {self.visitors}人次"


class Loan(models.Model):
    """A document lent out by a reading room."""

    room = models.ForeignKey(
        ReadingRoom, models.PROTECT, related_name="loans", verbose_name="查阅点"
    )
    serial = models.CharField("借阅编号", max_length=40)
    title = models.CharField("借阅文件", max_length=300)
    lent_on = models.DateField("借出日期")
    returned_on = models.DateField("归还日期", null=True)

    class Meta:
        verbose_name = "借阅"
        constraints = [
            models.UniqueConstraint(
                fields=["room", "serial"],
                name="loan_once",
                violation_error_message="该查阅点已有这个借阅编号，编号不能重复。",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
                name="loan_returned_later",
                violation_error_message="归还日期不能早于借出日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.title}"
