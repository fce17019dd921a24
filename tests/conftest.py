"""Fixtures for all tests, and the rules every test keeps."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.build import Town
from tests.kept_town import kept_town

# Playwright runs an event loop of its own in the thread of the test that uses it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A SQLite file instead of memory: several connections must meet in one database."""
    from django.conf import settings  # noqa: PLC0415 - settings must be ready first

    database = settings.DATABASES["default"]
    # A connection that one test leaves open must not meet another that may not touch it.
    database["CONN_MAX_AGE"] = 0
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Argon2 is slow on purpose; no test is about its strength."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What a test uploads, caches or encrypts with is its own."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path / "cache",
        }
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.GONGKAI_KEYS = tmp_path / "keys" / "ring.json"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be spoken to."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("localhost", "127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture
def town(db: None) -> Town:
    """The township 青山镇; see `tests.build`."""
    return kept_town()


@pytest.fixture
def as_li(town: Town, client: Client) -> Client:
    """A browser in which 李经办 of 青山镇 is signed in."""
    client.force_login(town.users["li"])
    return client
