"""Accounts as an administrator keeps them: the permission is asked, then `accounts` acts."""

from dataclasses import dataclass

from django.db import transaction

from gongkai.accounts import transitions as accounts
from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency, RoleGrant
from gongkai.agencies.transitions.agency import grant
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """A new account and its first role."""

    username: str
    full_name: str
    password: str
    role: Role


@transaction.atomic
def open_account(agency: Agency, entry: AccountEntry, *, acting: Acting) -> User:
    """Open an account and grant its first role at the agency: two acts, two log entries.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.ACCOUNT_OPEN, agency)
    user = accounts.open_account(
        username=entry.username, full_name=entry.full_name, password=entry.password, acting=acting
    )
    grant(agency, user=user, role=entry.role, acting=acting)
    return user


@transaction.atomic
def close_account(user_id: int, *, acting: Acting) -> User:
    """Close an account whose roles all lie within the acting administrator's reach.

    Raises: NotAllowed.
    """
    _permit_for(user_id, Action.ACCOUNT_CLOSE, acting)
    return accounts.close_account(user_id, acting=acting)


@transaction.atomic
def reopen_account(user_id: int, *, acting: Acting) -> User:
    """Reopen an account whose roles all lie within the acting administrator's reach.

    Raises: NotAllowed.
    """
    _permit_for(user_id, Action.ACCOUNT_REOPEN, acting)
    return accounts.reopen_account(user_id, acting=acting)


@transaction.atomic
def reset_password(user_id: int, *, password: str, acting: Acting) -> User:
    """Give an account a new password, where all its roles lie within the administrator's reach.

    Raises: NotAllowed.
    """
    _permit_for(user_id, Action.ACCOUNT_RESET, acting)
    return accounts.reset_password(user_id, password=password, acting=acting)


def _permit_for(user_id: int, action: Action, acting: Acting) -> None:
    """Refuse where the account opens a door that is not this administrator's to keep."""
    grants = RoleGrant.objects.filter(user_id=user_id).select_related("agency")
    if not grants:
        raise NotAllowed("该账号在您的单位没有角色，请先授予角色。")
    for granted in grants:
        if not policies.may(acting.by, action, granted.agency):
            raise NotAllowed(
                "该账号在您管理范围以外的机关还有角色，请由那里或上级的管理员办理；"
                "您可以收回它在本机关的角色。"
            )
