"""What is remembered of public forms: how much of a limit is used, which challenges are spent."""

from django.db import models


class Allowance(models.Model):
    """What one key has used of a limit; a key that has all of it back needs no row.

    `key` is a digest with the day in it: after the day nobody's rows can be put together.
    """

    key = models.CharField("校验值", max_length=64, primary_key=True)
    full_at = models.DateTimeField("恢复时间")

    class Meta:
        verbose_name = "限次记录"
        indexes = [models.Index(fields=["full_at"], name="allowance_full")]

    def __str__(self) -> str:
        return self.key[:8]


class SpentChallenge(models.Model):
    """A challenge of a public form that was used; known until it would have expired anyway."""

    salt = models.CharField("随机数", max_length=32, primary_key=True)
    expires_at = models.DateTimeField("失效时间")

    class Meta:
        verbose_name = "用过的验证"
        indexes = [models.Index(fields=["expires_at"], name="spent_challenge_expiry")]

    def __str__(self) -> str:
        return self.salt[:8]
