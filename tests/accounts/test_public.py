"""The account under which the acts of applicants stand."""

import pytest
from django.test import Client

from gongkai.accounts.models import User
from gongkai.accounts.queries import is_public, public_account
from gongkai.accounts.refusals import NotAllowed
from gongkai.accounts.transitions import open_first_account, reopen_account
from gongkai.agencies.policies import grants_of
from tests.build import PASSWORD, Town

pytestmark = pytest.mark.django_db


def test_one_account_without_role_or_password(town: Town) -> None:
    account = public_account()

    assert public_account() == account
    assert User.objects.filter(username="public").count() == 1
    assert account.full_name == "申请人（网上）"
    assert is_public(account)
    assert not is_public(town.users["li"])
    assert grants_of(account) == []
    assert not account.has_usable_password()


def test_nobody_signs_in_with_it(client: Client, town: Town) -> None:
    account = public_account()

    assert not client.login(username="public", password="")
    with pytest.raises(NotAllowed, match="不能登录"):
        reopen_account(account.pk, acting=town.acting("admin"))


def test_the_first_account_may_still_be_opened() -> None:
    opened_at = public_account().opened_at
    user = open_first_account(username="first", full_name="第一人", password=PASSWORD, at=opened_at)

    assert user.is_active
