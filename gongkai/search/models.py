"""The outbox: items whose entry in the index may no longer be right."""

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """An item that was published, changed or withdrawn since the index was written.

    No foreign key: an item that is gone must still be removed from the index.
    """

    item_id = models.BigIntegerField("公开信息编号")
    queued_at = models.DateTimeField("排入时间", db_default=Now())

    class Meta:
        verbose_name = "待更新的检索条目"

    def __str__(self) -> str:
        return str(self.item_id)
