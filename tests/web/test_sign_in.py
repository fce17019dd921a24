"""Signing in: guesses are limited where they come from, and stay on record without their words."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from gongkai.audit.models import Entry
from tests.build import PASSWORD, SHANGHAI, Town

AT = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)
GUESSED = "猜的-密码-2018"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def sign_in(username: str, password: str, *, source: str = "198.51.100.7") -> HttpResponse:
    posted = {"username": username, "password": password}
    return Client().post("/desk/login/", posted, REMOTE_ADDR=source)  # type: ignore[return-value]


def failures() -> list[Entry]:
    return list(Entry.objects.filter(action="account.fail").order_by("pk"))


def test_ten_wrong_guesses_for_an_account_from_one_source(town: Town) -> None:
    assert {sign_in("li", GUESSED).status_code for _ in range(10)} == {200}
    refused = sign_in("li", PASSWORD)
    assert refused.status_code == 429
    said = refused.content.decode()
    assert "这个账号登录失败太多，请在3月1日10时07分以后再试。" in said
    assert 'value="li"' in said
    assert PASSWORD not in said
    assert "sessionid" not in refused.cookies
    # Neither another account there nor the same one elsewhere is shut out.
    assert sign_in("zhao", PASSWORD).status_code == 302
    assert sign_in("li", PASSWORD, source="203.0.113.9").status_code == 302


def test_sixty_wrong_guesses_for_any_accounts_from_one_source(town: Town) -> None:
    for number in range(60):
        assert sign_in(f"niemand{number}", GUESSED).status_code == 200
    assert "从您的网络登录失败太多" in sign_in("li", PASSWORD).content.decode()
    assert sign_in("li", PASSWORD, source="203.0.113.9").status_code == 302


def test_signing_in_uses_nothing_up(town: Town) -> None:
    assert {sign_in("li", PASSWORD).status_code for _ in range(70)} == {302}
    assert failures() == []


def test_after_a_while_one_may_try_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(10):
        sign_in("li", GUESSED)
    later = AT + timedelta(minutes=7)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert sign_in("li", PASSWORD).status_code == 302


def test_a_failure_stays_on_record_without_what_was_typed(town: Town) -> None:
    sign_in("li", GUESSED)
    sign_in(GUESSED, "li")
    sign_in("li", "")
    known, unknown = failures()
    assert (known.subject_id, known.data) == (town.users["li"].pk, {"known": True})
    assert unknown.data == {"known": False}
    assert unknown.subject_id not in {user.pk for user in town.users.values()}
    assert known.by.username == unknown.by.username == "public"
    assert known.at == AT


def test_past_the_limit_the_log_does_not_grow(town: Town) -> None:
    for _ in range(13):
        sign_in("li", GUESSED)
    assert len(failures()) == 10
