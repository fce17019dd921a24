"""A PostgreSQL cluster of its own for the tests, on a socket, gone when the tests end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder with the newest server binaries, or None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Start a cluster and give the DATABASE_URL that reaches it."""
    with tempfile.TemporaryDirectory(prefix="gongkai-pg-") as folder:
        # The server refuses to run as root.
        user = _unprivileged()
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        _run(
            user, [bin_folder / "initdb", "-D", data, "-U", "gongkai", "-A", "trust", "-E", "UTF8"]
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        start = ["-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start"]
        _run(user, [bin_folder / "pg_ctl", *start])
        try:
            os.chmod(folder, 0o755)
            yield f"postgres://gongkai@/postgres?host={folder}"
        finally:
            _run(user, [bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _unprivileged() -> str:
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user: str, command: list[object]) -> None:
    words = [str(word) for word in command]
    if user:
        words = ["setpriv", f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _group(user: str) -> str:
    return str(pwd.getpwnam(user).pw_gid)
