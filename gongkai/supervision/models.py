"""Complaints (投诉、举报、申诉), inspections of disclosure work, readers' reports of errors."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Person
from gongkai.applications.models import Application
from gongkai.catalog.models import DisclosureItem


class Complaint(models.Model):
    """A complaint, report or appeal about disclosure (条例 第五十一条; 2007: 第三十三条)."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "投诉"
        REPORT = "report", "举报"
        APPEAL = "appeal", "申诉"

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="complaints", verbose_name="机关"
    )
    number = models.CharField("登记编号", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    received_on = models.DateField("收到日期")
    subject = models.CharField("事项", max_length=300)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="complaints", verbose_name="涉及的申请"
    )
    handled_on = models.DateField("办结日期", null=True)
    handling = models.CharField("处理结果", max_length=300, blank=True)

    class Meta:
        verbose_name = "投诉举报申诉"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"],
                name="complaint_once",
                violation_error_message="该登记编号已登记过。",
            ),
            models.CheckConstraint(
                condition=Q(handled_on__isnull=True) | Q(handled_on__gte=F("received_on")),
                name="complaint_handled_later",
                violation_error_message="办结日期不能早于收到日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Inspection(models.Model):
    """An inspection of an agency's disclosure work."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="inspections", verbose_name="被检查机关"
    )
    inspected_on = models.DateField("检查日期")
    inspector = models.CharField("检查单位", max_length=120)
    subject = models.CharField("检查内容", max_length=200)

    class Meta:
        verbose_name = "监督检查"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "inspected_on", "inspector", "subject"], name="inspection_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspected_on:%Y-%m-%d} {self.subject}"


class InspectionFinding(models.Model):
    """What an inspection found, and whether it was put right.

    An inspection that found nothing has one finding without a description, so that
    a ledger row is always one of these.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="findings", verbose_name="检查"
    )
    description = models.CharField("发现的情况", max_length=300, blank=True)
    needs_correction = models.BooleanField("需要整改", default=False)
    corrected_on = models.DateField("整改完成日期", null=True)

    class Meta:
        verbose_name = "检查发现"
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "description"],
                name="finding_once",
                violation_error_message="该次检查的这一情况已登记过。",
            ),
            models.CheckConstraint(
                condition=Q(needs_correction=True) | Q(corrected_on__isnull=True),
                name="finding_corrected_if_needed",
                violation_error_message="填写了整改完成日期的，须标明需要整改。",
            ),
            models.CheckConstraint(
                condition=~Q(description="") | Q(needs_correction=False),
                name="finding_nothing_to_correct",
                violation_error_message="需要整改的，须写明发现的情况。",
            ),
        ]

    def __str__(self) -> str:
        return self.description or "未发现问题"


class ErrorReport(models.Model):
    """What a reader of the portal found wrong in an item (我要纠错), and the answer."""

    class Kind(models.TextChoices):
        TEXT = "text", "错别字或文字不通"
        FACT = "fact", "内容不准确"
        OUTDATED = "outdated", "内容已过时"
        FILE = "file", "附件或链接打不开"
        PRIVACY = "privacy", "泄露个人信息"
        OTHER = "other", "其他"

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="error_reports", verbose_name="公开信息"
    )
    kind = models.CharField("问题类型", max_length=10, choices=Kind.choices)
    text = models.CharField("问题说明", max_length=1000)
    # Only where the reader wants to be answered.
    contact = models.CharField("联系方式", max_length=120, blank=True)
    reported_at = models.DateTimeField("提交时间")
    answer = models.CharField("处理结果", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="处理人"
    )
    answered_on = models.DateField("处理日期", null=True)

    class Meta:
        verbose_name = "公众纠错"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["text", "fact", "outdated", "file", "privacy", "other"]),
                name="error_report_kind",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False),
                name="error_report_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["reported_at"], name="error_report_time")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.text[:30]}"
