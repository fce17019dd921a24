"""A disclosure application (依申请公开), its answer, and what moved its due date."""

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
    # Somebody is awaited who makes the term begin anew or stand: `due_on` is only the earliest.
    is_stopped = models.BooleanField("期限停止计算", default=False)
    calendar_version = models.CharField("日历版本", max_length=64)
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    archived_on = models.DateField("归档日期", null=True)
    # 一事一申请: the application whose other matters this one takes over.
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", verbose_name="拆分自"
    )
    # One letter answers both; each counts as an application of its own.
    answered_with = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="answered_too", verbose_name="合并答复"
    )

    class Meta:
        verbose_name = "政府信息公开申请"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=["in_hand", "answered"]), name="application_status"
            ),
            models.CheckConstraint(
                condition=~Q(split_from=F("pk")) & ~Q(answered_with=F("pk")),
                name="application_not_its_own",
            ),
            models.CheckConstraint(
                condition=Q(archived_on__isnull=True) | Q(status="answered"),
                name="application_archived_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "received_on"], name="application_received"),
            models.Index(fields=["status", "is_stopped", "due_on"], name="application_due"),
        ]

    def __str__(self) -> str:
        return self.number


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
    # The term it was given under, which a reopening moves no more; None while the clock stood.
    due_on = models.DateField("答复时的期限", null=True)

    class Meta:
        verbose_name = "答复"
        indexes = [models.Index(fields=["replied_on"], name="reply_day")]

    def __str__(self) -> str:
        return f"{self.application} {self.replied_on:%Y-%m-%d}"

    @property
    def is_late(self) -> bool:
        """Whether it came after the term."""
        return self.due_on is not None and self.replied_on > self.due_on


class Withdrawal(models.Model):
    """The applicant takes the application back (撤回), which ends the case.

    The regime of 2019 has a row for it (其他处理), which its `Reply` fills; that of 2008 has
    none, and its case ends without an answer.
    """

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="withdrawal", verbose_name="申请"
    )
    withdrawn_on = models.DateField("撤回日期")
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "撤回"

    def __str__(self) -> str:
        return f"{self.application} {self.withdrawn_on:%Y-%m-%d}"


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


class Reopening(models.Model):
    """An answered case is taken up again, and answered anew; the first answer stays.

    The annual report counts an application once, by its first answer: see docs/law.md.
    """

    class Basis(models.TextChoices):
        OWN = "own", "自行纠正"
        RECONSIDERATION = "reconsideration", "行政复议"
        LAWSUIT = "lawsuit", "行政诉讼"
        SUPERVISION = "supervision", "上级督促"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="reopenings", verbose_name="申请"
    )
    basis = models.CharField("起因", max_length=20, choices=Basis.choices)
    reason = models.CharField("理由", max_length=300)
    reopened_on = models.DateField("重新办理日期")
    # What a decision orders; without it the regime's term runs from the day of reopening.
    due_on = models.DateField("决定确定的答复期限", null=True)
    # Codes of `gongkai.law.outcomes` and `gongkai.law.grounds`; empty until answered anew.
    outcome = models.CharField("办理结果", max_length=40, blank=True)
    ground = models.CharField("理由", max_length=40, blank=True)
    replied_on = models.DateField("重新答复日期", null=True)
    number = models.CharField("答复文号", max_length=60, blank=True)

    class Meta:
        verbose_name = "重新办理"
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(replied_on__isnull=True),
                name="one_open_reopening",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, outcome="")
                | Q(replied_on__gte=F("reopened_on")) & ~Q(outcome=""),
                name="reopening_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.reopened_on:%Y-%m-%d}"
