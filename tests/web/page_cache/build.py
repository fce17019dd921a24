"""Asking an application as a server would, and purging from another process."""

from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from gongkai.web.page_cache.purges import Purges


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(application: WSGIApplication, address: str, method: str = "GET", **headers: str) -> Answer:
    """One request; `headers` as in HTTP, with underscores. The rules of WSGI are checked."""
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    environ["SCRIPT_NAME"] = ""
    setup_testing_defaults(environ)
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    given: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        given.extend((int(status[:3]), dict(headers)))
        headers.append(("Server", "as some servers do"))

    chunks: Iterable[bytes] = validator(application)(environ, start_response)
    body = b"".join(chunks)
    chunks.close()  # type: ignore[attr-defined]
    return Answer(given[0], given[1], body)


def record_often(path: Path, tag: str, times: int, together: Barrier) -> None:
    """What a child process does, once all its siblings are there."""
    purges = Purges(path)
    together.wait(timeout=60)
    for _ in range(times):
        purges.record([tag])
