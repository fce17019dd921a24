"""Measure the page cache against nginx with the same page as a file.

    .venv/bin/python bench/page_cache.py [--seconds 5] [--rounds 3] [--connections 32]

Starts granian with two workers on a new database with the demonstration, and nginx with two
workers, both on 127.0.0.1; asks them in turn for the portal's first page with wrk, and compares
the middles of the rounds. Beside the requests a second stands the processor time a request takes
in the server, user and system, of all its processes. Needs wrk and nginx (apt-get install wrk
nginx-light).
"""

# ruff: noqa: T201 - printing is all it does
import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.core.wsgi import get_wsgi_application

from gongkai.web.page_cache import PageCache
from gongkai.web.page_cache.front import TAGS

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = 2
NGINX = """
daemon off; worker_processes {workers}; pid {folder}/pid; error_log stderr error; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 100000000;
  default_type text/html; charset utf-8;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; scgi_temp_path {folder}/scgi; uwsgi_temp_path {folder}/uwsgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def application() -> WSGIApplication:
    """The program, its first page kept; what granian starts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django = get_wsgi_application()

    def declaring(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[TAGS] = {"agencies", "catalog"}
        return django(environ, start_response)

    return PageCache(declaring)


def main() -> None:
    """Start both, measure in turn, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--threads", type=int, default=4, help="threads of each granian worker")
    options = parser.parse_args()
    missing = [name for name in ("wrk", "nginx") if not program(name)]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)} (apt-get install wrk nginx-light)")
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with granian(folder, options.threads) as (site, site_pid):
            page, etag = first_page(site)
            (folder / "index.html").write_bytes(page)
            with nginx(folder) as (files, files_pid):
                print(f"the portal's first page, {len(page):,} bytes")

                def run(url: str, pid: int, *headers: str) -> tuple[float, float]:
                    return measured(url, pid, options.seconds, options.connections, headers)

                compare(
                    options.rounds,
                    {
                        "nginx, file": lambda: run(files, files_pid),
                        "page cache": lambda: run(site, site_pid),
                        "page cache, gzip": lambda: run(site, site_pid, "Accept-Encoding: gzip"),
                        "page cache, 304": lambda: run(site, site_pid, f"If-None-Match: {etag}"),
                    },
                )


def compare(rounds: int, cases: dict[str, Callable[[], tuple[float, float]]]) -> None:
    """Run the cases in turn; print a line for each, with its share of the first."""
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, run in cases.items():
            results[name].append(run())
    whole = 0.0
    for name, figures in results.items():
        rate, cost = (statistics.median(column) for column in zip(*figures, strict=True))
        whole = whole or rate
        print(f"{name:18} {rate:9,.0f} requests/s  {cost:5.1f} µs  {rate / whole:6.0%} of nginx")


def measured(
    url: str, pid: int, seconds: int, connections: int, headers: Iterable[str]
) -> tuple[float, float]:
    """Requests a second, and microseconds of the server's processor time for each."""
    words = [word for header in headers for word in ("-H", header)]
    before = processor_seconds(pid)
    told = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", *words, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 30,
    ).stdout
    used = processor_seconds(pid) - before
    if "Non-2xx" in told or "Socket errors" in told:
        sys.exit(told)
    requests = int(matched(r"(\d+) requests in", told))
    return float(matched(r"Requests/sec: +([\d.]+)", told)), used / requests * 1e6


def matched(pattern: str, text: str) -> str:
    """The group of the pattern in the text."""
    found = re.search(pattern, text)
    if found is None:
        sys.exit(text)
    return found[1]


def processor_seconds(pid: int) -> float:
    """What the process and its children have used, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(processor_seconds(int(child)) for child in children)


@contextmanager
def granian(folder: Path, threads: int) -> Iterator[tuple[str, int]]:
    """The program on a database of its own: its address and process."""
    environment = {**os.environ, "GONGKAI_VAR": str(folder / "var")}
    environment.pop("DATABASE_URL", None)
    for step in ("migrate", "seed", "demo"):
        subprocess.run(
            [BIN / "gongkai", step], env=environment, check=True, capture_output=True, cwd=ROOT
        )
    port = free_port()
    command: list[object] = [BIN / "granian", "--interface", "wsgi", "--log-level", "warning"]
    command += ["--factory", "page_cache:application", "--host", "127.0.0.1", "--port", port]
    command += ["--workers", WORKERS, "--blocking-threads", threads]
    with running(command, port, env=environment, cwd=ROOT / "bench") as pid:
        yield f"http://127.0.0.1:{port}/", pid


@contextmanager
def nginx(folder: Path) -> Iterator[tuple[str, int]]:
    """A file server for the folder: its address and process."""
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, user=user, workers=WORKERS))
    with running([program("nginx"), "-p", folder, "-c", config], port) as pid:
        yield f"http://127.0.0.1:{port}/index.html", pid


@contextmanager
def running(command: list[object], port: int, **options: Any) -> Iterator[int]:
    """Run a server until it is no longer needed."""
    process = subprocess.Popen([str(word) for word in command], **options)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int) -> None:
    """Wait half a minute for somebody to listen."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"nobody listens on port {port}")


def first_page(url: str) -> tuple[bytes, str]:
    """The page and its ETag, asked for until each worker has kept it."""
    for _ in range(50):
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
            page, etag = answer.read(), answer.headers["ETag"]
    return page, etag


def program(name: str) -> str | None:
    """Where a program lies; servers often lie outside the user's path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
