"""A register with personal data, for the tests alone."""

from django.db import models

from gongkai.protection.fields import BlindIndex, EncryptedText
from gongkai.protection.models import Protected
from gongkai.protection.retention import Erasable


class Petitioner(Protected):
    """Somebody who applied: contact kept for 2 years after the case was closed, the rest for 10."""

    kind = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True)
    name = EncryptedText(kind="name")
    id_number = EncryptedText(kind="id_number", blank=True)
    # Before the field it is of: the order must not matter.
    phone_index = BlindIndex(of="phone")
    phone = EncryptedText(kind="phone", blank=True)
    address = EncryptedText(kind="address", blank=True)
    id_number_index = BlindIndex(of="id_number")

    retention = (
        Erasable(("phone", "address"), years=2, after="closed_on", basis="联系方式保存2年"),
        Erasable(("name", "id_number"), years=10, after="closed_on", basis="身份信息保存10年"),
    )

    class Meta:
        app_label = "sample"
        verbose_name = "申请人"
