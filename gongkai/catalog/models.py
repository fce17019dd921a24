"""The disclosure guide, the catalog's columns, and the items of the catalog."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Person


class Guide(models.Model):
    """One edition of the disclosure guide (公开指南; 条例 第十二条, 2007: 第十九条)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="guides", verbose_name="机关")
    in_force_on = models.DateField("启用日期")
    classification = models.TextField("信息分类")
    arrangement = models.TextField("编排体系")
    how_to_obtain = models.TextField("获取方式")
    office_name = models.CharField("工作机构名称", max_length=120)
    address = models.CharField("办公地址", max_length=200)
    opening_hours = models.CharField("办公时间", max_length=120)
    phone = models.CharField("联系电话", max_length=60)
    fax = models.CharField("传真号码", max_length=60, blank=True)
    internet_contact = models.CharField("互联网联系方式", max_length=120, blank=True)

    class Meta:
        verbose_name = "公开指南"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "in_force_on"],
                name="one_guide_a_day",
                violation_error_message="同一天已有一版公开指南启用，请更正那一版。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}政府信息公开指南（{self.in_force_on:%Y-%m-%d}）"


class CatalogColumn(models.Model):
    """A column of the agency's catalog (目录栏目, 组配分类)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="catalog_columns", verbose_name="机关"
    )
    title = models.CharField("栏目名称", max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级栏目"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = "目录栏目"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title"],
                name="catalog_column_once",
                violation_error_message="已有同名的栏目，栏目名称不能重复。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="catalog_column_ends_later",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DisclosureItem(models.Model):
    """One piece of government information in the catalog (公开事项, 目录条目)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "拟稿"
        IN_REVIEW = "in_review", "待保密审查"
        REVIEWED = "reviewed", "待审批"
        RETURNED = "returned", "退回修改"
        APPROVED = "approved", "待发布"
        PUBLISHED = "published", "已公开"
        WITHDRAWN = "withdrawn", "已撤回"

    class Validity(models.TextChoices):
        IN_FORCE = "in_force", "有效"
        AMENDED = "amended", "已修改"
        EXPIRED = "expired", "失效"
        REPEALED = "repealed", "废止"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items", verbose_name="机关")
    status = models.CharField("状态", max_length=12, choices=Status.choices)
    # Issued at first publication, never changed, not even when the agency changes.
    index_number = models.CharField("索引号", max_length=100, unique=True, null=True)
    title = models.CharField("信息名称", max_length=300)
    summary = models.TextField("内容概述", blank=True)
    body = models.TextField("正文", blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    generated_on = models.DateField("生成日期")
    published_on = models.DateField("发布日期", null=True)
    # Codes of `gongkai.law.value_lists`.
    topic_category = models.CharField("主题分类", max_length=40, blank=True)
    genre_category = models.CharField("体裁分类", max_length=40, blank=True)
    business_category = models.CharField("业务分类", max_length=40, blank=True)
    concern_category = models.CharField("群众关切分类", max_length=40, blank=True)
    statutory_duty = models.CharField("法定公开事项", max_length=40, blank=True)
    column_category = models.ForeignKey(
        CatalogColumn, models.PROTECT, null=True, related_name="items", verbose_name="目录栏目"
    )
    subject_terms = models.CharField("主题词", max_length=120, blank=True)
    is_normative_document = models.BooleanField("行政规范性文件", default=False)
    validity = models.CharField(
        "有效性", max_length=10, choices=Validity.choices, default=Validity.IN_FORCE
    )
    invalid_on = models.DateField("失效废止日期", null=True)
    drafter = models.ForeignKey(
        Person, models.PROTECT, related_name="drafted_items", verbose_name="拟稿人"
    )
    drafted_on = models.DateField("拟稿日期")
    # Published before this program was used, or outside it, and entered afterwards.
    is_registered = models.BooleanField("补录", default=False)

    class Meta:
        verbose_name = "公开信息"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title", "document_number", "generated_on"],
                condition=~Q(status="withdrawn"),
                name="item_once",
                violation_error_message=(
                    "已有名称、文号、生成日期都相同的信息；如果确是另一条，请在名称中加以区分。"
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "draft",
                        "in_review",
                        "reviewed",
                        "returned",
                        "approved",
                        "published",
                        "withdrawn",
                    ]
                ),
                name="item_status",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["published", "withdrawn"])
                & Q(index_number__isnull=False, published_on__isnull=False)
                | ~Q(status__in=["published", "withdrawn"])
                & Q(index_number__isnull=True, published_on__isnull=True),
                name="published_has_index_number",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("generated_on")),
                name="published_after_generated",
                violation_error_message="发布日期不能早于生成日期。",
            ),
            models.CheckConstraint(
                condition=Q(validity__in=["in_force", "amended"], invalid_on__isnull=True)
                | Q(validity__in=["expired", "repealed"], invalid_on__isnull=False),
                name="invalid_has_a_day",
                violation_error_message=(
                    "失效、废止的信息须写明失效废止日期，其他的信息不写这一日期。"
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "published_on"], name="item_agency_published"),
            models.Index(fields=["agency", "status"], name="item_agency_status"),
            # Ledgers name items by title or number, row by row.
            models.Index(fields=["agency", "title"], name="item_agency_title"),
            models.Index(fields=["agency", "document_number"], name="item_agency_number"),
        ]

    def __str__(self) -> str:
        return self.title

    def publisher_on(self, day: date) -> str:
        """The agency's name of that day, as the item must keep it."""
        return self.agency.name_on(day)


class IndexNumberScheme(models.Model):
    """How an agency forms its index numbers from a day on (索引号规则)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="index_number_schemes", verbose_name="机关"
    )
    template = models.CharField("索引号规则", max_length=60)
    serial_width = models.PositiveSmallIntegerField("序号位数", default=5)
    since = models.DateField("启用日期")

    class Meta:
        verbose_name = "索引号规则"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "since"],
                name="one_index_scheme_a_day",
                violation_error_message="同一天已有一条索引号规则启用，请更正那一条。",
            )
        ]

    def __str__(self) -> str:
        return self.template


class IndexNumberSeries(models.Model):
    """The last serial of index numbers an agency has issued in a year."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    last_serial = models.PositiveIntegerField("最后序号", default=0)

    class Meta:
        verbose_name = "索引号序列"
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="index_series_once")]

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.year}"
