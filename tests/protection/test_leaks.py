"""Nothing personal in log output and error pages, whatever a view does."""

import io
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.html import escape

from config import urls as project_urls
from gongkai.protection.logs import PersonalDataFilter
from gongkai.protection.masking import masked_page

ID_NUMBER = "220581199003072415"
PHONE = "13812345678"
NAME = "陈小河"
POSTED = {"id_number": ID_NUMBER, "phone": PHONE, "name": NAME}


def failing(request: HttpRequest, number: str = "") -> HttpResponse:
    """A view as careless as can be."""
    phone, name = request.POST["phone"], request.POST["name"]
    logging.getLogger("gongkai.careless").warning("登记 %s 的电话 %s", "申请人", phone)
    raise ValueError(f"{phone}、{request.POST['id_number']}、{len(name)}")


urlpatterns = [
    path("apply/<str:number>/", failing),
    path("apply/", failing),
    *project_urls.urlpatterns,
]


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Iterator[io.StringIO]:
    """What the project's own handler writes."""
    logging.config.dictConfig(project.LOGGING)
    handler = logging.getLogger().handlers[-1]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    handler.setStream(written)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def careless(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    return Client(raise_request_exception=False)


def test_a_view_that_raises_tells_the_log_nothing_personal(
    careless: Client, output: io.StringIO
) -> None:
    response = careless.post(f"/apply/{PHONE}/?q={ID_NUMBER}", POSTED)
    assert response.status_code == 500
    said = output.getvalue()
    assert "Internal Server Error: /apply/****/" in said
    assert "登记 申请人 的电话 ****" in said
    assert "ValueError: ****、****、3" in said
    for value in POSTED.values():
        assert value not in said
        assert value not in response.content.decode()


@pytest.mark.parametrize("accept", ["text/html", "text/plain"])
def test_the_error_page_under_debug_shows_names_without_values(
    careless: Client, output: io.StringIO, settings: Any, accept: str
) -> None:
    settings.DEBUG = True
    response = careless.post(f"/apply/?q={NAME}", POSTED, headers={"accept": accept})
    page = response.content.decode()
    assert response.status_code == 500
    assert "ValueError" in page
    assert "id_number" in page
    assert "********" in page
    for value in (ID_NUMBER, PHONE):
        assert value not in page + output.getvalue()
    assert NAME not in page.replace("/apply/?q=", "")


def test_nobody_else_writes_what_django_logs() -> None:
    logging.config.dictConfig(project.LOGGING)
    assert logging.getLogger("django").handlers == []
    for name in ("", "django.server"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                assert [type(one) for one in handler.filters] == [PersonalDataFilter]


def record(**values: Any) -> logging.LogRecord:
    given = {"name": "x", "level": "ERROR", "msg": "", "args": ()} | values
    return logging.makeLogRecord(given)


def test_message_and_arguments_are_masked() -> None:
    made = record(msg="%s：%d", args=("电话", int(PHONE)))
    assert PersonalDataFilter().filter(made)
    assert made.getMessage() == "电话：****"


def test_the_stack_is_masked() -> None:
    made = record(stack_info=f"in view {PHONE}")
    PersonalDataFilter().filter(made)
    assert made.stack_info == "in view ****"


REFUSED = (
    'new row for relation "identity" violates check constraint "a"\n'
    f"DETAIL:  Failing row contains (1, {NAME}, 第一行\n\n第二行 <b> {NAME})."
)


def test_a_row_that_the_database_refused_is_not_told() -> None:
    try:
        try:
            raise ValueError(REFUSED)
        except ValueError as error:
            raise RuntimeError("later") from error
    except RuntimeError:
        made = record(msg=REFUSED, exc_info=sys.exc_info())
    PersonalDataFilter().filter(made)
    assert made.getMessage().endswith('constraint "a"\nDETAIL: ****')
    said = str(made.exc_text)
    assert NAME not in said
    assert "RuntimeError: later" in said


def test_a_page_shows_no_row_that_the_database_refused() -> None:
    page = f"<pre>{escape(REFUSED)}</pre><p>{PHONE}</p>"
    assert masked_page(page).endswith("DETAIL: ****</pre><p>****</p>")
    assert NAME not in masked_page(page)
