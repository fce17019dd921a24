"""What was searched and found for an application, and what is decided about it."""

from functools import partial

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from gongkai.accounts.models import User
from gongkai.agencies.models import Person
from gongkai.applications.models import Application, Reopening
from gongkai.applications.models.closing import period_from
from gongkai.catalog.models import DisclosureItem
from gongkai.protection.fields import EncryptedText
from gongkai.protection.models import Protected
from gongkai.protection.retention import Erasable


class SearchRecord(models.Model):
    """A search (检索记录): without one nobody may answer that information does not exist."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="searches", verbose_name="申请"
    )
    searched_on = models.DateField("检索日期")
    # Pairs of where and how: [["镇档案室2014—2016年农业类", "逐卷查阅"], …].
    places = models.JSONField("检索范围和方法")
    asked = models.JSONField("询问的单位和人员", default=list, blank=True)
    result = models.CharField("检索结果", max_length=500)
    searched_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="检索人")

    class Meta:
        verbose_name = "检索记录"

    def __str__(self) -> str:
        return f"{self.application} 检索{self.searched_on:%Y-%m-%d}"


class FoundDocument(models.Model):
    """A document found, with its judgement: the inventory of a decision, withheld ones included.

    Each round of a case, the first and each reopening, has a list of its own.
    """

    class Judgement(models.TextChoices):
        GIVE = "give", "公开"
        PARTLY = "partly", "部分公开"
        WITHHOLD = "withhold", "不予公开"
        ALREADY_PUBLIC = "already_public", "已主动公开"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="found_documents", verbose_name="申请"
    )
    reopening = models.ForeignKey(
        Reopening,
        models.PROTECT,
        null=True,
        related_name="found_documents",
        verbose_name="重新办理",
    )
    position = models.PositiveSmallIntegerField("顺序")
    title = models.CharField("名称", max_length=200)
    document_number = models.CharField("文号", max_length=80, blank=True)
    dated = models.DateField("成文日期", null=True)
    judgement = models.CharField("处理意见", max_length=16, choices=Judgement.choices, blank=True)
    # A code of `gongkai.law.grounds` and the facts it asks for, by the law's names of them.
    ground = models.CharField("理由", max_length=40, blank=True)
    reasons = models.JSONField("具体理由", default=dict, blank=True)
    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, null=True, related_name="+", verbose_name="已公开信息"
    )
    filename = models.CharField("文件名", max_length=120, blank=True)
    kind = models.CharField("类型", max_length=4, blank=True)
    size = models.PositiveBigIntegerField("大小", null=True)
    # Content-addressed. The original is never given out; the applicant gets the released copy.
    original = models.FileField("原件", max_length=120, blank=True)
    released = models.FileField("提供件", max_length=120, blank=True)
    sha256 = models.CharField("提供件校验值", max_length=64, blank=True)
    page_count = models.PositiveIntegerField("页数", null=True)
    # Numbers of a Word file's pictures that somebody looked at and found nothing to remove in.
    cleared_pictures = models.JSONField("可以提供的图片", default=list, blank=True)

    class Meta:
        verbose_name = "检索到的文件"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"],
                condition=Q(reopening__isnull=True),
                name="found_document_position_once",
            ),
            models.UniqueConstraint(
                fields=["reopening", "position"], name="found_document_position_once_anew"
            ),
            models.CheckConstraint(
                condition=Q(released="", sha256="") | ~Q(released="") & ~Q(sha256=""),
                name="found_document_copy_checked",
            ),
            # What is withheld has no copy that could leave.
            models.CheckConstraint(
                condition=~Q(judgement="withhold") | Q(released=""),
                name="withheld_document_has_no_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def documents_of(application: Application, round_id: int | None) -> models.QuerySet[FoundDocument]:
    """The list of one round in its order: the first, or that of the reopening with this key."""
    found = application.found_documents.filter(reopening=round_id)
    return found.order_by("position", "pk")


def grounds_of(document: FoundDocument) -> list[str]:
    """The grounds on which a document, or what is covered in it, is withheld; its own first.

    Of a copy with marks those that the marks bear.
    """
    if document.judgement == FoundDocument.Judgement.PARTLY:
        marks = marks_in_order(document)
        borne = list(dict.fromkeys(marks.values_list("ground", flat=True)))
        if borne:
            return sorted(borne, key=lambda ground: ground != document.ground)
    return [document.ground] if document.ground else []


class RedactionMark(Protected):
    """A passage or an area of a found document that is removed from the copy, with its ground.

    The passage is what nobody may read, so it stands encrypted.
    """

    document = models.ForeignKey(
        FoundDocument, models.PROTECT, related_name="marks", verbose_name="文件"
    )
    # Which mark it was on this document: the keys are random.
    position = models.PositiveIntegerField("顺序")
    # A text to be removed wherever it stands; or an area of a page in parts of its size. Of a Word
    # file the pictures count as pages, each to be covered whole.
    text = EncryptedText("文字", blank=True, kind="id_number", validators=[MaxLengthValidator(300)])
    page = models.PositiveIntegerField("页", null=True)
    area = models.JSONField("区域", null=True)
    ground = models.CharField("理由", max_length=40)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="标记账号")

    retention = (
        Erasable(
            ("text",),
            years=10,
            after=partial(period_from, "document__application__"),
            basis="机关文件材料归档范围和文书档案保管期限规定",
        ),
    )

    class Meta:
        verbose_name = "遮盖标记"
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=True, area__isnull=True)
                | Q(page__isnull=False, area__isnull=False),
                name="mark_area_on_a_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.ground}"


def marks_in_order(document: FoundDocument) -> models.QuerySet[RedactionMark]:
    """The marks of a document in the order in which they were set."""
    return RedactionMark.objects.filter(document=document).order_by("position", "pk")


class Decision(models.Model):
    """What the agency is going to answer; a signed letter makes it final.

    One for the application itself and one for each time it is reopened.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="decisions", verbose_name="申请"
    )
    reopening = models.OneToOneField(
        Reopening, models.PROTECT, null=True, related_name="decision", verbose_name="重新办理"
    )
    # Codes of `gongkai.law.outcomes` and `gongkai.law.grounds`; `reasons` by the law's names.
    outcome = models.CharField("办理结果", max_length=40)
    ground = models.CharField("理由", max_length=40, blank=True)
    reasons = models.JSONField("具体理由", default=dict, blank=True)
    provided_form = models.CharField("提供形式", max_length=60, blank=True)
    provided_way = models.CharField("提供途径", max_length=120, blank=True)
    provided_at = models.CharField("提供时间", max_length=120, blank=True)
    public_at = models.CharField("已公开的位置", max_length=300, blank=True)
    other_agency = models.CharField("负责的机关", max_length=120, blank=True)
    other_contact = models.CharField("该机关联系方式", max_length=200, blank=True)
    # 不予重复处理: the case in which the same applicant was answered.
    earlier = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="+", verbose_name="已答复的申请"
    )
    # Answers to the questions of `casework.checklists`, by their keys.
    checklist = models.JSONField("签发前核对", default=dict, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="承办账号")
    drafted_at = models.DateTimeField("拟办时间")

    class Meta:
        verbose_name = "办理决定"
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(reopening__isnull=True),
                name="one_first_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} 办理决定"
