"""Accounts as an agency's administrator keeps them."""

from collections.abc import Callable

import pytest

from gongkai.accounts import transitions as own
from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import RoleGrant
from gongkai.agencies.transitions import accounts
from gongkai.audit.models import Entry
from tests.agencies.build import entries_since
from tests.build import PASSWORD, Town

NEW = "春江-花月-1000"


def _entry(username: str = "feng", password: str = NEW) -> accounts.AccountEntry:
    return accounts.AccountEntry(
        username=username, full_name="冯新人", password=password, role=Role.SPECIALIST
    )


def _changed(username: str) -> User:
    return User.objects.get(username=username)


def test_an_account_is_opened_with_its_first_role(town: Town) -> None:
    count = Entry.objects.count()
    user = accounts.open_account(town.agency, _entry(), acting=town.acting("admin"))
    assert user.check_password(NEW)
    assert RoleGrant.objects.get(user=user).role == Role.SPECIALIST
    assert entries_since(count) == ["account.open", "account.grant"]


@pytest.mark.parametrize(
    ("entry", "field"),
    [(_entry("li"), "username"), (_entry(password="12345678"), "password")],
)
def test_a_taken_name_or_a_weak_password_is_refused(
    town: Town, entry: accounts.AccountEntry, field: str
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        accounts.open_account(town.agency, entry, acting=town.acting("admin"))
    assert refusal.value.field == field


def test_an_account_closes_and_reopens(town: Town) -> None:
    li, acting = town.users["li"], town.acting("admin")
    count = Entry.objects.count()
    with pytest.raises(NotAllowed, match="没有停用"):
        accounts.reopen_account(li.pk, acting=acting)
    accounts.close_account(li.pk, acting=acting)
    assert not _changed("li").is_active
    with pytest.raises(NotAllowed, match="已经停用"):
        accounts.close_account(li.pk, acting=acting)
    accounts.reopen_account(li.pk, acting=acting)
    assert _changed("li").is_active
    assert entries_since(count) == ["account.close", "account.reopen"]


def test_nobody_closes_or_resets_the_own_account(town: Town) -> None:
    admin, acting = town.users["admin"], town.acting("admin")
    with pytest.raises(NotAllowed, match="不能停用自己的账号"):
        accounts.close_account(admin.pk, acting=acting)
    with pytest.raises(NotAllowed, match="修改密码"):
        accounts.reset_password(admin.pk, password=NEW, acting=acting)


def test_a_forgotten_password_is_reset(town: Town) -> None:
    count = Entry.objects.count()
    accounts.reset_password(town.users["li"].pk, password=NEW, acting=town.acting("admin"))
    assert _changed("li").check_password(NEW)
    assert entries_since(count) == ["account.reset"]


ACTS: dict[str, Callable[[Town, str, str], object]] = {
    "close": lambda town, by, whom: accounts.close_account(
        town.users[whom].pk, acting=town.acting(by)
    ),
    "reopen": lambda town, by, whom: accounts.reopen_account(
        town.users[whom].pk, acting=town.acting(by)
    ),
    "reset": lambda town, by, whom: accounts.reset_password(
        town.users[whom].pk, password=NEW, acting=town.acting(by)
    ),
    "open": lambda town, by, whom: accounts.open_account(
        town.agency, _entry(), acting=town.acting(by)
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("by", ["li", "zhao", "sun", "zhou", "qian", "wu", "wang", "zheng"])
def test_only_administrators_keep_accounts(town: Town, act: str, by: str) -> None:
    whom = "qian" if by != "qian" else "li"
    count = Entry.objects.count()
    with pytest.raises(NotAllowed):
        ACTS[act](town, by, whom)
    assert entries_since(count) == []


@pytest.mark.parametrize("act", ["close", "reopen", "reset"])
@pytest.mark.parametrize("whom", ["wang", "zheng"])
def test_an_account_of_elsewhere_is_out_of_reach(town: Town, act: str, whom: str) -> None:
    """Not even with a role here: else the town's administrator could sign in as the county's."""
    RoleGrant.objects.create(user=town.users[whom], agency=town.agency, role=Role.LEADER)
    with pytest.raises(NotAllowed, match="管理范围以外"):
        ACTS[act](town, "admin", whom)


def test_an_account_without_any_role_is_granted_one_first(town: Town) -> None:
    RoleGrant.objects.filter(user=town.users["li"]).delete()
    with pytest.raises(NotAllowed, match="先授予角色"):
        ACTS["close"](town, "admin", "li")


def test_one_changes_the_own_password(town: Town) -> None:
    count = Entry.objects.count()
    own.change_password(current=PASSWORD, password=NEW, acting=town.acting())
    assert _changed("li").check_password(NEW)
    assert entries_since(count) == ["account.password"]


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [("wrong", NEW, "current"), (PASSWORD, PASSWORD, "password"), (PASSWORD, "1234", "password")],
)
def test_a_bad_new_password_is_refused(town: Town, current: str, password: str, field: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        own.change_password(current=current, password=password, acting=town.acting())
    assert refusal.value.field == field
    assert _changed("li").check_password(PASSWORD)
