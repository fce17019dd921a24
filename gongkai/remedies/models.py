"""Administrative reconsideration (行政复议) and litigation (行政诉讼)."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.applications.models import Application, Reopening


class Result(models.TextChoices):
    """Results as the statistics forms count them; a case without one is still pending."""

    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"


_DECIDED = Q(result="", decided_on__isnull=True) | Q(
    result__in=["upheld", "corrected", "other"], decided_on__isnull=False
)
_DECIDED_SENTENCE = "结果和审结日期须一并填写；尚未审结的两项都不填。"
_DECIDED_LATER = Q(decided_on__isnull=True) | Q(decided_on__gte=F("filed_on"))
_LATER_SENTENCE = "审结日期不能早于受理、立案日期。"
_ORDERED = ~Q(result="") | Q(orders_new_answer=False)
_ORDERED_SENTENCE = "责令重新答复的，须填写结果和审结日期。"
_ORDERED_DAY = Q(orders_new_answer=True) | Q(new_answer_by__isnull=True)
_ORDERED_DAY_SENTENCE = "没有责令重新答复的，不填重新答复期限。"
_ONCE_SENTENCE = "该案号已登记过。"


class Reconsideration(models.Model):
    """A reconsideration case about disclosure."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="reconsiderations", verbose_name="机关"
    )
    number = models.CharField("案号", max_length=80)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="reconsiderations", verbose_name="申请"
    )
    filed_on = models.DateField("受理日期")
    authority = models.CharField("复议机关", max_length=120)
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True)
    decided_on = models.DateField("审结日期", null=True)
    is_simplified = models.BooleanField("适用简易程序", default=False)
    # Stages on the way: our brief is due in days from the copy (see `queries.brief_deadline`).
    copy_received_on = models.DateField("收到副本日期", null=True)
    brief_on = models.DateField("提交答复（答辩）日期", null=True)
    heard_on = models.DateField("听证（开庭）日期", null=True)
    # What a lost case orders, and the day it sets; the reopening that followed.
    orders_new_answer = models.BooleanField("责令重新答复", default=False)
    new_answer_by = models.DateField("确定的重新答复期限", null=True)
    followed_by = models.OneToOneField(
        Reopening, models.PROTECT, null=True, related_name="+", verbose_name="重新办理"
    )

    class Meta:
        verbose_name = "行政复议"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"],
                name="reconsideration_once",
                violation_error_message=_ONCE_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_DECIDED,
                name="reconsideration_decided",
                violation_error_message=_DECIDED_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_DECIDED_LATER,
                name="reconsideration_decided_later",
                violation_error_message=_LATER_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_ORDERED,
                name="reconsideration_orders_decided",
                violation_error_message=_ORDERED_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_ORDERED_DAY,
                name="reconsideration_orders_day",
                violation_error_message=_ORDERED_DAY_SENTENCE,
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Lawsuit(models.Model):
    """A lawsuit about disclosure, direct or after reconsideration."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="lawsuits", verbose_name="机关")
    number = models.CharField("案号", max_length=80)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="lawsuits", verbose_name="申请"
    )
    after_reconsideration = models.BooleanField("复议后起诉", default=False)
    filed_on = models.DateField("立案日期")
    court = models.CharField("法院", max_length=120)
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True)
    decided_on = models.DateField("审结日期", null=True)
    # Stages on the way: our brief is due in days from the copy (see `queries.brief_deadline`).
    copy_received_on = models.DateField("收到副本日期", null=True)
    brief_on = models.DateField("提交答复（答辩）日期", null=True)
    heard_on = models.DateField("听证（开庭）日期", null=True)
    # What a lost case orders, and the day it sets; the reopening that followed.
    orders_new_answer = models.BooleanField("责令重新答复", default=False)
    new_answer_by = models.DateField("确定的重新答复期限", null=True)
    followed_by = models.OneToOneField(
        Reopening, models.PROTECT, null=True, related_name="+", verbose_name="重新办理"
    )

    class Meta:
        verbose_name = "行政诉讼"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"],
                name="lawsuit_once",
                violation_error_message=_ONCE_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_DECIDED,
                name="lawsuit_decided",
                violation_error_message=_DECIDED_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_DECIDED_LATER,
                name="lawsuit_decided_later",
                violation_error_message=_LATER_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_ORDERED,
                name="lawsuit_orders_decided",
                violation_error_message=_ORDERED_SENTENCE,
            ),
            models.CheckConstraint(
                condition=_ORDERED_DAY,
                name="lawsuit_orders_day",
                violation_error_message=_ORDERED_DAY_SENTENCE,
            ),
        ]

    def __str__(self) -> str:
        return self.number
