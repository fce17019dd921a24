"""The items of the catalog."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Person
from gongkai.catalog.models.frame import CatalogColumn

# All by which the lists of the catalog are filtered.
_FILTERED = (
    "agency",
    "topic_category",
    "genre_category",
    "business_category",
    "statutory_duty",
    "column_category",
    "published_on",
    "validity",
    "is_normative_document",
)


def _walked(*fields: str, name: str, condition: Q | None = None) -> models.Index:
    """An index to walk a list of public items in its order, the last field's.

    It holds whatever else may be asked of them: to look into the row of each, past its text,
    takes thirty times as long.
    """
    order = ["status", *fields, "id"]
    others = [field for field in _FILTERED if field not in order]
    return models.Index(fields=[*order, *others], name=name, condition=condition)


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
        MERGED = "merged", "已并入原信息"
        DISCARDED = "discarded", "已作废"

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
    # A revision of a public item is a row of its own until it is published: then its
    # content goes into the original, which keeps its index number, and the row is merged.
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="revisions", verbose_name="所修订的信息"
    )
    change_note = models.CharField("修订说明", max_length=300, blank=True)
    # When somebody must look whether the content still holds.
    review_on = models.DateField("内容复核日期", null=True)

    class Meta:
        verbose_name = "公开信息"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title", "document_number", "generated_on"],
                condition=~Q(status__in=["withdrawn", "discarded"]) & Q(revises__isnull=True),
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
                        "merged",
                        "discarded",
                    ]
                ),
                name="item_status",
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=~Q(status__in=["merged", "discarded"]),
                name="one_open_revision",
                violation_error_message="该信息已有一份修订稿在办理，请继续办理那一份。",
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=False) | ~Q(status="merged") & Q(change_note=""),
                name="only_revisions_merge",
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | ~Q(status__in=["published", "withdrawn"]),
                name="revisions_are_never_public",
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
            # The catalog's lists, each walked in its order.
            _walked("published_on", name="item_by_release"),
            _walked("generated_on", name="item_by_making"),
            *(
                _walked(field, "published_on", name=name)
                for field, name in (
                    ("agency", "item_agency_by_release"),
                    ("topic_category", "item_topic_by_release"),
                    ("genre_category", "item_genre_by_release"),
                    ("business_category", "item_business_by_release"),
                    ("statutory_duty", "item_duty_by_release"),
                    ("column_category", "item_column_by_release"),
                )
            ),
            _walked("agency", "generated_on", name="item_agency_by_making"),
            _walked(
                "validity",
                "published_on",
                name="item_normative_by_release",
                condition=Q(is_normative_document=True),
            ),
            models.Index(fields=["agency", "status"], name="item_agency_status"),
            # Ledgers name items by title or number, row by row.
            models.Index(fields=["agency", "title"], name="item_agency_title"),
            models.Index(fields=["agency", "document_number"], name="item_agency_number"),
            models.Index(
                fields=["review_on"],
                condition=Q(review_on__isnull=False),
                name="item_review_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def publisher_on(self, day: date) -> str:
        """The agency's name of that day, as the item must keep it."""
        return self.agency.name_on(day)
