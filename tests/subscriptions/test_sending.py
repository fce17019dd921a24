"""Digests: what they tell, when, and that each is sent at most once."""

import smtplib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from gongkai.subscriptions import tokens
from gongkai.subscriptions.models import Mail, Subscription
from gongkai.subscriptions.sending import send_due
from gongkai.subscriptions.transitions import mailing, subscribing
from gongkai.subscriptions.transitions.mailing import prepare_digests
from tests.build import Town
from tests.portal.build import index_all, published, withdraw_quietly
from tests.subscriptions.build import ADDRESS, SITE, ask, at, confirmed


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


class Refusing(BaseEmailBackend):
    """A mail server that fails as it is told to."""

    opening: Exception | None = None
    sending: Exception | None = None

    def open(self) -> bool | None:
        if self.opening:
            raise self.opening
        return True

    def send_messages(self, messages: Any) -> int:
        if self.sending:
            raise self.sending
        return 1


@pytest.fixture
def refusing(settings: Any) -> Iterator[type[Refusing]]:
    settings.EMAIL_BACKEND = "tests.subscriptions.test_sending.Refusing"
    yield Refusing
    Refusing.opening = Refusing.sending = None


def send(day: int, hour: int = 10, minute: int = 0) -> int:
    return send_due(at=at(day, hour, minute), site=SITE)


def test_the_confirmation(db: None, mailoutbox: list[EmailMessage]) -> None:
    ask(criteria="q=%E5%85%BB%E8%80%81")
    assert send(1) == 1
    assert send(1) == 0
    mail = mailoutbox[0]
    link = tokens.link_of(Subscription.objects.get(), "confirmation")
    assert mail.to == [ADDRESS]
    assert mail.subject == "请确认订阅政府信息公开提醒"
    assert f"{SITE}{link}\n" in mail.body
    assert "检索“养老”的新信息" in mail.body


def test_a_digest_of_the_days_since_the_last(town: Town, mailoutbox: list[EmailMessage]) -> None:
    subscription = confirmed()
    published(town, "早先的通知", published_on=date(2018, 2, 28))
    published(town, "养老补贴办法", index_number="qs/1", published_on=date(2018, 3, 1))
    published(town, "防火通知", published_on=date(2018, 3, 2))
    published(town, "今天的通知", published_on=date(2018, 3, 3))
    index_all()
    assert prepare_digests(at=at(3, 7, 59)) == 0
    assert prepare_digests(at=at(3)) == 1
    assert prepare_digests(at=at(3)) == 0
    assert send(3) == 1
    mail = mailoutbox[0]
    assert mail.subject == "政府信息公开更新提醒"
    assert "现有2条" in mail.body
    assert (
        "养老补贴办法\n青山镇人民政府　2018-03-01\nhttps://open.example.cn/items/qs/1/" in mail.body
    )
    assert mail.body.index("防火通知") < mail.body.index("养老补贴办法")
    assert "早先的通知" not in mail.body
    assert "今天的通知" not in mail.body
    cancellation = f"{SITE}{tokens.link_of(subscription, 'cancellation')}"
    assert mail.extra_headers["List-Unsubscribe"] == f"<{cancellation}>"
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert prepare_digests(at=at(4)) == 1
    send(4)
    assert "今天的通知" in mailoutbox[1].body
    assert "防火通知" not in mailoutbox[1].body


def test_without_news_no_mail(town: Town, mailoutbox: list[EmailMessage]) -> None:
    subscription = confirmed(criteria="q=养老")
    published(town, "防火通知", published_on=date(2018, 3, 1))
    index_all()
    assert prepare_digests(at=at(3)) == 0
    subscription.refresh_from_db()
    assert subscription.covered_until == date(2018, 3, 2)
    assert not Mail.objects.exists()


def test_agencies_and_categories(town: Town) -> None:
    confirmed("a@example.cn", "agency=county")
    confirmed("b@example.cn", "topic=civil_relief")
    confirmed("c@example.cn", "agency=neighbour")
    published(town, "甲", topic_category="finance_audit", published_on=date(2018, 3, 1))
    index_all()
    assert prepare_digests(at=at(2)) == 1
    assert Mail.objects.get().subscription.address == "a@example.cn"


def test_who_has_not_confirmed_is_told_nothing(town: Town) -> None:
    ask()
    published(town, "甲", published_on=date(2018, 3, 1))
    index_all()
    assert prepare_digests(at=at(2)) == 0


def test_what_was_withdrawn_meanwhile_is_not_told(
    town: Town, mailoutbox: list[EmailMessage]
) -> None:
    confirmed()
    item = published(town, "养老名册", published_on=date(2018, 3, 1))
    index_all()
    assert prepare_digests(at=at(2)) == 1
    withdraw_quietly(item)
    assert send(2) == 0
    assert mailoutbox == []
    assert Mail.objects.get().status == "sent"


def test_who_ended_it_meanwhile_gets_nothing(town: Town, mailoutbox: list[EmailMessage]) -> None:
    subscription = confirmed()
    published(town, "甲", published_on=date(2018, 3, 1))
    index_all()
    prepare_digests(at=at(2))
    subscribing.cancel(subscription.token)
    assert send(2) == 0
    assert mailoutbox == []


def test_a_mail_is_taken_once(db: None) -> None:
    ask()
    number = Mail.objects.get().pk
    assert mailing.claim(number, at=at(1)) is not None
    assert mailing.claim(number, at=at(1)) is None
    assert mailing.claim(number + 1, at=at(1)) is None


@pytest.mark.parametrize(
    ("opening", "sending"),
    [
        (ConnectionRefusedError(), None),
        (smtplib.SMTPAuthenticationError(535, b"reader@example.cn"), None),
        (None, smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"later")})),
        (None, smtplib.SMTPDataError(451, b"later")),
    ],
)
def test_a_refused_mail_is_tried_five_times(
    db: None, refusing: type[Refusing], opening: Exception | None, sending: Exception | None
) -> None:
    refusing.opening, refusing.sending = opening, sending
    ask()
    tried = 0
    for minute in range(10 + 20 + 40 + 80 + 160 + 320):
        hour, rest = divmod(minute, 60)
        before = Mail.objects.get().attempts
        assert send(1, 10 + hour, rest) == 0
        tried += Mail.objects.get().attempts - before
    mail = Mail.objects.get()
    assert (tried, mail.attempts, mail.status) == (5, 5, "failed")
    assert mail.failure == type(opening or sending).__name__


def test_a_server_that_recovers_gets_it(db: None, refusing: type[Refusing]) -> None:
    refusing.opening = ConnectionRefusedError()
    ask()
    assert send(1) == 0
    refusing.opening = None
    assert send(1, 10, 9) == 0
    assert send(1, 10, 10) == 1
    assert (Mail.objects.get().status, Mail.objects.get().failure) == ("sent", "")


@pytest.mark.parametrize("failure", [TimeoutError(), smtplib.SMTPServerDisconnected("lost")])
def test_what_may_have_arrived_is_not_sent_again(
    db: None, refusing: type[Refusing], failure: Exception
) -> None:
    refusing.sending = failure
    ask()
    assert send(1) == 0
    refusing.sending = None
    assert send(2) == 0
    assert Mail.objects.get().status == "failed"
