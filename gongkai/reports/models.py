"""The annual report, the statements it rests on beside the registers, and its steps."""

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency, Person
from gongkai.catalog.models import DisclosureItem
from gongkai.law.report_forms import FIGURES, LEDGERS, Nature
from gongkai.publication.models import Finding, SecrecyReview


def registers() -> list[tuple[str, str]]:
    """The registers that figures are counted from, by key."""
    counted = {spec.ledger for spec in FIGURES.values() if spec.nature is Nature.COUNTED}
    return [(key, label) for key, label in LEDGERS.items() if key in counted]


def stated_figures() -> list[tuple[str, str]]:
    """The figures that are stated by hand, by key."""
    return [(key, spec.label) for key, spec in FIGURES.items() if spec.nature is Nature.STATED]


class ReportProblem(models.Model):
    """A problem of the year with the measure that answers it (主要问题和改进措施)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="report_problems", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    position = models.PositiveSmallIntegerField("序号")
    problem = models.TextField("存在问题", blank=True)
    measure = models.TextField("改进措施")
    stated_on = models.DateField("登记日期")

    class Meta:
        verbose_name = "问题和改进措施"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "position"], name="problem_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.measure


class NilReturn(models.Model):
    """The statement that nothing of one kind happened in a year (零报告).

    Without it a register with no entry means "not recorded", never zero.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="nil_returns", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    # The key of the ledger that has no entry, as in `FigureSpec.ledger`.
    ledger = models.CharField("台账", max_length=60, choices=registers)
    stated_on = models.DateField("报告日期")

    class Meta:
        verbose_name = "零报告"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "ledger"], name="nil_return_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_ledger_display()}"


class StatedFigure(models.Model):
    """A figure no register of ours counts, stated by hand with its basis (填报指标)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="stated_figures", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    figure = models.CharField("指标", max_length=80, choices=stated_figures)
    value = models.DecimalField("数值", max_digits=16, decimal_places=2)
    basis = models.CharField("依据", max_length=200)
    stated_on = models.DateField("填报日期")

    class Meta:
        verbose_name = "填报指标"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "figure"], name="stated_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_figure_display()}"


class AnnualReport(models.Model):
    """One agency's report on one year (条例 第四十九条、第五十条; 2007: 第三十一条)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "编制中"
        CHECKED = "checked", "已核对"
        APPROVED = "approved", "已审签"
        PUBLISHED = "published", "已发布"

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="annual_reports", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    form = models.CharField("报告格式", max_length=20)
    status = models.CharField("状态", max_length=10, choices=Status.choices)
    compiler = models.ForeignKey(
        Person, models.PROTECT, related_name="compiled_reports", verbose_name="编制人"
    )
    compiled_on = models.DateField("编制日期")

    class Meta:
        verbose_name = "年度报告"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="one_report_a_year"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "checked", "approved", "published"]),
                name="report_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"


class ReportText(models.Model):
    """A paragraph of the form as the office worded it; figures stay placeholders in it."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="texts", verbose_name="年度报告"
    )
    # The paragraph's key in the form's data.
    paragraph = models.CharField("段落", max_length=80)
    text = models.TextField("文字", blank=True)
    edited_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "报告文字"
        constraints = [
            models.UniqueConstraint(fields=["report", "paragraph"], name="report_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.paragraph}"


class ReportCheck(models.Model):
    """One check of a report: what was found, and on which figures."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="checks", verbose_name="年度报告"
    )
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="核对人")
    checked_on = models.DateField("核对日期")
    findings = models.JSONField("发现")
    figures_digest = models.CharField("数据校验值", max_length=64)

    class Meta:
        verbose_name = "报告核对"

    def __str__(self) -> str:
        return f"{self.report_id} {self.checked_on:%Y-%m-%d}"


class ReportDecision(models.Model):
    """What a reviewer decided on one thing the scan found in a report's text, and why.

    `key` names the finding by its kind, its words and its line (`scanning.Hit.key`): a decision
    stands as long as the line does. Of several the last one counts.
    """

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="decisions", verbose_name="年度报告"
    )
    key = models.CharField("检查发现", max_length=12)
    place = models.CharField("位置", max_length=200)
    excerpt = models.TextField("原文")
    decision = models.CharField("处理决定", max_length=10, choices=Finding.Decision.choices)
    basis = models.CharField("决定依据", max_length=300)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="决定人")
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
    decided_on = models.DateField("决定日期")

    class Meta:
        verbose_name = "报告检查决定"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["keep", "mask", "remove"]), name="report_decision_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.excerpt}"


class ReportReview(models.Model):
    """The secrecy review of a report, as it was checked, before it is published."""

    reviewed_check = models.ForeignKey(
        ReportCheck, models.PROTECT, related_name="reviews", verbose_name="报告核对"
    )
    reviewer = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="保密审查人"
    )
    reviewed_on = models.DateField("审查日期")
    conclusion = models.CharField(
        "审查结论", max_length=20, choices=SecrecyReview.Conclusion.choices
    )
    basis = models.CharField("审查依据", max_length=300)

    class Meta:
        verbose_name = "报告保密审查"
        constraints = [
            models.CheckConstraint(
                condition=Q(conclusion__in=["may_disclose", "may_not_disclose", "refer"]),
                name="report_conclusion",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewed_check_id} {self.reviewed_on:%Y-%m-%d}"


class ReportApproval(models.Model):
    """The leader's signature under a report, as it was checked."""

    approved_check = models.OneToOneField(
        ReportCheck, models.PROTECT, related_name="approval", verbose_name="报告核对"
    )
    approver = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="审签人")
    approved_on = models.DateField("审签日期")

    class Meta:
        verbose_name = "报告审签"

    def __str__(self) -> str:
        return f"{self.approved_check_id} {self.approved_on:%Y-%m-%d}"


class ReportReturn(models.Model):
    """A report sent back to its compiler with what must be corrected."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="returns", verbose_name="年度报告"
    )
    returned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="退回人")
    returned_on = models.DateField("退回日期")
    corrections = models.TextField("修改意见")

    class Meta:
        verbose_name = "报告退回"

    def __str__(self) -> str:
        return f"{self.report_id} {self.returned_on:%Y-%m-%d}"


class PublishedReport(models.Model):
    """A report as published: its figures and text, frozen, and their digest."""

    report = models.OneToOneField(
        AnnualReport, models.PROTECT, related_name="publication", verbose_name="年度报告"
    )
    item = models.OneToOneField(
        DisclosureItem, models.PROTECT, related_name="annual_report", verbose_name="公开信息"
    )
    published_on = models.DateField("发布日期")
    # The report's JSON export and its composed document, exactly as they were.
    figures = models.JSONField("指标")
    document = models.JSONField("文本")
    digest = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = "已发布报告"

    def __str__(self) -> str:
        return f"{self.report_id} {self.digest[:8]}"
