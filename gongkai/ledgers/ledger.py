"""A ledger (台账): one kind of record as the office keeps it, on a sheet or on a page.

One description serves the import, the export, the empty template and the staff's
list, show, create and change pages of that kind of record.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from gongkai.audit.actions import Action
from gongkai.ledgers.columns import Column

M = TypeVar("M", bound=Model)
E = TypeVar("E")


@dataclass(frozen=True, kw_only=True)
class Ledger(Generic[E, M]):
    """One kind of record.

    `entry` is a frozen dataclass with one field per column; `enter` and `amend` are
    the transitions that write it; `read` gives the entry a record stands for, so that
    `enter(agency, entry)` followed by `read` gives `entry` again. The import knows a
    row that is already there by this equality.
    """

    key: str  # as in an address: "trainings"
    sheet: str  # as on a tab: "培训"
    about: str  # one sentence for the person who fills it
    columns: tuple[Column, ...]
    entry: type[E]
    model: type[M]
    day: str  # the model's field that orders the list, newest first
    # The agency is a model of a room above this one, so its class cannot be named here.
    records: Callable[[Any], QuerySet[M]]  # of one agency, with what `read` needs selected
    read: Callable[[M], E]
    enter: Callable[..., M]  # (agency, entry, *, acting)
    amend: Callable[..., M]  # (pk, entry, *, reason, acting)
    entering: Action
    amending: Action
    synonyms: tuple[str, ...] = ()
    # (agency, entry): the entry as `read` will give it, where a cell can name one thing in
    # several ways; refuses as `enter` would.
    as_read: Callable[[Any, E], E] = lambda agency, entry: entry
    # Within it an import enters its rows: for what is done once for all of them, at the end.
    together: Callable[[], AbstractContextManager[None]] = nullcontext

    def __post_init__(self) -> None:
        named = [column.field for column in self.columns]
        declared = [field.name for field in fields(self.entry)]  # type: ignore[arg-type]
        if named != declared:
            raise TypeError(f"{self.key}: columns {named} are not the entry's fields {declared}")

    def column(self, field: str) -> Column | None:
        """The column that fills `field`."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def listed_columns(self) -> tuple[Column, ...]:
        """The columns a list page shows."""
        return tuple(column for column in self.columns if column.listed)

    def shown(self, record: M) -> dict[str, Any]:
        """The record's values by field, each as it is shown."""
        entry = self.read(record)
        return {
            column.field: column.kind.show(getattr(entry, column.field)) for column in self.columns
        }

    def entries(self, agency: Model) -> Iterator[E]:
        """All entries of an agency, oldest first."""
        records = self.records(agency).order_by(self.day, "pk")
        # Django loads what records refer to by one condition each, and SQLite takes 1000 of them.
        for record in records.iterator(chunk_size=500):
            yield self.read(record)


AnyLedger = Ledger[Any, Any]


def copied(entry: type[E]) -> Callable[[Any], E]:
    """A `read` for records whose fields bear the entry's names."""
    names = [field.name for field in fields(entry)]  # type: ignore[arg-type]
    return lambda record: entry(**{name: getattr(record, name) for name in names})
