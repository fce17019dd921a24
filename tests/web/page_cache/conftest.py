"""The small site, and workers that serve it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from gongkai.web.page_cache import PageCache
from tests.web.page_cache import site


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: numbers only rise, and the file is large."""
    return tmp_path_factory.mktemp("page-cache")


@pytest.fixture(autouse=True)
def no_open_connection(request: pytest.FixtureRequest, django_db_blocker: Any) -> None:
    """Django asks each open connection how it is, and an earlier test may have left one."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        return
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def small_site(settings: Any, shared_folder: Path) -> Iterator[None]:
    """The site of `site.py` in place of the program's."""
    settings.ROOT_URLCONF = "tests.web.page_cache.site"
    settings.VAR_DIR = shared_folder
    settings.PAGE_CACHE_BYTES = 10_000_000
    settings.ALLOWED_HOSTS = ["127.0.0.1", "open.example.cn"]
    with site.empty():
        yield


@pytest.fixture
def worker(small_site: None) -> PageCache:
    """A worker process, as far as one process can be it."""
    return PageCache(get_wsgi_application())


@pytest.fixture
def other_worker(small_site: None) -> PageCache:
    """A second one."""
    return PageCache(get_wsgi_application())
