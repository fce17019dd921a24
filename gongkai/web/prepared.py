"""Queries whose SQL is made once: for pages, and for the import, whose time is spent on making SQL.

    _NAMES = Prepared(lambda agency: AgencyName.objects.filter(agency=agency).values_list(…), -1)
    _NAMES.rows(7)
    _NAMED = Prepared(lambda agency, name: Person.objects.filter(agency=agency, name=name), -1, "#")
    _NAMED.records(7, "李文")

Building a queryset and its SQL costs five times what SQLite needs to answer it. The queryset is
built once with sample values, which must occur nowhere else in it; each run puts its own in their
place. `rows` come as the database gives them, so select plain columns only; `records` are whole
records of the queryset's model.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

# What stands for a run's value: its place, and the text around it where it is part of a pattern.
_Slot = tuple[int, str | None]


Sample = int | str | date


class Prepared:
    """A query with values to come, of the kinds of their samples."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *samples: Sample) -> None:
        self._build, self._samples = build, samples
        self._model: type[Model] = Model
        self._sql = ""
        self._parameters: list[Any] = []
        self._slots: dict[int, _Slot] = {}

    def rows(self, *values: Sample) -> list[tuple[Any, ...]]:
        """The rows for some values, one for each sample."""
        with connection.cursor() as cursor:
            parameters = self._filled(values)
            cursor.execute(self._sql, parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def first(self, *values: Sample) -> tuple[Any, ...] | None:
        """The first row."""
        return next(iter(self.rows(*values)), None)

    def records(self, *values: Sample) -> list[Any]:
        """The records for some values, where the query is not one of `values_list`."""
        parameters = self._filled(values)
        return list(self._model._default_manager.raw(self._sql, parameters))

    def count(self, *values: Sample) -> int:
        """The number of rows, counted by the database."""
        with connection.cursor() as cursor:
            parameters = self._filled(values)
            cursor.execute(f"SELECT COUNT(*) FROM ({self._sql}) counted", parameters)  # noqa: S608
            return int(cursor.fetchone()[0])

    def _filled(self, values: Sequence[Sample]) -> list[Any]:
        if not self._sql:
            self._prepare()
        parameters = self._parameters[:]
        for place, (number, pattern) in self._slots.items():
            value: Any = _adapted(values[number])
            if pattern is not None:
                value = pattern.format(connection.ops.prep_for_like_query(value))
            parameters[place] = value
        return parameters

    def _prepare(self) -> None:
        query = self._build(*self._samples)
        sql, parameters = query.query.sql_with_params()
        self._model = query.model
        self._parameters = list(parameters)
        samples = [_adapted(sample) for sample in self._samples]
        for place, parameter in enumerate(parameters):
            for number, sample in enumerate(samples):
                if parameter == sample:
                    self._slots[place] = (number, None)
                elif isinstance(sample, str) and sample in str(parameter):
                    self._slots[place] = (number, parameter.replace(sample, "{}"))
        self._sql = sql  # last, for another thread may ask meanwhile


def _adapted(value: Sample) -> Any:
    """The value as the database takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
