"""Fictional people, and what the database holds of them."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from tests.protection.models import Petitioner

NAME = "陈小河"
ID_NUMBER = "220581199003072415"
PHONE = "13812345678"
ADDRESS = "长河省清水县青山镇李家村三组18号"
VALUES = {"name": NAME, "id_number": ID_NUMBER, "phone": PHONE, "address": ADDRESS}


def enter(**changes: Any) -> Petitioner:
    """陈小河, or somebody who differs from her."""
    values: dict[str, Any] = {"kind": "natural_person", "outcome": "granted", **VALUES}
    return Petitioner.objects.create(**{**values, **changes})


def again(record: Petitioner) -> Petitioner:
    """The record as it is read from the database."""
    return Petitioner.objects.get(pk=record.pk)


def stored(record: Petitioner, column: str) -> str:
    """What stands in the database, by SQL of our own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sample_petitioner WHERE id = %s", [record.pk])  # noqa: S608
        return str(cursor.fetchone()[0])


def overwrite(record: Petitioner, column: str, content: str) -> None:
    """Change the database behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE sample_petitioner SET {column} = %s WHERE id = %s",  # noqa: S608
            [content, record.pk],
        )


def closed(on: date | None, **changes: Any) -> Petitioner:
    """Somebody whose case was closed that day."""
    return enter(closed_on=on, **changes)


def age(path: Path, *, minutes: int) -> None:
    """Let the ring be last changed so long ago."""
    then = path.stat().st_mtime - 60 * minutes
    os.utime(path, (then, then))
