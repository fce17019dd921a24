"""Posts of one application, each killed at another statement, then sent again; run by a test.

Each line it writes tells, for one kill, what the database held afterwards and after the form was
sent again: [applications, submissions, identities, proofs, files, entries of the log].
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.build import build_town  # noqa: E402
from tests.intake.build import png  # noqa: E402
from tests.portal.apply_build import ANSWERS, photograph  # noqa: E402
from tests.web.build import proof  # noqa: E402

CODE = "ABCD-EFGH-JKLM-NPQR"
TABLES = (
    *("applications_application", "applications_submission", "applications_identity"),
    *("applications_identityproof", "applications_submissionfile"),
)
DATABASE = Path(str(settings.DATABASES["default"]["NAME"]))


def send(at: int) -> int:
    """Send the form and die before the statement `at`; say how many there were."""
    seen = 0

    def die(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal seen
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1
        return execute(*args)

    papers = {"proof": photograph(), "enclosures": [SimpleUploadedFile("委托书.png", png())]}
    posted = {**ANSWERS, "step": "send", "code": CODE, **papers, **proof("apply")}
    with connection.execute_wrapper(die):
        answer = Client().post("/apply/", posted)
    assert CODE in answer.content.decode()
    return seen


def apart(at: int) -> int:
    """The same in a process of its own: what it wrote is there as after a loss of power."""
    connections.close_all()
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.write(writing, str(send(at)).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    said = os.read(reading, 9)
    os.close(reading)
    assert bool(said) != os.WIFSIGNALED(status)
    return int(said or -1)


def held() -> list[int]:
    """How many rows of each kind there are."""
    with sqlite3.connect(DATABASE) as database:
        counts = [database.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in TABLES]  # noqa: S608
        actions = "SELECT count(*) FROM audit_entry WHERE action LIKE 'submission.%'"
        return [*counts, database.execute(actions).fetchone()[0]]


def fresh(kept: Path) -> None:
    """The database as before anybody applied."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{DATABASE}{ending}").unlink(missing_ok=True)
    shutil.copy(kept, DATABASE)


def main() -> None:
    """Count the statements, then die before each in turn, and once after all of them."""
    setup_test_environment()
    build_town()
    connections.close_all()
    kept = DATABASE.with_suffix(".kept")
    with sqlite3.connect(DATABASE) as database, sqlite3.connect(kept) as copy:
        database.backup(copy)
    statements = apart(-1)
    for at in range(0, statements + 1, int(sys.argv[1])):
        fresh(kept)
        apart(at)
        after = held()
        apart(-1)
        sys.stdout.write(json.dumps([at, after, held()]) + "\n")


main()
