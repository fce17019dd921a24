"""Notices and days that came after, or stand beside, the base data of the law."""

from django.db import models


class Notice(models.Model):
    """A notice on days off as this office entered it: national, amending, or local."""

    class Scope(models.TextChoices):
        NATIONAL = "national", "国务院办公厅通知"
        LOCAL = "local", "本地规定"

    scope = models.CharField("范围", max_length=10, choices=Scope.choices)
    title = models.CharField("通知名称", max_length=200, unique=True)
    number = models.CharField("文号", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("年份")
    issued_on = models.DateField("印发日期")

    class Meta:
        verbose_name = "放假安排通知"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["national", "local"]), name="calendar_notice_scope"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Day(models.Model):
    """One day the notice takes off or makes a working day."""

    class Kind(models.TextChoices):
        OFF = "off", "放假"
        WORK = "work", "上班"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="days", verbose_name="通知")
    date = models.DateField("日期")
    kind = models.CharField("安排", max_length=4, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)

    class Meta:
        verbose_name = "特殊日"
        constraints = [
            models.UniqueConstraint(fields=["notice", "date"], name="one_arrangement_per_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["off", "work"]), name="calendar_day_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()}"
