"""An application as it came, kept untouched, and who it came from, kept apart."""

from functools import partial

from django.db import models
from django.db.models import Q

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.applications.models.application import Application
from gongkai.applications.models.closing import period_from
from gongkai.protection.fields import BlindIndex, EncryptedText
from gongkai.protection.models import Protected, ProtectedFile
from gongkai.protection.retention import Erasable

_KEPT_WITH_THE_CASE = "机关文件材料归档范围和文书档案保管期限规定"


class Submission(models.Model):
    """What came in (来件). Nothing of it is changed later but its days and its query code.

    Without `application` it waits for the confirmation from which its term runs (第三十一条).
    Which of the days counts is a matter of `gongkai.law.receipt`.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="submissions", verbose_name="机关"
    )
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="submission", verbose_name="申请"
    )
    channel = models.CharField("申请渠道", max_length=20)
    submitted_on = models.DateField("提交日期", null=True)
    signed_on = models.DateField("签收日期", null=True)
    arrived_on = models.DateField("实际到达日期", null=True)
    confirmed_on = models.DateField("与申请人确认日期", null=True)
    late_reason = models.CharField("当日没有确认的原因", max_length=200, blank=True)
    applicant_kind = models.CharField("申请人类型", max_length=40, blank=True)
    applicant = models.CharField("申请人", max_length=120)
    content = models.TextField("申请内容")
    wanted_form = models.CharField("获取信息的方式", max_length=60, blank=True)
    delivery = models.CharField("获取信息的途径", max_length=60, blank=True)
    # 2007 regulation only: 生产、生活、科研等特殊需要. Never asked for since 2019-05-15.
    purpose = models.CharField("所需信息的用途", max_length=300, blank=True)
    needs_help = models.CharField("需要的帮助", max_length=200, blank=True)
    is_oral = models.BooleanField("口头申请，由工作人员代填", default=False)
    suggests_disclosure = models.BooleanField("同时建议主动公开", default=False)
    # How the applicant finds the case again without an account; only its hash is kept.
    code_hash = models.CharField("查询码校验值", max_length=128, blank=True)
    came_at = models.DateTimeField("登记时间")
    taken_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="登记账号"
    )

    class Meta:
        verbose_name = "来件"
        indexes = [models.Index(fields=["code_hash"], name="submission_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=False)
                | Q(signed_on__isnull=False)
                | Q(arrived_on__isnull=False),
                name="submission_came_some_day",
            )
        ]

    def __str__(self) -> str:
        return f"来件{self.pk}"


class Identity(Protected):
    """Who applied, apart from the case: encrypted, shown masked, erased in time.

    `id_kind` and `contact` (of an organisation) are not secret.
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="identity", verbose_name="来件"
    )
    id_kind = models.CharField("证件类型", max_length=20, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    id_number = EncryptedText("证件号码", blank=True, kind="id_number")
    phone = EncryptedText("联系电话", blank=True, kind="phone")
    email = EncryptedText("电子邮箱", blank=True, kind="email")
    address = EncryptedText("通信地址", blank=True, kind="address")
    id_number_index = BlindIndex("证件号码索引", of="id_number")
    phone_index = BlindIndex("联系电话索引", of="phone")

    retention = (
        Erasable(
            ("id_number", "phone", "email", "address"),
            years=10,
            after=partial(period_from, "submission__application__"),
            basis=_KEPT_WITH_THE_CASE,
        ),
    )

    class Meta:
        verbose_name = "申请人身份"


class SubmissionFile(ProtectedFile):
    """A file that came with an application: a scan of the letter, or an enclosure."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="files", verbose_name="来件"
    )
    filename = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=4)
    size = models.PositiveBigIntegerField("大小")
    position = models.PositiveSmallIntegerField("顺序")

    retention = (
        Erasable(
            ("original_key",),
            years=10,
            after=partial(period_from, "submission__application__"),
            basis=_KEPT_WITH_THE_CASE,
        ),
    )

    class Meta:
        verbose_name = "来件附件"

    def __str__(self) -> str:
        return self.filename


class IdentityProof(Protected):
    """The proof of who applied (身份证明, 第二十九条): in the database, encrypted."""

    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="proof", verbose_name="来件"
    )
    media_type = models.CharField("类型", max_length=40)
    # The file's content in base64: text, so that keys are rotated as for any other value.
    content = EncryptedText("内容", kind="id_number")

    retention = (
        Erasable(
            ("content",),
            years=1,
            after=partial(period_from, "submission__application__"),
            basis="个人信息保护法 第十九条：实现处理目的所必要的最短时间",
        ),
    )

    class Meta:
        verbose_name = "身份证明"
