"""A subscription is asked for, confirmed, ended and forgotten."""

import re
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.subscriptions import tokens
from gongkai.subscriptions.models import Mail, Subscription
from gongkai.subscriptions.transitions import subscribing
from tests.subscriptions.build import ADDRESS, ask, at, confirmed

pytestmark = pytest.mark.django_db


def test_asking_causes_one_mail_and_tells_nothing_yet() -> None:
    ask(" Reader@Example.CN ", "q=养老")
    subscription = Subscription.objects.get()
    assert (subscription.address, subscription.criteria) == (ADDRESS, "q=养老")
    assert subscription.confirmed_at is None
    assert [mail.kind for mail in Mail.objects.all()] == ["confirmation"]
    assert not Entry.objects.exists()


def test_asking_again_makes_no_second_subscription_and_seldom_a_second_mail() -> None:
    ask()
    ask(when=at(1, 10, 59))
    assert Mail.objects.count() == 1
    ask(when=at(1, 11, 1))
    assert Mail.objects.count() == 2
    assert Subscription.objects.count() == 1


def test_asking_for_what_is_confirmed_sends_nothing() -> None:
    confirmed()
    ask(when=at(2))
    assert not Mail.objects.exists()


def test_nobody_fills_the_mailbox_of_another() -> None:
    for number in range(7):
        ask(criteria=f"q={number}")
    assert Mail.objects.count() == 5


def test_confirming_covers_from_today_on_and_can_be_repeated() -> None:
    ask()
    subscription = Subscription.objects.get()
    for day in (3, 4):
        subscribing.confirm(subscription.token, at=at(day))
    subscription.refresh_from_db()
    assert subscription.confirmed_at == at(3)
    assert subscription.covered_until == date(2018, 3, 2)


def test_a_link_is_good_for_seven_days() -> None:
    ask()
    token = Subscription.objects.get().token
    with pytest.raises(NotAllowed, match="确认链接已经失效"):
        subscribing.confirm(token, at=at(8, 10, 1))
    with pytest.raises(NotAllowed, match="确认链接已经失效"):
        subscribing.confirm("none", at=at(1))
    subscribing.confirm(token, at=at(8, 9, 59))


def test_ending_forgets_the_address() -> None:
    subscription = confirmed()
    ask(criteria="q=养老")
    for _ in range(2):
        subscribing.cancel(subscription.token)
    assert [one.criteria for one in Subscription.objects.all()] == ["q=养老"]


def test_what_was_never_confirmed_is_forgotten_after_seven_days() -> None:
    kept = confirmed("kept@example.cn")
    ask()
    assert subscribing.forget(at=at(8, 9, 59)) == 0
    assert subscribing.forget(at=at(8, 10, 1)) == 1
    assert list(Subscription.objects.all()) == [kept]
    assert not Mail.objects.exists()


def test_a_mail_left_in_sending_is_never_sent_again() -> None:
    ask()
    Mail.objects.update(status="sending")
    subscribing.forget(at=at(1, 10, 59))
    assert Mail.objects.get().status == "sending"
    subscribing.forget(at=at(1, 11, 1))
    assert (Mail.objects.get().status, Mail.objects.get().failure) == ("failed", "Interrupted")


def test_a_link_says_nothing_and_is_good_for_one_purpose() -> None:
    ask()
    subscription = Subscription.objects.get()
    link = tokens.link_of(subscription, "confirmation")
    assert re.fullmatch(r"/subscriptions/confirmation/[\w.=-]+/", link)
    assert "reader" not in link
    signed = link.split("/")[3]
    assert tokens.token_in(signed, "confirmation") == subscription.token
    assert tokens.token_in(signed, "cancellation") == ""
    assert tokens.token_in(signed[:-1], "confirmation") == ""
    assert tokens.token_in(subscription.token, "confirmation") == ""
