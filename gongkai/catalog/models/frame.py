"""The disclosure guide, the catalog's columns, and how index numbers are formed."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency


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
