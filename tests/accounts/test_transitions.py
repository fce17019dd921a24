"""The first account of an installation; the others are tested in agencies, which ask who may."""

from datetime import datetime

import pytest

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.accounts.transitions import open_account, open_first_account
from tests.build import PASSWORD, SHANGHAI, Town

AT = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)


def test_the_first_account_opens_once(db: None) -> None:
    user = open_first_account(username="root", full_name="总管理员", password=PASSWORD, at=AT)
    assert user.check_password(PASSWORD)
    with pytest.raises(NotAllowed, match="已有账号"):
        open_first_account(username="other", full_name="另一位", password=PASSWORD, at=AT)


@pytest.mark.parametrize("password", ["short", "12345678", "password"])
def test_a_weak_password_opens_nothing(db: None, password: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        open_first_account(username="root", full_name="总管理员", password=password, at=AT)
    assert refusal.value.field == "password"
    assert not User.objects.exists()


def test_a_name_is_taken_once(town: Town) -> None:
    with pytest.raises(NotAllowed, match="账号“li”已被使用"):
        open_account(
            username="li", full_name="另一位", password=PASSWORD, acting=town.acting("admin")
        )
