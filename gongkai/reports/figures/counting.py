"""How a figure is counted: which records are read, which of them count, and what is added up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.law.calendar import WorkCalendar

# The fields of one record, as a source reads them.
Record: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records of which year; `calendar` decides what was in time."""

    agencies: QuerySet[Agency]
    year: int
    calendar: WorkCalendar

    @property
    def first_day(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, as a range lookup takes them."""
        return self.first_day, self.last_day


@dataclass(frozen=True, slots=True)
class Source:
    """Records that are read in one query, for all the figures that count among them."""

    rows: Callable[[Scope], QuerySet[Any]]
    fields: tuple[str, ...] = ()


def every(record: Record, scope: Scope) -> bool:
    """All records of a source count."""
    return True


@dataclass(frozen=True, slots=True)
class Count:
    """The records a figure counts; with `amount` the sum of that field, else their number.

    `facets` give, for a facet of the figure, the code a record has in it.
    """

    source: Source
    keep: Callable[[Record, Scope], bool] = every
    amount: str = ""
    facets: Mapping[str, Callable[[Record], str | None]] = field(default_factory=dict)


def having(name: str, *values: object) -> Callable[[Record, Scope], bool]:
    """Count the records whose field has one of the values."""
    return lambda record, scope: record[name] in values
