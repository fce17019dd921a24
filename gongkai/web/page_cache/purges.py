"""Which pages are old: the number of each tag's latest purge, in memory all processes share.

Purges are numbered upwards. A page remembers the latest number of the time before Django began
with it, and is current as long as none of its tags bears a higher one. So a page made from data
older than a purge is never current, even if it is finished long after.

The memory is a mapped file in `GONGKAI_VAR`, so that a command run beside the server purges too.
It is never emptied: the numbers of an earlier run are lower than those to come, and a worker that
starts anew has no pages yet. Whoever deletes it must stop the server first.

Two things this cannot see. A process killed in the microseconds between its commit and its purge
leaves old pages, at most until midnight (`pages`) or the next start. Several nodes each have
their own file: such a node would follow a table of purged tags, written in the same transaction
as the change, and pass each new row to `record`; that would heal the first case as well.
"""

import fcntl
import mmap
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

# Tags whose digests meet share a place. Among 10,000 tags in use, about one purge in a hundred
# makes a page of another tag old as well, which costs one needless rendering.
PLACES = 2**20
_WIDTH = 8
_SIZE = (1 + PLACES) * _WIDTH


class Purges:
    """The numbers in one file: first the latest of all, then one for each place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._alone() as file:
            # Written out in full: a hole that finds the disk full would kill the process.
            file.write(bytes(max(0, _SIZE - file.seek(0, os.SEEK_END))))
        with path.open("rb+") as file:
            # Eight aligned bytes are read and written in one step; a lock is for writers only.
            self._numbers = memoryview(mmap.mmap(file.fileno(), _SIZE)).cast("Q")

    def latest(self) -> int:
        """The number of the latest purge."""
        return self._numbers[0]

    def is_current(self, places: Iterable[int], began: int) -> bool:
        """Whether none of the places was purged after number `began`."""
        numbers = self._numbers
        for place in places:  # noqa: SIM110 - every request comes here, and `all` is slower
            if numbers[place] > began:
                return False
        return True

    def record(self, tags: Iterable[str]) -> None:
        """Make all pages old that depend on one of the tags, now, in all processes."""
        with self._alone():
            number = self._numbers[0] + 1
            for tag in tags:
                self._numbers[place_of(tag)] = number
            # Last: a page that begins now must not pass for newer than a tag still to be marked.
            self._numbers[0] = number

    @contextmanager
    def _alone(self) -> Iterator[IO[bytes]]:
        # Opened each time, for threads that shared one open file would share its lock too.
        with self._path.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def place_of(tag: str) -> int:
    """Where the number of a tag stands; the same in every process."""
    return 1 + int.from_bytes(blake2b(tag.encode(), digest_size=8).digest()) % PLACES


def site_purges() -> Purges:
    """The purges of this installation."""
    return _purges(settings.VAR_DIR / "page-purges")


@cache
def _purges(path: Path) -> Purges:
    return Purges(path)


def purge(*tags: str) -> None:
    """Make all pages old that depend on one of the tags, once the transaction commits.

    A transaction rolled back purges nothing. Other callbacks of `transaction.on_commit` must be
    `robust`, or their failure would keep this one from being run.
    """
    transaction.on_commit(partial(site_purges().record, tags))
