"""`gongkai serve`: the web server."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongkai.commands import demonstration
from gongkai.commands.base import OfficeCommand
from gongkai.protection import queries
from gongkai.protection.faults import ProtectionFault


class Command(OfficeCommand):
    """Serve until Ctrl-C."""

    word = "serve"
    help = "启动服务，按 Ctrl-C 结束。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="默认 127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
        parser.add_argument("--workers", type=int, default=2, metavar="个数", help="进程数，默认 2")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, say where, serve."""
        host, port = options["host"], options["port"]
        refuse_old_database()
        refuse_lost_keys()
        refuse_taken_port(host, port)
        self.stdout.write(f"\n  网址      http://{_shown(host)}:{port}/")
        self.stdout.write(f"  工作台    http://{_shown(host)}:{port}/desk/")
        if host in ("0.0.0.0", "::") and "*" not in settings.ALLOWED_HOSTS:  # noqa: S104
            names = "、".join(settings.ALLOWED_HOSTS)
            self.stdout.write(f"  只应答这些主机名：{names}（环境变量 ALLOWED_HOSTS）")
        if demonstration.is_open():
            for line in demonstration.accounts_told():
                self.stdout.write(f"  {line}")
        self.stdout.write("\n  按 Ctrl-C 结束。\n")
        connections.close_all()
        with worker():
            Granian(
                "config.wsgi:application",
                address=host,
                port=port,
                interface=Interfaces.WSGI,
                workers=options["workers"],
                log_level=LogLevels.warning,
                # A browser that keeps its connection open must not keep Ctrl-C waiting.
                workers_kill_timeout=5,
                blocking_threads=4,
            ).serve()
        self.stdout.write("  服务已结束。")


@contextmanager
def worker() -> Iterator[None]:
    """`gongkai work` beside the server; it ends with it, also where the server is killed."""
    main = "from gongkai.commands.cli import main; main()"
    command = [sys.executable, "-c", main, "work", "--parent", str(os.getpid())]
    with subprocess.Popen(command) as child:
        try:
            yield
        finally:
            child.terminate()


def refuse_old_database() -> None:
    """Stop unless every migration has been applied.

    Raises: CommandError.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CommandError(f"不能连接数据库：{error}") from error
    if missing:
        raise CommandError("数据库还没有建立或需要升级，请先运行：gongkai migrate")


def refuse_lost_keys() -> None:
    """Stop unless every encrypted value has its key.

    Raises: CommandError.
    """
    try:
        queries.refuse_lost_keys()
    except ProtectionFault as fault:
        raise CommandError(str(fault)) from None


def refuse_taken_port(host: str, port: int) -> None:
    """Stop if somebody listens there already.

    Raises: CommandError.
    """
    if not 0 < port < 65536:
        raise CommandError("端口应在1至65535之间。")
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"不能使用 {host}:{port}（{error}）。"
            f"可能已有程序占用，请换一个端口，例如：gongkai serve --port {port + 1}"
        ) from error


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - only compared
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
