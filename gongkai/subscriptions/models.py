"""Subscriptions, and the mails they cause."""

import secrets

from django.db import models
from django.db.models import Q


def new_token() -> str:
    """A name nobody can guess."""
    return secrets.token_hex(16)


class Subscription(models.Model):
    """One address that is told of what a search newly finds.

    Nothing is kept of a person but the address, and that only as long as the subscription.
    """

    # What links in mails name it by; says nothing of the address.
    token = models.CharField("代号", max_length=32, unique=True, default=new_token)
    address = models.EmailField("电子邮箱")
    # The query part of the search's address, its names in order; empty for everything.
    criteria = models.CharField("检索条件", max_length=2_000, blank=True)
    requested_at = models.DateTimeField("申请时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    # The last day of publication that a digest has covered.
    covered_until = models.DateField("已提醒至", null=True)

    class Meta:
        verbose_name = "订阅"
        constraints = [
            models.UniqueConstraint(fields=["address", "criteria"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, covered_until__isnull=True)
                | Q(confirmed_at__isnull=False, covered_until__isnull=False),
                name="subscription_covers_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"订阅 {self.pk}"


class Mail(models.Model):
    """One mail to a subscriber: written when it is sent, so that it tells nothing outdated.

    waiting → sending → sent, or back to waiting after a refusal, or failed for good. Who dies
    while sending leaves it there, and it is never sent again: better none than two.
    """

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", "请求确认"
        DIGEST = "digest", "每日提醒"

    class Status(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        FAILED = "failed", "未能发送"

    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="mails", verbose_name="订阅"
    )
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    # A digest tells what was published from the first to the last of these days.
    since = models.DateField("起始日期", null=True)
    until = models.DateField("终止日期", null=True)
    status = models.CharField("状态", max_length=8, choices=Status.choices)
    due_at = models.DateTimeField("发送时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    # The kind of the last failure; never its words, which may hold the address.
    failure = models.CharField("失败类别", max_length=60, blank=True)

    class Meta:
        verbose_name = "订阅邮件"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "sending", "sent", "failed"]),
                name="mail_status",
            ),
            models.CheckConstraint(
                condition=Q(kind="confirmation", since__isnull=True, until__isnull=True)
                | Q(kind="digest", since__isnull=False, until__gte=models.F("since")),
                name="digest_has_its_days",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="mail_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
