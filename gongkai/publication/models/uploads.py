"""Files that were uploaded to become a draft and are not confirmed yet."""

from django.db import models

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.intake.files import FileKind


class Upload(models.Model):
    """A file a draft was read from, until its reader confirms or discards it, or its time is up.

    Then file and row go: a confirmed file is kept as an attachment of its draft.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="uploads", verbose_name="机关")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    filename = models.CharField("文件名", max_length=120)
    kind = models.CharField(
        "类型", max_length=4, choices=[(kind.value, kind.value) for kind in FileKind]
    )
    file = models.FileField("文件", max_length=120)
    uploaded_at = models.DateTimeField("上传时间")
    # The last day; the worker deletes it on the next.
    stays_until = models.DateField("保留到")

    class Meta:
        verbose_name = "待核对的上传"

    def __str__(self) -> str:
        return self.filename
