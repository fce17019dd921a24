"""How many public items each facet of the catalog holds, kept so that no page must count."""

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.catalog.facets import Facet
from gongkai.catalog.models.items import DisclosureItem


class FacetCount(models.Model):
    """The number of public items with one value of a facet: of one agency, or of all together.

    `count` is the agency's own items, `branch` those with the items of all agencies below it:
    a page that had to add up a province would need longer for that than for all the rest.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="facet_counts", verbose_name="机关"
    )
    facet = models.CharField("分面", max_length=12, choices=Facet.choices)
    value = models.CharField("取值", max_length=60, blank=True)
    count = models.PositiveIntegerField("条数", default=0)
    branch = models.PositiveIntegerField("连同下级的条数", default=0)

    class Meta:
        verbose_name = "目录计数"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "facet", "value"],
                condition=Q(agency__isnull=False),
                name="facet_of_an_agency_once",
            ),
            models.UniqueConstraint(
                fields=["facet", "value"],
                condition=Q(agency__isnull=True),
                name="facet_of_all_once",
            ),
        ]
        indexes = [
            models.Index(fields=["facet", "agency", "count"], name="facet_by_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.value} {self.count}"


class CountedItem(models.Model):
    """What of an item stands in the counts, so that a change takes away what it once added."""

    item = models.OneToOneField(
        DisclosureItem,
        models.PROTECT,
        primary_key=True,
        related_name="counted",
        verbose_name="公开信息",
    )
    facets = models.JSONField("计入的分面")

    class Meta:
        verbose_name = "计入目录的信息"

    def __str__(self) -> str:
        return str(self.item_id)
