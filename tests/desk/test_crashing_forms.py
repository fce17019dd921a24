"""A form of an application whose page crashes tells neither log nor page what was typed."""

import io
import logging
import logging.config
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from gongkai.applications.transitions import submissions
from gongkai.desk import case_steps
from tests.applications.build import received
from tests.build import Town

ID_NUMBER = "220581199003072415"
PHONE = "13812345678"
NAME = "陈小河"
TYPED = {
    "channel": "in_person",
    "submitted_on": "2026-02-09",
    "applicant_kind": "natural_person",
    "applicant": NAME,
    "content": f"本人{NAME}的宅基地审核结果",
    "id_kind": "resident_card",
    "id_number": ID_NUMBER,
    "phone": PHONE,
    "delivery": "in_person",
    "text": f"{NAME}来电，电话{PHONE}",
}


class Crash(RuntimeError):
    """What no page expects."""


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """What the project's own handler writes."""
    logging.config.dictConfig(project.LOGGING)
    handler = logging.getLogger().handlers[-1]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    handler.setStream(written)
    yield written
    logging.getLogger().removeHandler(handler)


def crash(*args: Any, **values: Any) -> None:
    raise Crash(f"{PHONE}、{ID_NUMBER}")


@pytest.fixture
def li(town: Town) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(town.users["li"])
    return client


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pages call goes wrong."""
    step = replace(case_steps.STEPS["note"], take=crash)
    monkeypatch.setattr(submissions, "take", crash)
    monkeypatch.setitem(case_steps.STEPS, "note", step)


@pytest.mark.usefixtures("crashing")
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("page", ["new/", "{pk}/steps/note/"])
def test_a_crash_says_nothing_personal(
    town: Town, li: Client, output: io.StringIO, settings: Any, page: str, *, debug: bool
) -> None:
    settings.DEBUG = debug
    application = received(town, on=date(2018, 2, 5))
    own = page.format(pk=application.pk)
    response = li.post(f"/desk/qingshan/applications/{own}", TYPED)
    assert response.status_code == 500
    said = output.getvalue() + response.content.decode()
    assert "Crash" in output.getvalue()
    for value in (ID_NUMBER, PHONE, NAME):
        assert value not in said
