"""The documents on an item's way to the public: review, approval, return, withdrawal.

A document signed by a deputy names in `on_behalf_of` the person whose duty it was.
"""

from django.db import models
from django.db.models import F, Q

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency, Person
from gongkai.catalog.models import DisclosureItem

MAX_LEVELS = 3


class ReviewScheme(models.Model):
    """How many people review each item of an agency, one after another, from a day on."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="review_schemes", verbose_name="机关"
    )
    levels = models.PositiveSmallIntegerField("审查级数")
    # Whether the approver must be somebody who reviewed the item on no level.
    approver_apart = models.BooleanField("签发人不得参与审核", default=False)
    since = models.DateField("启用日期")

    class Meta:
        verbose_name = "审查级数"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "since"],
                name="one_review_scheme_a_day",
                violation_error_message="同一天已有一条审查级数启用，请更正那一条。",
            ),
            models.CheckConstraint(
                condition=Q(levels__gte=1, levels__lte=MAX_LEVELS),
                name="review_scheme_levels",
                violation_error_message="审查级数为一至三级。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}起{self.levels}级审查"


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
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
    reviewed_on = models.DateField("审查日期")
    # Which submission of the item was reviewed, and as which of its levels; what was
    # reviewed outside this program has no submission.
    submission = models.PositiveSmallIntegerField("送审次数", default=0)
    level = models.PositiveSmallIntegerField("审查级次", default=1)
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
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=MAX_LEVELS), name="secrecy_review_level"
            ),
            models.UniqueConstraint(
                fields=["item", "submission", "level"],
                condition=Q(conclusion="may_disclose"),
                name="one_review_a_level",
            ),
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
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
    approved_on = models.DateField("审批日期")
    remarks = models.CharField("批示", max_length=300, blank=True)
    # When the program is to publish the item by itself, and why it could not.
    publish_at = models.DateTimeField("定时发布时间", null=True)
    failure = models.CharField("未能定时发布的原因", max_length=300, blank=True)
    # What was approved: see `queries.text_digest`.
    text_digest = models.CharField("文本校验值", max_length=64)

    class Meta:
        verbose_name = "审批"
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=Q(publish_at__isnull=False),
                name="approval_publish_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.approved_on:%Y-%m-%d}"


class Return(models.Model):
    """An item sent back to its drafter with what must be corrected."""

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="returns", verbose_name="公开信息"
    )
    returned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="退回人")
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
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


class Discard(models.Model):
    """An item that never became public and is worked on no more, and why (作废)."""

    item = models.OneToOneField(
        DisclosureItem, models.PROTECT, related_name="discard", verbose_name="公开信息"
    )
    discarded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="作废人"
    )
    discarded_on = models.DateField("作废日期")
    reason = models.CharField("作废原因", max_length=300)

    class Meta:
        verbose_name = "作废"

    def __str__(self) -> str:
        return f"{self.item} {self.discarded_on:%Y-%m-%d}"


class ValidityChange(models.Model):
    """A public item is amended, expires or is repealed on a day, which may still come."""

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="validity_changes", verbose_name="公开信息"
    )
    validity = models.CharField("有效性", max_length=10, choices=DisclosureItem.Validity.choices)
    effective_on = models.DateField("生效日期")
    reason = models.CharField("依据", max_length=300)
    registered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="登记账号"
    )
    registered_on = models.DateField("登记日期")
    # Empty as long as the day has not come.
    marked_on = models.DateField("标明之日", null=True)

    class Meta:
        verbose_name = "有效性变更"
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(marked_on__isnull=True),
                name="one_coming_validity_change",
            ),
            models.CheckConstraint(
                condition=Q(validity__in=["amended", "expired", "repealed"]),
                name="validity_change_kind",
            ),
            models.CheckConstraint(
                condition=Q(marked_on__isnull=True) | Q(marked_on__gte=F("effective_on")),
                name="validity_marked_from_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_validity_display()}"
