"""Exporting ledgers: the same sheets an import takes."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model

from gongkai.ledgers.ledger import AnyLedger
from gongkai.ledgers.workbook import write_csv, write_workbook


def export_workbook(ledgers: Sequence[AnyLedger], agency: Model) -> bytes:
    """All ledgers of one agency as an xlsx file."""
    return write_workbook((ledger, rows(ledger, agency)) for ledger in ledgers)


def export_csv(ledger: AnyLedger, agency: Model) -> bytes:
    """One ledger of one agency as a CSV file."""
    return write_csv(ledger, rows(ledger, agency))


def template(ledgers: Iterable[AnyLedger]) -> bytes:
    """Empty sheets to fill in, with drop-down lists and hints."""
    return write_workbook((ledger, ()) for ledger in ledgers)


def rows(ledger: AnyLedger, agency: Model) -> Iterator[Sequence[object]]:
    """The agency's entries as rows of cells, oldest first."""
    for entry in ledger.entries(agency):
        yield [column.kind.show(getattr(entry, column.field)) for column in ledger.columns]
