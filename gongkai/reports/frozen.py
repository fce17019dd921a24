"""A report as it leaves the records: its figures as JSON, its document, and their digest."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.documents import model as documents
from gongkai.documents import tables
from gongkai.documents.figures import FigureLink
from gongkai.law.report_forms import FIGURES, NOT_APPLICABLE, Counted, Finding, label_of
from gongkai.reports.compose import ComputedReport
from gongkai.reports.figures import Figure, query_name
from gongkai.reports.layout import figure_address
from gongkai.reports.models import PublishedReport
from gongkai.reports.wording import Share

MOST_RECORDS = 1000  # a longer list of records is given by its digest


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is exported and what is frozen at publication."""

    data: Mapping[str, Any]
    document: documents.Document

    @property
    def digest(self) -> str:
        """The digest of figures and document."""
        # Sorted, for PostgreSQL keeps no order of keys.
        content = json.dumps([self.data, self.frozen_document()], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    def frozen_document(self) -> Any:
        """The document as JSON holds it."""
        return json.loads(json.dumps(asdict(self.document), default=str))


def snapshot_of(computed: ComputedReport) -> Snapshot:
    """The report as computed."""
    agency = computed.agency
    data = {
        "agency": agency.code,
        "agency_name": computed.document.organ,
        "year": computed.year,
        "form": computed.form.code,
        "title": computed.document.title,
        "figures": [
            _figure(figure, computed.shares.get(ref, ()), computed)
            for ref, figure in computed.figures.items()
        ],
        "findings": [
            {
                "severity": finding.severity.value,
                "code": finding.code,
                "message": finding.message,
                "keys": [str(ref) for ref in finding.keys],
            }
            for finding in computed.findings
        ],
    }
    return Snapshot(data, computed.document)


def thawed(published: PublishedReport) -> Snapshot:
    """A published report exactly as it was."""
    return Snapshot(published.figures, _document(published.document))


def finding_key(finding: Finding) -> str:
    """A short name for a finding, the same as long as it speaks of the same figures."""
    content = " ".join([finding.code, *map(str, finding.keys)])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _figure(figure: Figure, shares: Sequence[Share], computed: ComputedReport) -> dict[str, Any]:
    value = figure.value
    row: dict[str, Any] = {
        "key": str(figure.ref),
        "label": label_of(figure.ref),
        "value": _number(value.value) if isinstance(value, Counted) else None,
        "unit": FIGURES[figure.ref.figure].unit,
        "share": _number(shares[0].percent) if shares else None,
        "shares": [
            {"base": str(share.base), "percent": _number(share.percent), "text": share.text}
            for share in shares
        ],
        "query": query_name(figure.ref.figure),
        "address": figure_address(computed.agency.code, figure.ref, computed.year),
        "record_type": figure.record_type,
    }
    if not isinstance(value, Counted):
        row["state"] = "not_applicable" if value is NOT_APPLICABLE else "empty"
    if len(figure.records) > MOST_RECORDS:
        listed = json.dumps(sorted(figure.records)).encode()
        row["records_digest"] = hashlib.sha256(listed).hexdigest()
        row["record_count"] = len(figure.records)
    else:
        row["records"] = list(figure.records)
    return row


def _number(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


# ---------------------------------------------------------------- a document from JSON


def _document(data: dict[str, Any]) -> documents.Document:
    signature = data["signature"]
    return documents.Document(
        **data
        | {
            "dated": date.fromisoformat(data["dated"]),
            "keywords": tuple(data["keywords"]),
            "blocks": tuple(_block(block) for block in data["blocks"]),
            "signature": documents.Signature(**signature) if signature else None,
        }
    )


def _block(data: dict[str, Any]) -> documents.Block:
    fields = {name: value for name, value in data.items() if name != "block"}
    match data["block"]:
        case "heading":
            return documents.Heading(**fields)
        case "paragraph":
            fields |= {"runs": _runs(data["runs"]), "align": tables.Align(data["align"])}
            return documents.Paragraph(**fields)
        case "list":
            return documents.ListBlock(
                tuple(_runs(item) for item in data["items"]), ordered=data["ordered"]
            )
        case "chart":
            fields |= {
                "kind": documents.ChartKind(data["kind"]),
                "marks": tuple(_mark(mark) for mark in data["marks"]),
            }
            return documents.Chart(**fields)
    fields |= {name: _rows(data[name]) for name in ("header", "body")}
    fields |= {name: tuple(data[name]) for name in ("notes", "widths")}
    return tables.Table(**fields)


def _runs(rows: list[dict[str, Any]]) -> tuple[documents.Run, ...]:
    return tuple(documents.Run(**row | {"figure": _link(row["figure"])}) for row in rows)


def _mark(data: dict[str, Any]) -> documents.Mark:
    value = data["value"]
    # A decimal was written as text: JSON has no exact fractions.
    return documents.Mark(**data | {"value": Decimal(value) if isinstance(value, str) else value})


def _rows(rows: list[list[dict[str, Any]]]) -> tuple[tables.Row, ...]:
    return tuple(tuple(_cell(cell) for cell in row) for row in rows)


def _cell(data: dict[str, Any]) -> tables.Cell:
    return tables.Cell(
        **data
        | {
            "align": tables.Align(data["align"]),
            "scope": tables.Scope(data["scope"]),
            "figure": _link(data["figure"]),
        }
    )


def _link(data: dict[str, str] | None) -> FigureLink | None:
    return FigureLink(**data) if data else None
