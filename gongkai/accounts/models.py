"""People who sign in. What they may do is granted per agency, in `agencies`."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Finds accounts by the name they sign in with."""


class User(AbstractBaseUser):
    """One account of one person."""

    username = models.CharField("账号", max_length=60, unique=True)
    full_name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    opened_at = models.DateTimeField("开通时间")
    # Where the office reminds its person; empty for whoever wants no mail.
    email = models.EmailField("提醒邮箱", blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    # The day on which the account acts or reads, told by who loaded it: `Acting` and the
    # middleware of `web`. It decides whose deputy the person is; without it nobody's.
    today: date | None = None
    # What `agencies.policies` has read of it.
    deputyships: list[Any] | None = None
    # For the actions it was last permitted as a deputy: whose duty each is, for the audit log.
    acts_for: Mapping[str, str] = MappingProxyType({})

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.full_name
