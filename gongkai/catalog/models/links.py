"""How items refer to each other."""

from django.db import models
from django.db.models import F, Q

from gongkai.catalog.models.items import DisclosureItem


class ItemLink(models.Model):
    """One item interprets, replaces, amends, rests on or belongs to another."""

    class Kind(models.TextChoices):
        INTERPRETS = "interprets", "解读"
        REPLACES = "replaces", "替代"
        AMENDS = "amends", "修改"
        BASED_ON = "based_on", "依据"
        RELATED = "related", "相关"

    source = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="links", verbose_name="公开信息"
    )
    target = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="links_to", verbose_name="所关联的信息"
    )
    kind = models.CharField("关系", max_length=12, choices=Kind.choices)
    # From when the target is replaced or amended; the other kinds have no day.
    effective_on = models.DateField("生效日期", null=True)

    class Meta:
        verbose_name = "信息关联"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                name="item_link_once",
                violation_error_message="这两条信息已有这种关联。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["interprets", "replaces", "amends", "based_on", "related"]),
                name="item_link_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["replaces", "amends"], effective_on__isnull=False)
                | Q(kind__in=["interprets", "based_on", "related"], effective_on__isnull=True),
                name="item_link_has_its_day",
                violation_error_message="替代、修改须写明生效日期，其他的关联不写。",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="item_link_between_two",
                violation_error_message="不能把信息与它自己关联。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
