"""One row per action, chained by hash: a row changed or removed later breaks the chain."""

from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.audit.actions import Action
from gongkai.intake.html import text_of

# A longer text is shown by its beginning.
_LONGEST = 100


class Entry(models.Model):
    """One action by one person on one record; never updated, never deleted."""

    action = models.CharField("动作", max_length=60)
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    # The account is a lower floor than nothing: audit stands below accounts,
    # so the class cannot be named here.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经办账号", related_name="+"
    )
    at = models.DateTimeField("时间")
    data = models.JSONField("内容")
    digest = models.CharField("校验值", max_length=64, unique=True)

    class Meta:
        verbose_name = "审计记录"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.sentence}"

    @property
    def on(self) -> date:
        """The day it was done, in the office's time."""
        return timezone.localdate(self.at)

    @property
    def time(self) -> str:
        """The hour and minute of that day: 09:05."""
        return f"{timezone.localtime(self.at):%H:%M}"

    @property
    def sentence(self) -> str:
        """What was done, in Chinese."""
        return Action(self.action).label

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What a correction changed: the field's name, what it was, what it is.

        A reference shows as changed without its numbers, which would say nothing; a text by the
        beginning of its words.
        """
        model = apps.get_model(self.subject_type)
        fields: dict[str, Any] = {field.name: field for field in model._meta.concrete_fields}
        # Of a row that fills several records the log gives the names of the other fields itself.
        labels = self.data.get("labels", {})
        return [
            (
                labels.get(name) or str(fields[name].verbose_name if name in fields else name),
                _shown(fields.get(name), pair[0], "原记录"),
                _shown(fields.get(name), pair[1], "新记录"),
            )
            for name, pair in self.data.get("changes", {}).items()
        ]


def _shown(field: Any, value: Any, reference: str) -> str:
    if isinstance(field, models.ForeignKey):
        return reference
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, models.TextField) and value:
        line = " ".join(text_of(value).split())
        return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    choices = dict(field.flatchoices) if field else {}
    return "" if value is None else str(choices.get(value, value))
