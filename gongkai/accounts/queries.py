"""Reads of accounts."""

from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from gongkai.accounts.models import User

PUBLIC = "public"


def public_account() -> User:
    """The account under which the acts of applicants stand in the audit log.

    Nobody signs in with it and it holds no role. It is made at its first use.
    """
    account, _ = User.objects.get_or_create(
        username=PUBLIC,
        defaults={
            "full_name": "申请人（网上）",
            "password": make_password(None),
            "is_active": False,
            "opened_at": datetime(2008, 5, 1, tzinfo=UTC),
        },
    )
    return account


def is_public(user: User) -> bool:
    """Whether an act was an applicant's."""
    return user.username == PUBLIC
