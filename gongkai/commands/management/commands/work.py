"""`gongkai work`: what the program does by itself, in a process beside the web server."""

import fcntl
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import close_old_connections
from django.utils import timezone

from gongkai.commands.base import OfficeCommand
from gongkai.commands.jobs import run_all

_PAUSE = 2.0  # seconds between two rounds


class Command(OfficeCommand):
    """Work until told to stop, or once."""

    word = "work"
    help = "后台工作：检索索引、定时发布、有效性、订阅邮件、清理。gongkai serve 会自动启动它。"

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to go on."""
        parser.add_argument("--once", action="store_true", help="每项工作做一遍就结束")
        parser.add_argument("--parent", type=int, metavar="进程号", help="该进程结束时也结束")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work alone: a second worker ends at once."""
        with alone() as first:
            if not first:
                self.stdout.write("已有一个后台进程在工作。")
                return
            if options["once"]:
                self._round()
                return
            stop = stopped_by_signals()
            while not stop.is_set() and options["parent"] in (None, os.getppid()):
                self._round()
                close_old_connections()
                stop.wait(_PAUSE)

    def _round(self) -> None:
        now = timezone.localtime()
        for line in run_all(now):
            self.stdout.write(f"{now:%Y-%m-%d %H:%M:%S} {line}")
            self.stdout.flush()


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other worker of this installation is at work; the system frees the lock."""
    with (settings.VAR_DIR / "work.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def stopped_by_signals() -> threading.Event:
    """Set by Ctrl-C and by `kill`; the round at hand is finished first."""
    stop = threading.Event()
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: stop.set())
    return stop
