"""An application that somebody began to write and has not sent."""

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.protection.fields import EncryptedText
from gongkai.protection.models import Protected
from gongkai.protection.retention import Erasable


class Draft(Protected):
    """What was typed so far, encrypted; whoever holds the code goes on with it.

    The worker deletes it thirty days after it was saved; the rule below is only the last resort.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    code_hash = models.CharField("续填码校验值", max_length=64, unique=True)
    content = EncryptedText("填写的内容", kind="id_number")
    saved_on = models.DateField("保存日期")

    retention = (
        Erasable(
            ("content",),
            years=1,
            after="saved_on",
            basis="个人信息保护法 第十九条：实现处理目的所必要的最短时间",
        ),
    )

    class Meta:
        verbose_name = "申请草稿"
        indexes = [models.Index(fields=["saved_on"], name="draft_saved")]
