"""Earlier texts of public items."""

from django.db import models
from django.db.models import F, Q

from gongkai.catalog.models.items import DisclosureItem


class Edition(models.Model):
    """A text of an item that a revision has superseded; the present one stands in the item."""

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="editions", verbose_name="公开信息"
    )
    number = models.PositiveSmallIntegerField("版次")
    title = models.CharField("信息名称", max_length=300)
    summary = models.TextField("内容概述", blank=True)
    body = models.TextField("正文", blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    public_from = models.DateField("公开之日")
    superseded_on = models.DateField("被修订之日")
    # What the revision that followed changed, and why.
    change_note = models.CharField("修订说明", max_length=300)
    revision = models.OneToOneField(
        DisclosureItem, models.PROTECT, related_name="superseded_edition", verbose_name="修订稿"
    )

    class Meta:
        verbose_name = "历史版本"
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(superseded_on__gte=F("public_from")), name="edition_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"
