"""Steps of a case that move its term, each a record with its days.

A step whose day is None has been prepared and has not taken effect: its letter has not gone
out. It moves nothing until then.
"""

from functools import partial

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Person
from gongkai.applications.models.application import Application
from gongkai.applications.models.closing import period_from
from gongkai.law.regimes import Consulted
from gongkai.protection.fields import EncryptedText
from gongkai.protection.models import Protected
from gongkai.protection.retention import Erasable


class Extension(models.Model):
    """The one extension of the answer's term (条例 第三十三条第二款, 2007: 第二十四条第二款)."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="extension", verbose_name="申请"
    )
    working_days = models.PositiveSmallIntegerField("延长工作日")
    # Empty only where an old ledger does not give it.
    reason = models.CharField("理由", max_length=300, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="批准人")
    # None while the head has agreed and the notice has not gone out: nothing is extended yet.
    notified_on = models.DateField("告知日期", null=True)

    class Meta:
        verbose_name = "延期"
        constraints = [
            models.CheckConstraint(condition=Q(working_days__gte=1), name="extension_is_longer")
        ]

    def __str__(self) -> str:
        return f"{self.application} 延长{self.working_days}个工作日"


class Correction(models.Model):
    """The applicant is asked, once, to correct what is unclear (补正, 条例 第三十条)."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="correction", verbose_name="申请"
    )
    unclear = models.CharField("不明确之处", max_length=500)
    # One matter a line: all of them at once.
    items = models.TextField("需要补正的事项")
    guidance = models.TextField("指导和释明", blank=True)
    working_days = models.PositiveSmallIntegerField("补正期限（工作日）")
    asked_on = models.DateField("告知日期", null=True)
    served_on = models.DateField("申请人收到日期", null=True)
    # The last day for the applicant; known once the notice was received.
    due_on = models.DateField("补正截止日期", null=True)
    corrected_on = models.DateField("收到补正日期", null=True)
    corrected_content = models.TextField("补正后的申请内容", blank=True)
    lapsed_on = models.DateField("逾期未补正登记日期", null=True)

    class Meta:
        verbose_name = "补正"
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True) | Q(lapsed_on__isnull=True),
                name="correction_came_or_lapsed",
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=False)
                | Q(served_on__isnull=True, corrected_on__isnull=True, lapsed_on__isnull=True),
                name="correction_asked_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 补正"


class Consultation(Protected):
    """Somebody is asked in writing for an opinion (征求意见, 条例 第三十二条至第三十四条)."""

    class Answer(models.TextChoices):
        AGREE = "agree", "同意公开"
        OBJECT_WITH_REASON = "object_with_reason", "不同意公开且有合理理由"
        OBJECT_WITHOUT_REASON = "object_without_reason", "不同意公开但没有合理理由"
        NONE = "none", "逾期未答复"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="consultations", verbose_name="申请"
    )
    who = models.CharField(
        "征求对象", max_length=20, choices=[(who.value, who.label) for who in Consulted]
    )
    party_name = models.CharField("名称（姓名）", max_length=120)
    phone = EncryptedText("联系电话", blank=True, kind="phone")
    address = EncryptedText("地址", blank=True, kind="address")
    email = EncryptedText("电子邮箱", blank=True, kind="email")
    passage = models.TextField("涉及的内容")
    # Only for a party whose answer has no statutory term (2007 regulation, other agencies).
    working_days = models.PositiveSmallIntegerField("答复期限（工作日）", null=True)
    sent_on = models.DateField("发出日期", null=True)
    served_on = models.DateField("对方收到日期", null=True)
    answered_on = models.DateField("答复日期", null=True)
    answer = models.CharField("意见", max_length=24, choices=Answer.choices, blank=True)
    reasons = models.TextField("理由", blank=True)
    # Why the passage is disclosed against a reasoned objection: 公共利益 (第十五条).
    override = models.TextField("公共利益理由", blank=True)

    retention = (
        Erasable(
            ("phone", "address", "email"),
            years=10,
            after=partial(period_from, "application__"),
            basis="机关文件材料归档范围和文书档案保管期限规定",
        ),
    )

    class Meta:
        verbose_name = "征求意见"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer="none", answered_on__isnull=True)
                | ~Q(answer__in=["", "none"]) & Q(answered_on__isnull=False),
                name="opinion_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=False)
                | Q(served_on__isnull=True, answered_on__isnull=True, answer=""),
                name="consultation_sent_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 征求{self.get_who_display()}意见"


class Justification(models.Model):
    """Reasons are asked for because the applications are too many (说明理由, 第三十五条)."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="justification", verbose_name="申请"
    )
    counts = models.CharField("数量、频次情况", max_length=300)
    working_days = models.PositiveSmallIntegerField("说明期限（工作日）")
    asked_on = models.DateField("告知日期", null=True)
    stated_on = models.DateField("说明日期", null=True)
    stated = models.TextField("申请人说明的理由", blank=True)
    is_reasonable = models.BooleanField("理由合理", null=True)
    judged_on = models.DateField("认定日期", null=True)
    # 第三十五条: reasonable, but not to be answered within the term: a later day is set. It counts
    # once the applicant was told.
    delayed_until = models.DateField("确定的延迟答复日期", null=True)
    delay_told_on = models.DateField("延迟答复告知日期", null=True)

    class Meta:
        verbose_name = "说明理由"
        constraints = [
            models.CheckConstraint(
                condition=Q(delayed_until__isnull=True) | Q(is_reasonable=True),
                name="delay_needs_reasons",
            ),
            models.CheckConstraint(
                condition=Q(delay_told_on__isnull=True) | Q(delayed_until__isnull=False),
                name="delay_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 说明理由"

    @property
    def is_delay_untold(self) -> bool:
        """Whether a later day is set of which the applicant does not know yet."""
        return self.delayed_until is not None and self.delay_told_on is None


class FeeNotice(models.Model):
    """The applicant is told to pay for processing (收费通知, 国办函〔2020〕109号 第六条).

    Units: `amount` is whole yuan (元).
    """

    class Method(models.TextChoices):
        PER_ITEM = "per_item", "按件计收"
        PER_PAGE = "per_page", "按量计收"

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="fee_notice", verbose_name="申请"
    )
    method = models.CharField("计收方式", max_length=10, choices=Method.choices)
    why = models.CharField("超过合理范围的情况", max_length=300)
    # The ordinal of the application within its month, or the pages of this application.
    quantity = models.PositiveIntegerField("件次或者页数")
    amount = models.PositiveIntegerField("金额（元）")
    payment = models.CharField("缴纳方式", max_length=300)
    notified_on = models.DateField("发出日期", null=True)
    served_on = models.DateField("申请人收到日期", null=True)
    due_on = models.DateField("缴费截止日期", null=True)
    paid_on = models.DateField("缴费日期", null=True)
    lapsed_on = models.DateField("逾期未缴费登记日期", null=True)

    class Meta:
        verbose_name = "收费通知"
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(lapsed_on__isnull=True),
                name="fee_paid_or_lapsed",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="fee_notice_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.application} 收费通知"


class Transfer(models.Model):
    """A case is handed to the agency whose duty it is; there it is an application of its own."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="transfer", verbose_name="申请"
    )
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="接收机关")
    becomes = models.OneToOneField(
        Application, models.PROTECT, related_name="came_from", verbose_name="接收机关的申请"
    )
    reason = models.CharField("理由", max_length=300)
    transferred_on = models.DateField("移送日期")

    class Meta:
        verbose_name = "移送"
        constraints = [
            models.CheckConstraint(
                condition=~Q(application=F("becomes")), name="transfer_to_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} 移送{self.to_agency}"


class Note(models.Model):
    """An internal note on a case; it never leaves the office."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="notes", verbose_name="申请"
    )
    text = models.TextField("内容")
    written_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    written_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "办理记录"

    def __str__(self) -> str:
        return f"{self.application} {self.written_at:%Y-%m-%d}"
