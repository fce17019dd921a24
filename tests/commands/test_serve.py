"""`gongkai serve`: what it refuses, and that it answers and ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from gongkai.commands.management.commands import serve

PERSONAL = "chenxiaohe"
MAIN = [sys.executable, "-c", "from gongkai.commands.cli import main; main()"]


def test_a_taken_port_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as caught:
            serve.refuse_taken_port("127.0.0.1", port)
    assert f"不能使用 127.0.0.1:{port}" in str(caught.value)
    assert f"gongkai serve --port {port + 1}" in str(caught.value)


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [("127.0.0.1", 70_000, "端口应在1至65535之间。"), ("no such host", 8000, "不能使用")],
)
def test_an_impossible_address(host: str, port: int, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        serve.refuse_taken_port(host, port)


@pytest.mark.django_db
def test_a_database_with_all_migrations_is_served() -> None:
    serve.refuse_old_database()


def test_it_answers_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    environment = {**os.environ, "GONGKAI_VAR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([*MAIN, "migrate", "--verbosity", "0"], env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*MAIN, "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            assert _answer(f"http://127.0.0.1:{port}/desk/login/?next={PERSONAL}") == 200
            assert _answer(f"http://127.0.0.1:{port}/desk/{PERSONAL}") == 200  # the sign-in
        finally:
            server.send_signal(signal.SIGINT)
            said, _ = server.communicate(timeout=20)
    assert re.search(rf"网址 +http://127\.0\.0\.1:{port}/", said)
    assert "示范账号" not in said
    # Who visits what, and with which words, stands in no log.
    assert PERSONAL not in said
    assert said.rstrip().endswith("服务已结束。")
    assert server.returncode == 0


def _answer(url: str) -> int:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - ours
                return int(response.status)
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")
