"""Somebody asks that a record about themselves be corrected (更正, 2019 第四十一条).

It is no application: no term of the law runs, and no figure of the annual report counts it.
"""

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency, Person
from gongkai.applications.models.application import Application
from gongkai.protection.fields import EncryptedText
from gongkai.protection.models import Protected, ProtectedFile
from gongkai.protection.retention import Erasable


class RecordCorrection(models.Model):
    """The request and what became of it (2019 第四十一条; 2007: 第二十五条第二款).

    registered → verified → decided → carried out, where something is to be done → told.
    """

    class Result(models.TextChoices):
        CORRECTED = "corrected", "审核属实，予以更正"
        TRANSFERRED = "transferred", "转送有权更正的机关"
        REDIRECTED = "redirected", "告知向有权更正的机关提出"
        ACCURATE = "accurate", "审核不属实，不予更正"

    # What the decision leaves to be done before the applicant is told of it.
    TO_BE_DONE = (Result.CORRECTED, Result.TRANSFERRED)
    ELSEWHERE = (Result.TRANSFERRED, Result.REDIRECTED)

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="record_corrections", verbose_name="机关"
    )
    number = models.CharField("登记编号", max_length=60)
    received_on = models.DateField("收到日期")
    # Codes of `gongkai.law.value_lists`, as for applications.
    channel = models.CharField("提出渠道", max_length=20)
    applicant_kind = models.CharField("申请人类型", max_length=40, blank=True)
    applicant = models.CharField("申请人", max_length=120)
    # The case in which the agency provided the record, where there was one.
    earlier = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        related_name="record_corrections",
        verbose_name="提供该记录的申请",
    )
    record = models.TextField("要求更正的记录")
    wrong = models.TextField("不准确之处")
    evidence = models.TextField("证据", blank=True)
    # The agency's own plan: the Regulations set no term.
    planned_on = models.DateField("自定办结日期", null=True)
    verified = models.TextField("审核的事实", blank=True)
    verified_on = models.DateField("审核日期", null=True)
    verified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    result = models.CharField("处理结果", max_length=12, choices=Result.choices, blank=True)
    decision = models.TextField("决定的内容", blank=True)
    other_agency = models.CharField("有权更正的机关", max_length=120, blank=True)
    other_contact = models.CharField("该机关的联系方式", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    done_on = models.DateField("更正（转送）日期", null=True)
    notified_on = models.DateField("告知日期", null=True)

    class Meta:
        verbose_name = "更正申请"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"], name="record_correction_number_once"
            ),
            models.CheckConstraint(
                condition=Q(verified="", verified_on__isnull=True, verified_by__isnull=True)
                | ~Q(verified="") & Q(verified_on__isnull=False, verified_by__isnull=False),
                name="record_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result="", decided_on__isnull=True, decided_by__isnull=True)
                | ~Q(result="")
                & Q(decided_on__isnull=False, decided_by__isnull=False)
                & Q(verified_on__isnull=False),
                name="record_decided_after_verifying",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(result__in=["corrected", "transferred"]),
                name="record_done_as_decided",
            ),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True) | ~Q(result=""),
                name="record_told_after_deciding",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "received_on"], name="record_correction_received")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def waits_to_be_done(self) -> bool:
        """Whether it is decided that something be done that was not done yet."""
        return self.result in self.TO_BE_DONE and self.done_on is None

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        if self.notified_on:
            return "已告知申请人"
        if not self.verified_on:
            return "待审核"
        if not self.decided_on:
            return "待决定"
        return "已决定，待办理" if self.waits_to_be_done else "待告知申请人"


class RecordIdentity(Protected):
    """Who asks, apart from the request: encrypted, shown masked, erased in time."""

    record_correction = models.OneToOneField(
        RecordCorrection, models.PROTECT, related_name="identity", verbose_name="更正申请"
    )
    id_kind = models.CharField("证件类型", max_length=20, blank=True)
    id_number = EncryptedText("证件号码", blank=True, kind="id_number")
    phone = EncryptedText("联系电话", blank=True, kind="phone")
    email = EncryptedText("电子邮箱", blank=True, kind="email")
    address = EncryptedText("通信地址", blank=True, kind="address")

    retention = (
        Erasable(
            ("id_number", "phone", "email", "address"),
            years=10,
            after="record_correction__decided_on",
            basis="机关文件材料归档范围和文书档案保管期限规定",
        ),
    )

    class Meta:
        verbose_name = "更正申请人身份"


class RecordEvidence(ProtectedFile):
    """A file that is to prove what is wrong."""

    record_correction = models.ForeignKey(
        RecordCorrection, models.PROTECT, related_name="files", verbose_name="更正申请"
    )
    filename = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=4)
    size = models.PositiveBigIntegerField("大小")
    position = models.PositiveSmallIntegerField("顺序")

    retention = (
        Erasable(
            ("original_key",),
            years=10,
            after="record_correction__decided_on",
            basis="机关文件材料归档范围和文书档案保管期限规定",
        ),
    )

    class Meta:
        verbose_name = "更正申请的证据"

    def __str__(self) -> str:
        return self.filename
