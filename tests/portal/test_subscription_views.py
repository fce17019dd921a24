"""Subscribing on the portal: the form, the two links, one click."""

import pytest
from django.test import Client

from gongkai.subscriptions import tokens
from gongkai.subscriptions.models import Mail, Subscription
from tests.subscriptions.build import ADDRESS, confirmed
from tests.web.build import proof

pytestmark = pytest.mark.django_db
ASKED = "/subscriptions/?q=养老&topic=civil_relief&sort=newest&offset=20"


def test_the_form_says_what_is_subscribed_to() -> None:
    answer = Client().get(ASKED)
    shown = answer.content.decode()
    assert "检索“养老”的新信息" in shown
    assert "主题：民政、扶贫、救灾" in shown
    assert "csrfmiddlewaretoken" not in shown
    assert "no-store" in answer["Cache-Control"]


def test_asking_leads_to_a_page_that_is_the_same_for_all() -> None:
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = strict.post(ASKED, {"address": ADDRESS, **proof("subscription")})
        assert answer.headers["Location"] == "/subscriptions/asked/"
    assert "请查收确认邮件" in strict.get("/subscriptions/asked/").content.decode()
    subscription = Subscription.objects.get()
    assert subscription.criteria == "q=%E5%85%BB%E8%80%81&topic=civil_relief"
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("address", ["", "reader", "a@b", "a@example.cn\nBcc: b@example.cn"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    answer = Client().post("/subscriptions/", {"address": address})
    assert answer.status_code == 200
    assert 'class="error-summary"' in answer.content.decode()
    assert not Subscription.objects.exists()


def test_too_many_askings_say_when_to_come_again() -> None:
    for number in range(21):
        asked = {"address": f"reader{number}@example.cn", **proof("subscription")}
        answer = Client().post("/subscriptions/", asked)
    assert answer.status_code == 429
    shown = answer.content.decode()
    assert "从您的网络提交的订阅太多，请在" in shown
    assert 'value="reader20@example.cn"' in shown
    assert Subscription.objects.count() == 20


def test_asking_without_a_proof_asks_for_patience() -> None:
    answer = Client().post("/subscriptions/", {"address": ADDRESS})
    assert "请再按一次按钮" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_confirming_takes_a_button() -> None:
    Client().post(ASKED, {"address": ADDRESS, **proof("subscription")})
    link = tokens.link_of(Subscription.objects.get(), "confirmation")
    assert "<button>确认订阅</button>" in Client().get(link).content.decode()
    assert Subscription.objects.get().confirmed_at is None
    shown = Client(enforce_csrf_checks=True).post(link).content.decode()
    assert "已经订阅" in shown
    assert Subscription.objects.get().confirmed_at


def test_a_wrong_link_is_refused_with_a_sentence() -> None:
    answer = Client().post("/subscriptions/confirmation/none/")
    assert answer.status_code == 403
    assert "确认链接已经失效" in answer.content.decode()


def test_one_click_ends_it() -> None:
    link = tokens.link_of(confirmed(), "cancellation")
    assert "<button>退订</button>" in Client().get(link).content.decode()
    assert Subscription.objects.exists()
    # As mail programs do it (RFC 8058): no cookie, no page before.
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = Client(enforce_csrf_checks=True).post(link, one_click)
    assert answer.status_code == 200
    assert not Subscription.objects.exists()
    assert "已经退订" in Client().post(link).content.decode()
