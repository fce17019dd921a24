"""The folder of the index.

    current       the name of the index that is read
    1-4f0c…/      an index: the format of its fields, then a random name
    lock          held while anything writes

Readers compare `current` and the index's `meta.json` with what they saw last (two calls of
`stat`) before each search, so that a commit of another process and a rebuilt index are seen
at once. A reader at work keeps the files it has open, even after they are removed.
"""

import os
import secrets
import shutil
from pathlib import Path

import tantivy

from gongkai.search import frequent
from gongkai.search.schema import FORMAT, SCHEMA


class IndexOutdated(Exception):
    """The index was written by a version of the program with other fields."""


Stamp = tuple[int, int]


def stamp(path: Path) -> Stamp:
    """What differs after the file was replaced."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def current(folder: Path) -> Path:
    """The index that is read.

    Raises: FileNotFoundError, where there is none; IndexOutdated.
    """
    name = (folder / "current").read_text(encoding="ascii")
    if not name.startswith(f"{FORMAT}-"):
        raise IndexOutdated("检索索引的格式已变，请运行：gongkai search rebuild")
    return folder / name


def create(folder: Path, rows: frequent.Rows = frequent.NONE) -> Path:
    """A new empty index that nobody reads yet and that knows some rows of characters."""
    path = folder / f"{FORMAT}-{secrets.token_hex(4)}"
    path.mkdir()
    tantivy.Index(SCHEMA, path=str(path))
    frequent.save(path, rows)
    return path


def switch(folder: Path, path: Path) -> None:
    """Let readers turn to the index `path`, and remove all others."""
    pointer = folder / "current.new"
    pointer.write_text(path.name, encoding="ascii")
    os.replace(pointer, folder / "current")
    for other in folder.iterdir():
        if other.is_dir() and other != path:
            shutil.rmtree(other)
