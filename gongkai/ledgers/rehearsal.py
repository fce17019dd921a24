"""Where an import is tried: not where others write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

# To SQLite a temporary database, spilled to a nameless file that ends with the connection.
_TEMPORARY = "file:"


@contextmanager
def rehearsal() -> Iterator[None]:
    """Let this thread work on a copy of the database that is thrown away.

    SQLite has one writer, so that whoever saves would wait for the whole preview; the copy
    takes about a second for each gigabyte and keeps nobody from writing. PostgreSQL locks rows,
    and needs no copy; and who is in a transaction has the lock, and cannot copy.
    """
    original = connections[DEFAULT_DB_ALIAS]
    if original.vendor != "sqlite" or original.in_atomic_block:
        yield
        return
    copy = original.copy()
    copy.settings_dict["NAME"] = _TEMPORARY
    for one in (original, copy):
        one.ensure_connection()
    original.connection.backup(copy.connection)
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = original
        copy.close()
