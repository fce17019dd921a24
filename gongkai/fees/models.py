"""Fees charged to applicants and fees waived."""

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.applications.models import Application


class Fee(models.Model):
    """One charge or waiver, in yuan; the cost fees before 2017 had fen as well."""

    class Kind(models.TextChoices):
        SEARCH = "search", "检索费"
        COPY = "copy", "复制费"
        POSTAGE = "postage", "邮寄费"
        PROCESSING = "processing", "信息处理费"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="fees", verbose_name="机关")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="fees", verbose_name="申请"
    )
    kind = models.CharField("收费项目", max_length=12, choices=Kind.choices)
    charged_on = models.DateField("日期")
    charged = models.DecimalField("收取金额", max_digits=12, decimal_places=2)
    waived = models.DecimalField("减免金额", max_digits=12, decimal_places=2)
    waiver_reason = models.CharField("减免理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "收费"
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "charged_on"], name="fee_once"),
            models.CheckConstraint(condition=Q(charged__gte=0, waived__gte=0), name="fee_amount"),
            models.CheckConstraint(
                condition=Q(kind__in=["search", "copy", "postage", "processing"]), name="fee_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"
