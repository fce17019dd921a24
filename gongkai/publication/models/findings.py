"""What is found in a text, and what is remarked on it, before it is public."""

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Person
from gongkai.catalog.models import DisclosureItem
from gongkai.intake import findings


class Finding(models.Model):
    """One place of one text that may have to be hidden, and what the reviewer decided on it.

    Units: `start` and `end` are offsets into the plain text of the place (`queries.places`).
    """

    class Decision(models.TextChoices):
        KEEP = "keep", "可以公开"
        MASK = "mask", "须遮盖"
        REMOVE = "remove", "须删除"

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="findings", verbose_name="公开信息"
    )
    text_digest = models.CharField("文本校验值", max_length=64)
    place = models.CharField("位置", max_length=30)
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")
    # Codes of `gongkai.intake.findings`.
    kind = models.CharField("种类", max_length=20)
    severity = models.CharField("程度", max_length=10)
    excerpt = models.TextField("原文")
    # What stands around it on its line.
    context = models.CharField("上下文", max_length=200)
    decision = models.CharField("处理决定", max_length=10, choices=Decision.choices, blank=True)
    decision_basis = models.CharField("决定依据", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    on_behalf_of = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="代理"
    )
    decided_on = models.DateField("决定日期", null=True)
    # Who put a bar or other words in its place; it stands in no later text.
    masked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="遮盖人"
    )
    masked_on = models.DateField("遮盖日期", null=True)

    class Meta:
        verbose_name = "检查发现"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "text_digest", "place", "start", "end"], name="scan_finding_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="finding_is_not_empty"),
            models.CheckConstraint(
                condition=Q(
                    decision="", decision_basis="", decided_by__isnull=True, decided_on__isnull=True
                )
                | Q(
                    decision__in=["keep", "mask", "remove"],
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                )
                & ~Q(decision_basis=""),
                name="finding_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(masked_by__isnull=True, masked_on__isnull=True)
                | Q(masked_by__isnull=False, masked_on__isnull=False),
                name="finding_masked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.excerpt}"

    @property
    def found(self) -> findings.Finding:
        """The finding as the scan made it: its label, what to put instead, the article."""
        kind, severity = findings.FindingKind(self.kind), findings.Severity(self.severity)
        return findings.Finding(kind, self.start, self.end, self.excerpt, severity)

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells it from the others of its text."""
        return (self.place, self.start, self.end)

    @property
    def conclusion(self) -> str:
        """What became of it, in words; empty while nobody has decided."""
        return "已遮盖" if self.masked_on else self.get_decision_display()

    @property
    def is_settled(self) -> bool:
        """Whether the text may go out with this in it."""
        return self.decision == self.Decision.KEEP


class Comment(models.Model):
    """A remark at a place of an item's text, until it is resolved.

    Units: `start` and `end` as those of a finding.
    """

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="comments", verbose_name="公开信息"
    )
    text_digest = models.CharField("文本校验值", max_length=64)
    place = models.CharField("位置", max_length=30)
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")
    quote = models.TextField("所批注的原文")
    text = models.CharField("批注", max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="批注人")
    at = models.DateTimeField("批注时间")
    resolved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="处理人"
    )
    resolved_on = models.DateField("处理日期", null=True)

    class Meta:
        verbose_name = "批注"
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_on__isnull=True)
                | Q(resolved_by__isnull=False, resolved_on__isnull=False),
                name="comment_resolved_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.text}"
