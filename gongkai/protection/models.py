"""What a record with personal data is, and what remains of an erased one."""

import secrets
from typing import ClassVar

from django.db import models

from gongkai.accounts.models import User
from gongkai.protection.fields import EncryptedText
from gongkai.protection.retention import Erasable

# Whole numbers up to here survive a spreadsheet and JSON.
_LARGEST = 2**53


def random_key() -> int:
    """A primary key that nobody has yet, with odds of a hundred million to one and better."""
    return secrets.randbelow(_LARGEST - 1) + 1


class Protected(models.Model):
    """The base of every model with encrypted fields.

    Its primary key is drawn at random before the row is written, because the key is part of
    what a value is encrypted for; a key given by the database would be known too late.
    """

    id = models.BigIntegerField("编号", primary_key=True, default=random_key, editable=False)

    # Each encrypted field must be named by one of these; the system check says so.
    retention: ClassVar[tuple[Erasable, ...]] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}{self.pk}"


class ProtectedFile(Protected):
    """The base of what bears a file that somebody sent in: it lies encrypted in the storage.

    Written by `catalog.files.keep_protected`, read by `read_protected`; how is said in
    `protection.protected_files`.
    """

    # Reached by staff only, through a view that asks who they are.
    original = models.FileField("原件", max_length=120, blank=True)
    original_key = EncryptedText("原件密钥", blank=True, kind="id_number")

    class Meta:
        abstract = True


class Erasure(models.Model):
    """What was erased from a record, and why; never the values."""

    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    fields = models.JSONField("清除的项目")
    basis = models.CharField("依据", max_length=200)
    counted_from = models.DateField("保存期限起算日")
    erased_on = models.DateField("清除日期")
    erased_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办账号")

    class Meta:
        verbose_name = "个人信息清除记录"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="erasure_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} {self.erased_on:%Y-%m-%d}"
