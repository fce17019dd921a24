"""A real browser against a live server with the demonstration township."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from gongkai.accounts.models import User
from gongkai.commands import demonstration
from tests.build import SHANGHAI

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds; a machine that runs other tests as well is slow
Opener = Callable[[str], Page]
OpenerTo = Callable[[User | None], Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def township(transactional_db: None) -> None:
    """新合镇 in 2017, as the demonstration loads it."""
    demonstration.load(at=datetime(2018, 3, 1, 10, tzinfo=SHANGHAI))


@pytest.fixture
def opened_to(live_server: LiveServer, browser: Browser) -> Iterator[OpenerTo]:
    """Gives a page of an account that is signed in, or of nobody."""
    contexts = []

    def opened_by(user: User | None) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return context.new_page()

    yield opened_by
    for context in contexts:
        context.close()


@pytest.fixture
def opened(township: None, opened_to: OpenerTo) -> Opener:
    """Gives a page of a person of the township who is signed in; of nobody for an empty name."""
    return lambda person: opened_to(User.objects.get(username=person) if person else None)


def click_through(button: Locator) -> None:
    """Click what leads to another page, and wait for that page."""
    with button.page.expect_navigation():
        button.click()
