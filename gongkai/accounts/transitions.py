"""Accounts are opened, closed, reopened and given passwords; roles are granted in `agencies`.

Whether the acting person may do so is a question of agencies, which this room does
not know: pages call `agencies.transitions.accounts`, which asks first.
"""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.queries import PUBLIC, is_public, public_account
from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.calendar import WorkCalendar


@transaction.atomic
def open_first_account(*, username: str, full_name: str, password: str, at: datetime) -> User:
    """Open the first account of an installation; nobody is there yet to act.

    Raises: NotAllowed, once there is an account.
    """
    if User.objects.exclude(username=PUBLIC).exists():
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


@transaction.atomic
def reopen_account(user_id: int, *, acting: Acting) -> User:
    """Let the person of a closed account sign in again.

    Raises: NotAllowed.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.is_active:
        raise NotAllowed("该账号没有停用。")
    if is_public(user):
        raise NotAllowed("该账号代表网上申请人，不能登录。")
    user.is_active = True
    user.save(update_fields=["is_active"])
    log.record(Action.ACCOUNT_REOPEN, user, acting)
    return user


@transaction.atomic
def reset_password(user_id: int, *, password: str, acting: Acting) -> User:
    """Give another person's account a new password; whoever is signed in with it is signed out.

    Raises: NotAllowed.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.pk == acting.by.pk:
        raise NotAllowed("自己的密码请在“修改密码”页面修改。")
    _set_password(user, password)
    user.save(update_fields=["password"])
    log.record(Action.ACCOUNT_RESET, user, acting)
    return user


@transaction.atomic
def change_password(*, current: str, password: str, acting: Acting) -> User:
    """Change the acting person's own password.

    Raises: NotAllowed.
    """
    user = User.objects.select_for_update().get(pk=acting.by.pk)
    if not user.check_password(current):
        raise NotAllowed("现在的密码不对，请重新输入。", field="current")
    if current == password:
        raise NotAllowed("新密码和现在的密码相同，请换一个。", field="password")
    _set_password(user, password)
    user.save(update_fields=["password"])
    log.record(Action.ACCOUNT_PASSWORD, user, acting)
    return user


@transaction.atomic
def set_email(*, email: str, acting: Acting) -> User:
    """Say where the acting person is reminded by mail; an empty address ends the mails."""
    user = User.objects.select_for_update().get(pk=acting.by.pk)
    user.email = email
    user.save(update_fields=["email"])
    log.record(Action.ACCOUNT_EMAIL, user, acting, wants_mail=bool(email))
    return user


@transaction.atomic
def fail_sign_in(username: str, *, at: datetime, calendar: WorkCalendar) -> None:
    """Put on record that a name and a password did not fit; neither is kept.

    Of a name that nobody has, which may be a password in the wrong field, only that it is unknown.
    Nobody is signed in, so it stands as an act of the public.
    """
    public = public_account()
    user = User.objects.filter(username=username).first()
    acting = Acting(by=public, at=at, calendar=calendar)
    log.record(Action.ACCOUNT_FAIL, user or public, acting, known=user is not None)


def _create(username: str, full_name: str, password: str, at: datetime) -> User:
    user = User(username=username, full_name=full_name, opened_at=at)
    _set_password(user, password)
    user.save(force_insert=True)
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise NotAllowed("".join(error.messages), field="password") from None
    user.set_password(password)
