"""Accounts are opened and closed; roles are granted in `agencies`.

Whether the acting person may do so at an agency is asked there as well, by
`agencies.transitions.agency.grant`: an account without a role opens no door.
"""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@transaction.atomic
def open_first_account(*, username: str, full_name: str, password: str, at: datetime) -> User:
    """Open the first account of an installation; nobody is there yet to act.

    Raises: NotAllowed, once there is an account.
    """
    if User.objects.exists():
        raise NotAllowed("系统中已有账号，请由管理员开通新账号。")
    return _create(username, full_name, password, at)


@transaction.atomic
def open_account(*, username: str, full_name: str, password: str, acting: Acting) -> User:
    """Open an account.

    Raises: NotAllowed.
    """
    if User.objects.filter(username=username).exists():
        raise NotAllowed(f"账号“{username}”已被使用，请换一个。", field="username")
    user = _create(username, full_name, password, acting.at)
    log.record(Action.ACCOUNT_OPEN, user, acting, username=username)
    return user


@transaction.atomic
def close_account(user_id: int, *, acting: Acting) -> User:
    """Close an account; what its person did stays on record.

    Raises: NotAllowed.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.pk == acting.by.pk:
        raise NotAllowed("不能停用自己的账号，请由另一位管理员办理。")
    if not user.is_active:
        raise NotAllowed("该账号已经停用。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    log.record(Action.ACCOUNT_CLOSE, user, acting)
    return user


def _create(username: str, full_name: str, password: str, at: datetime) -> User:
    user = User(username=username, full_name=full_name, opened_at=at)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise NotAllowed("".join(error.messages), field="password") from None
    user.set_password(password)
    user.save(force_insert=True)
    return user
