"""What is typed and not saved yet."""

from django.db import models
from django.db.models import Q

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.catalog.models import DisclosureItem


class WorkingCopy(models.Model):
    """What a person has typed into the form of a draft and not saved, and that they are at it.

    It belongs to nobody's record: it is overwritten as the person types and goes when they save.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    # None for a draft that was never saved.
    item = models.ForeignKey(
        DisclosureItem,
        models.PROTECT,
        null=True,
        related_name="working_copies",
        verbose_name="公开信息",
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    opened_at = models.DateTimeField("打开时间")
    seen_at = models.DateTimeField("最近在场")
    kept_at = models.DateTimeField("暂存时间", null=True)
    # What the form was opened with: see `queries.revision_token`.
    token = models.CharField("版本", max_length=64, blank=True)
    answers = models.JSONField("填写的内容", default=dict)

    class Meta:
        verbose_name = "未保存的修改"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(item__isnull=False),
                name="working_copy_of_an_item_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "user"],
                condition=Q(item__isnull=True),
                name="working_copy_of_a_new_draft_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M}"
