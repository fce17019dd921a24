"""What follows around a case: the applicant's messages and rating, reminders to the office."""

from functools import partial

from django.db import models
from django.db.models import Q

from gongkai.accounts.models import User
from gongkai.applications.models import Application, RecordCorrection
from gongkai.applications.models.closing import period_from
from gongkai.protection.models import ProtectedFile
from gongkai.protection.retention import Erasable


class ApplicantMessage(ProtectedFile):
    """Something the applicant sends from the status page; the office takes it up as a step."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "补正"
        PAYMENT = "payment", "缴费凭证"
        JUSTIFICATION = "justification", "说明理由"
        WITHDRAWAL = "withdrawal", "撤回申请"
        SUGGESTION = "suggestion", "建议主动公开"
        RECORD = "record", "要求更正与自身相关的记录"
        COMPLAINT = "complaint", "投诉"
        OTHER = "other", "补充说明或者询问"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="messages", verbose_name="申请"
    )
    kind = models.CharField("事项", max_length=16, choices=Kind.choices)
    text = models.TextField("内容", blank=True)
    filename = models.CharField("文件名", max_length=120, blank=True)
    came_at = models.DateTimeField("收到时间")
    taken_up_at = models.DateTimeField("处理时间", null=True)
    taken_up_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="处理账号"
    )
    result = models.CharField("处理结果", max_length=300, blank=True)
    # What the message became, so that who wrote it sees on the page of the case how it stands.
    record_correction = models.OneToOneField(
        RecordCorrection, models.PROTECT, null=True, related_name="message", verbose_name="更正申请"
    )

    retention = (
        Erasable(
            ("original_key",),
            years=10,
            after=partial(period_from, "application__"),
            basis="机关文件材料归档范围和文书档案保管期限规定",
        ),
    )

    class Meta:
        verbose_name = "申请人来信"

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"


class Rating(models.Model):
    """How the applicant found the handling, once, after its end."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="rating", verbose_name="申请"
    )
    score = models.PositiveSmallIntegerField("评分")
    comment = models.CharField("意见", max_length=500, blank=True)
    rated_on = models.DateField("评价日期")

    class Meta:
        verbose_name = "评价"
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_one_to_five")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.score}"


class Reminder(models.Model):
    """A reminder that was given, so that it is given once."""

    class Stage(models.TextChoices):
        FIVE = "five", "剩余五个工作日"
        TWO = "two", "剩余两个工作日"
        TODAY = "today", "今天到期"
        OVERDUE = "overdue", "已逾期"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="reminders", verbose_name="申请"
    )
    stage = models.CharField("阶段", max_length=10, choices=Stage.choices)
    due_on = models.DateField("当时的期限")
    to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提醒对象")
    reminded_on = models.DateField("提醒日期")

    class Meta:
        verbose_name = "期限提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage", "due_on", "to"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_stage_display()}"


class ReminderRound(models.Model):
    """A morning on which everybody was reminded, so that no second one follows."""

    day = models.DateField("日期", unique=True)

    class Meta:
        verbose_name = "提醒日"

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Digest(models.Model):
    """The mail of a day that names the cases somebody is reminded of; written when it is sent.

    With `due_at` it waits, without it is being sent or has ended: who dies while sending leaves
    it there, and it is never sent again. What it names stays on the page Today.
    """

    to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提醒对象")
    day = models.DateField("日期")
    due_at = models.DateTimeField("发送时间", null=True)
    sent_at = models.DateTimeField("送出时间", null=True)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    # The kind of the last failure; never its words, which may hold the address.
    failure = models.CharField("失败类别", max_length=60, blank=True)

    class Meta:
        verbose_name = "提醒邮件"
        constraints = [models.UniqueConstraint(fields=["to", "day"], name="one_digest_a_day")]
        indexes = [models.Index(fields=["day", "due_at"], name="digest_due")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.pk}"
