"""The documents on an item's way to the public: review, approval, return, withdrawal."""

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Person
from gongkai.catalog.models import DisclosureItem


class SecrecyReview(models.Model):
    """The recorded secrecy review of one item (保守国家秘密法实施条例 第四十二条: 逐项)."""

    class Conclusion(models.TextChoices):
        MAY_DISCLOSE = "may_disclose", "可以公开"
        MAY_NOT_DISCLOSE = "may_not_disclose", "不得公开"
        REFER = "refer", "报有关主管部门或者保密行政管理部门确定"

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="secrecy_reviews", verbose_name="公开信息"
    )
    reviewer = models.ForeignKey(
        Person, models.PROTECT, related_name="secrecy_reviews", verbose_name="保密审查人"
    )
    reviewed_on = models.DateField("审查日期")
    conclusion = models.CharField("审查结论", max_length=20, choices=Conclusion.choices)
    basis = models.CharField("审查依据", max_length=300)
    # What was reviewed: see `queries.text_digest`.
    text_digest = models.CharField("文本校验值", max_length=64)

    class Meta:
        verbose_name = "保密审查"
        constraints = [
            models.CheckConstraint(
                condition=Q(conclusion__in=["may_disclose", "may_not_disclose", "refer"]),
                name="secrecy_conclusion",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_conclusion_display()}"


class Approval(models.Model):
    """The leader's approval of one item for publication."""

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="approvals", verbose_name="公开信息"
    )
    approver = models.ForeignKey(
        Person, models.PROTECT, related_name="approvals", verbose_name="审批人"
    )
    approved_on = models.DateField("审批日期")
    remarks = models.CharField("批示", max_length=300, blank=True)
    # What was approved: see `queries.text_digest`.
    text_digest = models.CharField("文本校验值", max_length=64)

    class Meta:
        verbose_name = "审批"

    def __str__(self) -> str:
        return f"{self.item} {self.approved_on:%Y-%m-%d}"


class Return(models.Model):
    """An item sent back to its drafter with what must be corrected."""

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="returns", verbose_name="公开信息"
    )
    returned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="退回人")
    returned_on = models.DateField("退回日期")
    corrections = models.TextField("修改意见")

    class Meta:
        verbose_name = "退回"

    def __str__(self) -> str:
        return f"{self.item} {self.returned_on:%Y-%m-%d}"


class Withdrawal(models.Model):
    """A published item taken back, and why."""

    item = models.OneToOneField(
        DisclosureItem, models.PROTECT, related_name="withdrawal", verbose_name="公开信息"
    )
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="撤回人"
    )
    withdrawn_on = models.DateField("撤回日期")
    reason = models.CharField("撤回原因", max_length=300)

    class Meta:
        verbose_name = "撤回"

    def __str__(self) -> str:
        return f"{self.item} {self.withdrawn_on:%Y-%m-%d}"
