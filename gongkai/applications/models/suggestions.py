"""An applicant suggests that what was applied for be disclosed proactively (第四十四条第二款)."""

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Person
from gongkai.applications.models.application import Application
from gongkai.catalog.models import DisclosureItem


class DisclosureSuggestion(models.Model):
    """The suggestion and what the agency made of it; the law sets no term for either.

    undecided → adopted, with the day of disclosure, → the item it became; or not adopted.
    """

    class Way(models.TextChoices):
        APPLICATION = "application", "随申请提出"
        LATER = "later", "申请以后提出"

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="disclosure_suggestion", verbose_name="申请"
    )
    way = models.CharField("提出方式", max_length=12, choices=Way.choices)
    suggested_on = models.DateField("提出日期")
    reasons = models.TextField("申请人的理由", blank=True)
    is_adopted = models.BooleanField("采纳", null=True)
    opinion = models.TextField("审核意见", blank=True)
    decided_on = models.DateField("审核日期", null=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    publish_on = models.DateField("主动公开的日期", null=True)
    notified_on = models.DateField("答复建议日期", null=True)
    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, null=True, related_name="+", verbose_name="公开的信息"
    )

    class Meta:
        verbose_name = "主动公开的建议"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    is_adopted__isnull=True,
                    decided_on__isnull=True,
                    decided_by__isnull=True,
                    notified_on__isnull=True,
                )
                | Q(is_adopted__isnull=False, decided_on__isnull=False, decided_by__isnull=False),
                name="suggestion_decided_by_somebody",
            ),
            models.CheckConstraint(
                # Undecided is NULL, which a check alone would let pass.
                condition=Q(is_adopted__isnull=False, is_adopted=True, publish_on__isnull=False)
                | Q(
                    Q(is_adopted__isnull=True) | Q(is_adopted=False),
                    publish_on__isnull=True,
                    item__isnull=True,
                ),
                name="suggestion_adopted_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 建议主动公开"
