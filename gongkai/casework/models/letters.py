"""The letters of a case (文书): their numbers, their reviews, their service."""

from django.db import models
from django.db.models import Q

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency, Person
from gongkai.applications.models import Application, RecordCorrection
from gongkai.law.agency_kinds import AgencyKind


class ServiceMethod(models.TextChoices):
    """How a letter reaches the other side."""

    POST = "post", "邮寄"
    IN_PERSON = "in_person", "当面"
    EMAIL = "email", "电子邮件"
    ONLINE = "online", "网上"


class Numbering(models.Model):
    """How an agency numbers its letters from one day on: 机关代字 and the word of the series.

    Without a series it holds for every series that has no rule of its own, in the usual words.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="numberings", verbose_name="机关"
    )
    series = models.CharField("文书系列", max_length=40, blank=True)
    agency_code = models.CharField("机关代字", max_length=40)
    word = models.CharField("系列字", max_length=40, blank=True)
    since = models.DateField("启用日期")

    class Meta:
        verbose_name = "文号规则"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "series", "since"], name="one_numbering_a_series_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_code}{self.word}"


class SeriesYear(models.Model):
    """The last serial given in a series in a year: locked while the next one is taken."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="series_years", verbose_name="机关"
    )
    series = models.CharField("文书系列", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    last_serial = models.PositiveIntegerField("最后序号", default=0)

    class Meta:
        verbose_name = "文号序列"
        constraints = [
            models.UniqueConstraint(fields=["agency", "series", "year"], name="one_series_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕"


class LetterWording(models.Model):
    """An agency's own wording of one text of a letter (`letters.rewording`), from one day on."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="letter_wordings", verbose_name="机关"
    )
    kind = models.CharField("文书", max_length=8)
    regime = models.CharField("适用条例", max_length=4)
    field = models.CharField("文字的位置", max_length=40)
    text = models.TextField("文字")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = "文书用语"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "regime", "field", "since"], name="one_wording_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"


class RemedySetting(models.Model):
    """Whom an agency's letters name for reconsideration and lawsuits, from one day on.

    No law lets a program derive the court; of the authorities it only knows how many there are.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="remedy_settings", verbose_name="机关"
    )
    # Two where the applicant may choose, parted by 、.
    authorities = models.CharField("行政复议机关", max_length=200)
    court = models.CharField("人民法院", max_length=120)
    online_channel = models.CharField("行政复议网上渠道", max_length=200, blank=True)
    # Where the rule depends on more than the agency's own kind: 垂直管理、司法行政部门.
    kind = models.CharField(
        "确定复议机关的机关类型",
        max_length=24,
        blank=True,
        choices=[(kind.value, kind.label) for kind in AgencyKind],
    )
    since = models.DateField("启用日期")

    class Meta:
        verbose_name = "救济途径"
        constraints = [
            models.UniqueConstraint(fields=["agency", "since"], name="one_remedy_setting_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency} 救济途径"


class Letter(models.Model):
    """One letter, drafted from its subject, reviewed, signed with its number, then served.

    The subject is a case, or a request to correct a record, which is no case.

    What was signed is kept as it was signed (`pdf`, `docx`, `html`); before that it is composed
    anew from the case each time it is looked at, with the officer's `edits`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "起草"
        IN_REVIEW = "in_review", "审核中"
        RETURNED = "returned", "退回修改"
        SIGNED = "signed", "已签发"
        VOIDED = "voided", "作废"

    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="letters", verbose_name="申请"
    )
    record_correction = models.ForeignKey(
        RecordCorrection, models.PROTECT, null=True, related_name="letters", verbose_name="更正申请"
    )
    # A code of gongkai/letters/data, as D2; and the step it tells of: the primary key of a
    # correction, consultation, fee notice …, as `casework.kinds` says for each code.
    kind = models.CharField("文书", max_length=8)
    concerns = models.BigIntegerField("涉及的步骤", null=True)
    edits = models.JSONField("修改的部分", default=dict, blank=True)
    # What only this letter tells, by the names of `casework.kinds`: no step records it.
    particulars = models.JSONField("本文书的事实", default=dict, blank=True)
    # 行政复议法(2023) 第二十二条第二款: what goes out by Internet names another channel.
    delivery = models.CharField("送达方式", max_length=10, choices=ServiceMethod.choices)
    state = models.CharField("状态", max_length=10, choices=State.choices)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="起草账号")
    drafted_at = models.DateTimeField("起草时间")
    series_year = models.ForeignKey(
        SeriesYear, models.PROTECT, null=True, related_name="letters", verbose_name="文号序列"
    )
    serial = models.PositiveIntegerField("序号", null=True)
    number = models.CharField("文号", max_length=80, blank=True)
    signed_on = models.DateField("签发日期", null=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="签发账号"
    )
    # Whose duty the signer did, as a deputy.
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
    pdf = models.FileField("签发件（PDF）", max_length=120, blank=True)
    docx = models.FileField("签发件（DOCX）", max_length=120, blank=True)
    html = models.TextField("签发件（网页）", blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "文书"
        constraints = [
            models.UniqueConstraint(fields=["series_year", "serial"], name="letter_serial_once"),
            models.CheckConstraint(
                condition=Q(state__in=["signed", "voided"])
                | Q(signed_on__isnull=True, serial__isnull=True, number=""),
                name="letter_numbered_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False, record_correction__isnull=True)
                | Q(application__isnull=True, record_correction__isnull=False),
                name="letter_has_one_subject",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="letter_state")]

    def __str__(self) -> str:
        return self.number or f"{self.subject} {self.kind}"

    @property
    def subject(self) -> Application | RecordCorrection:
        """What the letter is about; both have an agency, a day of receipt and letters."""
        return self.record_correction or self.case

    @property
    def case(self) -> Application:
        """The application, for what only letters of a case ask.

        Raises: TypeError, for a letter about a request to correct a record.
        """
        if self.application is None:
            raise TypeError(f"letter {self.pk} is about no application")
        return self.application


class LetterReview(models.Model):
    """One review of a letter before it is signed; whoever drafted it may not review it."""

    class Kind(models.TextChoices):
        SECRECY = "secrecy", "保密审查"
        LEGAL = "legal", "合法性审查"

    class Result(models.TextChoices):
        PASS = "pass", "同意"
        RETURN = "return", "退回"

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="reviews", verbose_name="文书")
    kind = models.CharField("审查", max_length=10, choices=Kind.choices)
    result = models.CharField("结论", max_length=10, choices=Result.choices)
    opinion = models.CharField("意见", max_length=500, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审查账号")
    # Whose duty the reviewer did, as a deputy.
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
    reviewed_at = models.DateTimeField("时间")
    # Of the text that was reviewed: once the letter reads otherwise, the review counts no longer.
    digest = models.CharField("所审文本校验值", max_length=64)

    class Meta:
        verbose_name = "文书审查"

    def __str__(self) -> str:
        return f"{self.letter} {self.get_kind_display()}"


class Service(models.Model):
    """A signed letter is served (送达, 国办公开办函〔2016〕235号).

    `served_on` is the day that counts for the agency's term, by the rule of the method: the day
    of posting, the day of signature, the day it was sent. `received_on` is when it reached the
    other side, from which its own terms run.
    """

    Method = ServiceMethod

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="services", verbose_name="文书")
    method = models.CharField("送达方式", max_length=10, choices=Method.choices)
    carrier = models.CharField("邮政企业", max_length=60, blank=True)
    tracking = models.CharField("邮件编号", max_length=60, blank=True)
    posted_on = models.DateField("交邮日期", null=True)
    sent_at = models.DateTimeField("发送时间", null=True)
    signed_on = models.DateField("签收日期", null=True)
    signed_name = models.CharField("签收人", max_length=60, blank=True)
    returned_on = models.DateField("退回日期", null=True)
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    # When and how somebody agreed who had not chosen to get letters by Internet.
    consent = models.CharField("同意电子送达的情况", max_length=200, blank=True)
    served_on = models.DateField("送达日期")
    received_on = models.DateField("对方收到日期", null=True)
    served_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="送达人")

    class Meta:
        verbose_name = "送达"
        constraints = [
            models.CheckConstraint(
                condition=~Q(method="post") | Q(posted_on__isnull=False), name="post_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(method="in_person") | Q(signed_on__isnull=False),
                name="hand_delivery_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.get_method_display()}"
