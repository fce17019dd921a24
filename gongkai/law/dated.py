"""Rows of law that hold from a first day to a last one."""

from datetime import date
from typing import Protocol


class Dated(Protocol):
    """A row with its first and its last day, both inclusive; None is no bound."""

    @property
    def in_force(self) -> date | None: ...

    @property
    def until(self) -> date | None: ...


def holds_on(row: Dated, day: date) -> bool:
    """Whether a row is in force on a day."""
    return (row.in_force is None or row.in_force <= day) and (row.until is None or day <= row.until)
