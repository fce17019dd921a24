"""An import in the background, so that a page can show how far it is.

The whole import is one transaction, so its progress cannot be read from the
database while it runs; it is kept in the cache, which all workers share. If the
program stops in between, the transaction is undone and the run counts as broken
off once its last sign of life is a minute old.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.core.cache import cache
from django.db import connection

from gongkai.ledgers.importing import ImportContext, ImportResult, Progress, RowError
from gongkai.ledgers.workbook import RawSheet

_log = logging.getLogger(__name__)
_KEPT_SECONDS = 24 * 3600
_SILENCE_SECONDS = 60
_SIGN_EVERY_SECONDS = 0.5


class Work(Protocol):
    """`importing.preview` or `importing.import_sheets`."""

    def __call__(
        self, sheets: Sequence[RawSheet], context: ImportContext, *, progress: Progress
    ) -> ImportResult: ...


@dataclass(slots=True)
class Run:
    """How far an import is, and what came of it."""

    key: str
    agency_code: str
    filename: str
    upload_key: str
    writes: bool
    done: int = 0
    total: int = 0
    seen_at: float = 0.0
    finished: bool = False
    written: bool = False
    broken: str = ""
    sheets: list[tuple[str, int, int, tuple[str, ...]]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Rows that are new."""
        return sum(new for _, new, _, _ in self.sheets)

    @property
    def silent(self) -> bool:
        """Whether the run must have broken off."""
        return not self.finished and time.time() - self.seen_at > _SILENCE_SECONDS


def digest_of(content: bytes) -> str:
    """The name a file is known by."""
    return hashlib.sha256(content).hexdigest()


def keep_upload(content: bytes, filename: str) -> str:
    """Keep an uploaded file until it is confirmed, and give the key it is found by."""
    key = secrets.token_urlsafe(16)
    cache.set(f"upload:{key}", (filename, content), _KEPT_SECONDS)
    return key


def upload(key: str) -> tuple[str, bytes] | None:
    """The file kept under `key`, as (name, content)."""
    kept: tuple[str, bytes] | None = cache.get(f"upload:{key}")
    return kept


def find(key: str) -> Run | None:
    """The run with this key, as it last showed itself."""
    run: Run | None = cache.get(f"import:{key}")
    return run


def start(work: Work, run: Run, sheets: Sequence[RawSheet], context: ImportContext) -> None:
    """Begin `work` in the background; follow it with `find`."""
    _keep(run)
    threading.Thread(target=_work, args=(work, run, sheets, context), daemon=True).start()


def _work(work: Work, run: Run, sheets: Sequence[RawSheet], context: ImportContext) -> None:
    def progress(done: int, total: int) -> None:
        run.done, run.total = done, total
        if time.time() - run.seen_at > _SIGN_EVERY_SECONDS:
            _keep(run)

    try:
        result = work(sheets, context, progress=progress)
        run.errors = result.errors
        run.written = result.written
        run.sheets = [
            (sheet.name, sheet.new, sheet.already_there, sheet.ignored_columns)
            for sheet in result.sheets
        ]
    except Exception:
        run.broken = (
            "导入时发生意外，没有写入任何内容。请稍后重试；如果仍然出错，请联系系统管理员。"
        )
        _log.exception("the import of %s broke off", run.filename)
    finally:
        run.finished = True
        _keep(run)
        connection.close()


def _keep(run: Run) -> None:
    run.seen_at = time.time()
    cache.set(f"import:{run.key}", run, _KEPT_SECONDS)
