"""The yearly clean-up of documents, information withheld, answers given to several applicants."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Person
from gongkai.applications.models import Application
from gongkai.catalog.models import DisclosureItem


class CleanUp(models.Model):
    """One year's clean-up (清理) of an agency's normative documents."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="clean_ups", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    started_on = models.DateField("开始日期")
    closed_on = models.DateField("结束日期", null=True)
    # The draft that tells the public the results.
    publication = models.OneToOneField(
        DisclosureItem, models.PROTECT, null=True, related_name="clean_up", verbose_name="结果公告"
    )

    class Meta:
        verbose_name = "文件清理"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="one_clean_up_a_year",
                violation_error_message="该年度的文件清理已经开始，请在那一次清理中办理。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, publication__isnull=True)
                | Q(closed_on__gte=F("started_on"), publication__isnull=False),
                name="closed_clean_up_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年规范性文件清理"


class CleanUpResult(models.Model):
    """What a clean-up decided about one document."""

    class Result(models.TextChoices):
        KEEP = "keep", "继续有效"
        AMEND = "amend", "修改"
        REPEAL = "repeal", "废止"
        EXPIRE = "expire", "宣布失效"

    clean_up = models.ForeignKey(
        CleanUp, models.PROTECT, related_name="results", verbose_name="文件清理"
    )
    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="clean_up_results", verbose_name="文件"
    )
    result = models.CharField("清理结果", max_length=10, choices=Result.choices)
    reason = models.CharField("理由", max_length=300)
    # From when a document repealed or expired is no longer valid.
    invalid_on = models.DateField("失效废止日期", null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="决定人")
    decided_on = models.DateField("决定日期")

    class Meta:
        verbose_name = "清理结果"
        constraints = [
            models.UniqueConstraint(fields=["clean_up", "item"], name="clean_up_result_once"),
            models.CheckConstraint(
                condition=Q(result__in=["keep", "amend"], invalid_on__isnull=True)
                | Q(result__in=["repeal", "expire"], invalid_on__isnull=False),
                name="clean_up_result_day",
                violation_error_message="废止、宣布失效须写明失效废止日期，其他结果不写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_result_display()}"


class WithheldInformation(models.Model):
    """Information that is not disclosed and must be looked at again (2019 条例 第十八条)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="withheld_information", verbose_name="机关"
    )
    title = models.CharField("信息名称", max_length=300)
    # A code of `gongkai.law.grounds`.
    ground = models.CharField("不予公开理由", max_length=40)
    decided_on = models.DateField("决定日期")
    next_evaluation_on = models.DateField("下次评估日期", null=True)
    application_number = models.CharField("申请编号", max_length=60, blank=True)
    # Since when it may be disclosed; empty as long as it is withheld.
    reversed_on = models.DateField("改为公开日期", null=True)

    class Meta:
        verbose_name = "不予公开信息"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title", "decided_on"],
                name="withheld_information_once",
                violation_error_message="已登记过同一天决定的同名信息，请核对是否重复登记。",
            ),
            models.CheckConstraint(
                condition=Q(reversed_on__isnull=True) | Q(reversed_on__gte=F("decided_on")),
                name="withheld_reversed_later",
                violation_error_message="改为公开日期不能早于决定日期。",
            ),
            models.CheckConstraint(
                condition=Q(next_evaluation_on__isnull=True)
                | Q(next_evaluation_on__gt=F("decided_on")),
                name="withheld_evaluated_later",
                violation_error_message="下次评估日期须晚于决定日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Evaluation(models.Model):
    """One look at withheld information: does the ground still hold?"""

    class Result(models.TextChoices):
        STILL_WITHHELD = "still_withheld", "仍不予公开"
        DISCLOSE = "disclose", "改为公开"

    withheld = models.ForeignKey(
        WithheldInformation,
        models.PROTECT,
        related_name="evaluations",
        verbose_name="不予公开信息",
    )
    evaluated_on = models.DateField("评估日期")
    result = models.CharField("评估结果", max_length=20, choices=Result.choices)
    reason = models.CharField("理由", max_length=300)
    evaluated_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="评估人"
    )
    draft = models.ForeignKey(
        DisclosureItem, models.PROTECT, null=True, related_name="+", verbose_name="拟稿"
    )

    class Meta:
        verbose_name = "定期评估"
        constraints = [
            models.CheckConstraint(
                condition=Q(result="still_withheld", draft__isnull=True)
                | Q(result="disclose", draft__isnull=False),
                name="evaluation_drafts_what_it_discloses",
            )
        ]

    def __str__(self) -> str:
        return f"{self.withheld} {self.get_result_display()}"


class SharedAnswer(models.Model):
    """What several applicants were given, moved into proactive disclosure (条例 第四十四条)."""

    draft = models.OneToOneField(
        DisclosureItem, models.PROTECT, related_name="shared_answer", verbose_name="拟稿"
    )
    applications = models.ManyToManyField(
        Application, related_name="shared_answers", verbose_name="申请"
    )
    drafted_on = models.DateField("拟稿日期")

    class Meta:
        verbose_name = "多人申请的信息"

    def __str__(self) -> str:
        return str(self.draft)
