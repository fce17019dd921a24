"""The large print, the error pages, and what every page carries."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as real
from tests.build import Town


def test_the_large_print_stays_without_javascript(db: None) -> None:
    client = Client()
    assert '<html lang="zh-CN">' in client.get("/").content.decode()
    answer = client.post("/look/", {"print": "large", "next": "/desk/login/"})
    assert answer["Location"] == "/desk/login/"
    assert '<html lang="zh-CN" class="large">' in client.get("/").content.decode()
    client.post("/look/", {"print": "normal", "next": "/"})
    assert '<html lang="zh-CN">' in client.get("/").content.decode()


def test_the_contrast_is_chosen_beside_the_large_print(db: None) -> None:
    client = Client()
    choice = 'media="(prefers-contrast: more)"'
    assert choice in client.get("/").content.decode()
    client.post("/look/", {"contrast": "more", "next": "/"})
    client.post("/look/", {"print": "large", "next": "/"})
    shown = client.get("/").content.decode()
    assert choice not in shown
    assert 'class="large"' in shown
    client.post("/look/", {"contrast": "normal", "next": "/"})
    shown = client.get("/").content.decode()
    assert choice in shown
    assert 'class="large"' in shown


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""]
)
def test_the_large_print_leads_nowhere_else(db: None, back: str) -> None:
    assert Client().post("/look/", {"print": "large", "next": back})["Location"] == "/"


def test_the_large_print_is_asked_for_by_post(db: None) -> None:
    assert Client().get("/look/").status_code == 405


def test_every_page_forbids_foreign_scripts_and_styles(as_li: Client) -> None:
    for address in ("/", "/desk/qingshan/", "/desk/qingshan/ledgers/meetings/"):
        answer = as_li.get(address)
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        shown = answer.content.decode()
        assert " style=" not in shown
        assert "<style" not in shown
        assert " onclick=" not in shown


def _broken(request: object) -> None:
    raise RuntimeError("broken")


urlpatterns = [path("broken/", _broken), *real]


@override_settings(ROOT_URLCONF="tests.web.test_views")
def test_an_error_shows_a_page_that_needs_nothing(town: Town) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(town.users["li"])
    answer = client.get("/broken/")
    assert answer.status_code == 500
    assert "没有留下半成品" in answer.content.decode()


def test_a_page_left_open_too_long_says_so(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.users["li"])
    answer = client.post("/desk/password/", {"current": "x"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=5)
def test_a_request_too_large_says_so(as_li: Client) -> None:
    answer = as_li.post("/desk/password/", {str(n): "x" for n in range(9)})
    assert answer.status_code == 400
    assert "请求不完整" in answer.content.decode()


def test_an_unknown_address_says_what_to_do(db: None) -> None:
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert "请检查地址" in answer.content.decode()
