"""What a list page of a ledger shows: years with their counts, filters, cells in their columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Model, Q, QuerySet, SlugField, TextField
from django.db.models.functions import ExtractYear

from gongkai.ledgers.columns import Amount, Choice, Whole
from gongkai.ledgers.ledger import AnyLedger
from gongkai.web.jinja import number


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a list: the header it stands under, its text, and how it is aligned."""

    header: str
    text: str
    numeric: bool


def years(rows: QuerySet[Any], day: str) -> list[tuple[int, int]]:
    """The years in which something is registered, newest first, each with its count."""
    of_year = rows.order_by().annotate(listed_year=ExtractYear(day)).values_list("listed_year")
    counted = of_year.annotate(Count("pk")).order_by("-listed_year")
    return [(found, count) for found, count in counted if found is not None]


def matching(ledger: AnyLedger, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """The rows in which each of the words stands in some text or some choice."""
    paths = list(_text_paths(ledger.model, rows.query.select_related))
    for word in words.split():
        found = Q(pk__in=[])
        for path in paths:
            found |= Q(**{f"{path}__icontains": word})
        for field, codes in _choices(ledger, word):
            found |= Q(**{f"{field}__in": codes})
        rows = rows.filter(found)
    return rows


def cells(ledger: AnyLedger, record: Model) -> list[Cell]:
    """The listed columns of one record."""
    shown = ledger.shown(record)
    return [
        Cell(column.header, _text(shown[column.field]), isinstance(column.kind, Whole | Amount))
        for column in ledger.listed_columns
    ]


def _text(value: str | int | date | Decimal) -> str:
    return number(value) if isinstance(value, int | Decimal) else str(value)


def _text_paths(model: type[Model], related: Any, before: str = "") -> Iterator[str]:
    """Text fields of a model and of what its list loads along with it."""
    for field in model._meta.concrete_fields:
        text = isinstance(field, CharField | TextField) and not isinstance(field, SlugField)
        if text and not field.choices:
            yield f"{before}{field.name}"
    for name, below in (related if isinstance(related, dict) else {}).items():
        remote = model._meta.get_field(name).related_model
        if isinstance(remote, type) and issubclass(remote, Model):
            yield from _text_paths(remote, below, f"{before}{name}__")


def _choices(ledger: AnyLedger, word: str) -> Iterator[tuple[str, list[str]]]:
    own = {field.name for field in ledger.model._meta.concrete_fields}
    for column in ledger.columns:
        if isinstance(column.kind, Choice) and column.field in own:
            codes = [code for code, label in column.kind.options if word in label]
            if codes:
                yield column.field, codes
