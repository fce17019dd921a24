"""A lock between processes, given back by the system even when its holder is killed."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class IndexBusy(Exception):
    """Another process is writing the index."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the lock `path`.

    Raises: IndexBusy, at once: what has it will take up what is queued, or the next run will.
    """
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy("另一个进程正在写检索索引，请稍后再试。") from None
        yield
