"""Disclosure applications (依申请公开) and the records of their handling."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Person
from gongkai.calendars.models import Notice


class Application(models.Model):
    """One application; the regime in force on its receipt date governs it."""

    class Status(models.TextChoices):
        IN_HAND = "in_hand", "办理中"
        ANSWERED = "answered", "已办结"

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="applications", verbose_name="机关"
    )
    number = models.CharField("登记编号", max_length=60)
    received_on = models.DateField("收到日期")
    # Codes of `gongkai.law.value_lists`: receipt channel, applicant kind, category.
    channel = models.CharField("申请渠道", max_length=20)
    # Empty before 2019: the forms of the regime of 2008 did not count it.
    applicant_kind = models.CharField("申请人类型", max_length=40, blank=True)
    applicant = models.CharField("申请人", max_length=120)
    content = models.TextField("申请内容")
    category = models.CharField("信息类别", max_length=40, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices)
    # Derived from the clock's events, kept as an index that transitions refresh.
    due_on = models.DateField("答复期限")
    due_is_provisional = models.BooleanField("期限暂定", default=False)
    calendar_version = models.CharField("日历版本", max_length=64)

    class Meta:
        verbose_name = "政府信息公开申请"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=["in_hand", "answered"]), name="application_status"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "received_on"], name="application_received"),
            models.Index(fields=["status", "due_on"], name="application_due"),
        ]

    def __str__(self) -> str:
        return self.number


class Extension(models.Model):
    """The one extension of the answer's term (条例 第三十三条第二款, 2007: 第二十四条第二款)."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="extension", verbose_name="申请"
    )
    working_days = models.PositiveSmallIntegerField("延长工作日")
    # Empty only where an old ledger does not give it.
    reason = models.CharField("理由", max_length=300, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="批准人")
    notified_on = models.DateField("告知日期")

    class Meta:
        verbose_name = "延期"
        constraints = [
            models.CheckConstraint(condition=Q(working_days__gte=1), name="extension_is_longer")
        ]

    def __str__(self) -> str:
        return f"{self.application} 延长{self.working_days}个工作日"


class Reply(models.Model):
    """The answer to an application: one outcome, one row of the annual report."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="reply", verbose_name="申请"
    )
    # Codes of `gongkai.law.outcomes` and `gongkai.law.grounds`.
    outcome = models.CharField("办理结果", max_length=40)
    ground = models.CharField("理由", max_length=40, blank=True)
    replied_on = models.DateField("答复日期")
    number = models.CharField("答复文号", max_length=60, blank=True)

    class Meta:
        verbose_name = "答复"
        indexes = [models.Index(fields=["replied_on"], name="reply_day")]

    def __str__(self) -> str:
        return f"{self.application} {self.replied_on:%Y-%m-%d}"


class DueDateChange(models.Model):
    """A due date moved by a notice on days off: what it was, what it is, and why."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="due_date_changes", verbose_name="申请"
    )
    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="+", verbose_name="放假安排通知"
    )
    before = models.DateField("原期限")
    after = models.DateField("新期限")
    was_provisional = models.BooleanField("原为暂定")
    is_provisional = models.BooleanField("现为暂定")
    changed_at = models.DateTimeField("变更时间")

    class Meta:
        verbose_name = "期限变更"
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after"), was_provisional=F("is_provisional")),
                name="due_date_really_changed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.before:%Y-%m-%d} → {self.after:%Y-%m-%d}"
