"""The files that belong to an item."""

from django.db import models
from django.db.models import Q

from gongkai.catalog.models.items import DisclosureItem
from gongkai.intake.files import FileKind


class Attachment(models.Model):
    """A file of an item (附件): what came in, and the copy that goes to the public with it.

    `released` is empty for a file that only the office keeps, such as the draft's own file;
    whatever describes the copy (`sha256`, `text`, `page_count`) is then empty too, so that
    nothing of it can get out. `obstacle` says why a copy that is wanted could not be made.
    """

    item = models.ForeignKey(
        DisclosureItem, models.PROTECT, related_name="attachments", verbose_name="公开信息"
    )
    position = models.PositiveSmallIntegerField("顺序")
    filename = models.CharField("文件名", max_length=120)
    kind = models.CharField(
        "类型", max_length=4, choices=[(kind.value, kind.value) for kind in FileKind]
    )
    size = models.PositiveBigIntegerField("大小")
    # Content-addressed; reached by staff only, through a view that asks who they are.
    original = models.FileField("原件", max_length=120)
    released = models.FileField("公开件", max_length=120, blank=True)
    sha256 = models.CharField("公开件校验值", max_length=64, blank=True)
    text = models.TextField("文字", blank=True)
    page_count = models.PositiveIntegerField("页数", null=True)
    obstacle = models.CharField("不能公开的原因", max_length=300, blank=True)
    # One sentence a line on what a reader of the original does not see at once.
    warnings = models.TextField("隐藏内容", blank=True)

    class Meta:
        verbose_name = "附件"
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="attachment_position_once"),
            models.CheckConstraint(
                condition=Q(released="", sha256="", text="", page_count__isnull=True)
                | ~Q(released="") & ~Q(sha256="") & Q(obstacle=""),
                name="attachment_shows_the_copy_only",
            ),
        ]

    def __str__(self) -> str:
        return self.filename
