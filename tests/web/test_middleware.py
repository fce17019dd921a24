"""What no view should have to think of."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from gongkai.web.middleware import RefusalMiddleware
from gongkai.web.rate_limits import Limit, TooOften
from tests.build import SHANGHAI


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/search/?q=%00", "/catalog/?topic=a%00", "/items/%00/", "/api/v1/items/?agency=%00"],
)
def test_a_null_character_is_no_address(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "请求不完整" in answer.content.decode()


def test_too_often_is_answered_with_when_to_come_again() -> None:
    limit = Limit("trial", "查询码试得太多", most=1, within=timedelta(hours=1))
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    late = TooOften(limit, datetime(2018, 3, 1, 23, 59, 30, tzinfo=SHANGHAI))
    answer = middleware.process_exception(request, late)
    assert answer is not None
    assert answer.status_code == 429
    assert "查询码试得太多，请在3月2日0时00分以后再试。" in answer.content.decode()
    assert answer["Retry-After"] == "1"
    soon = TooOften(limit, timezone.now() + timedelta(minutes=10))
    answer = middleware.process_exception(request, soon)
    assert answer is not None
    assert 590 <= int(answer["Retry-After"]) <= 600
