"""Figures on applications and their fees."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.applications import queries
from gongkai.applications.models import Application
from gongkai.fees.models import Fee
from gongkai.fees.queries import charged_or_waived
from gongkai.law.report_forms import FIGURES
from gongkai.law.report_rows import NoRow, channel_row, row_for
from gongkai.reports.figures.counting import Count, Record, Scope, Source

# Rows 21 to 31 of the local table are the reasons of row 20, 否决公开.
REFUSED = "20"
REASONS = frozenset(str(row) for row in range(21, 32))


def received(scope: Scope) -> QuerySet[Application]:
    """Applications received in the year."""
    return queries.received(scope.agencies, *scope.days)


def closed(scope: Scope) -> QuerySet[Application]:
    """Applications closed in the year, whenever they came."""
    return queries.answered(scope.agencies, *scope.days)


def carried_over(scope: Scope) -> QuerySet[Application]:
    """Applications of earlier years that were still open when the year began."""
    return queries.open_at(scope.agencies, date(scope.year - 1, 12, 31))


def carried_forward(scope: Scope) -> QuerySet[Application]:
    """Applications that were still open when the year ended."""
    return queries.open_at(scope.agencies, scope.last_day)


def fees(scope: Scope) -> QuerySet[Fee]:
    """Charges and waivers of the year."""
    return charged_or_waived(scope.agencies, *scope.days)


def _channel(form: str) -> Callable[[Record], str | None]:
    return lambda record: channel_row(form, record["channel"])


def _row(form: str) -> Callable[[Record], str | None]:
    def row(record: Record) -> str | None:
        try:
            return row_for(form, record["reply__outcome"], record["reply__ground"] or None)
        except NoRow:
            return None

    return row


def _applicant(record: Record) -> str | None:
    return str(record["applicant_kind"])


def _is_answered(record: Record, scope: Scope) -> bool:
    """Whether it was answered, not closed without an answer (withdrawn, not corrected, unpaid)."""
    return bool(record["reply__outcome"] != "other_handling")


def _is_on_time(record: Record, scope: Scope) -> bool:
    due_on: date | None = record["reply__due_on"]
    in_time = due_on is None or record["reply__replied_on"] <= due_on
    return in_time and record["extension__notified_on"] is None


def _is_extended(record: Record, scope: Scope) -> bool:
    return not _is_on_time(record, scope)


def _has_row(
    row_of: Callable[[Record], str | None], rows: frozenset[str]
) -> Callable[[Record, Scope], bool]:
    return lambda record, scope: row_of(record) in rows


_RECEIVED = Source(received, ("channel", "applicant_kind"))
_CLOSED = Source(
    closed,
    (
        "applicant_kind",
        "extension__notified_on",
        "reply__due_on",
        "reply__outcome",
        "reply__ground",
        "reply__replied_on",
    ),
)
_OVER = Source(carried_over, ("applicant_kind",))
_FORWARD = Source(carried_forward, ("applicant_kind",))
_FEES = Source(fees, ("charged", "waived"))
_BY_APPLICANT = {"applicant_kind": _applicant}


def _local_rows() -> dict[str, Count]:
    """The channels and replies of the local table: rows 11 to 16, then 18 to 31."""
    counts: dict[str, Count] = {}
    for spec in FIGURES.values():
        if not spec.local_row:
            continue
        source, row_of = (
            (_RECEIVED, _channel("local-2008"))
            if int(spec.local_row) <= 16
            else (_CLOSED, _row("local-2008"))
        )
        rows = REASONS if spec.local_row == REFUSED else frozenset({spec.local_row})
        counts[spec.key] = Count(source, _has_row(row_of, rows))
    return counts


COUNTS: Mapping[str, Count] = {
    "applications.received": Count(
        _RECEIVED, facets=_BY_APPLICANT | {"channel_row": _channel("stat-2014")}
    ),
    "applications.carried_over": Count(_OVER, facets=_BY_APPLICANT),
    "applications.closed": Count(_CLOSED, facets=_BY_APPLICANT | {"outcome_row": _row("std-2021")}),
    "applications.closed.on_time": Count(_CLOSED, _is_on_time),
    "applications.closed.extended": Count(_CLOSED, _is_extended),
    "applications.carried_forward": Count(_FORWARD, facets=_BY_APPLICANT),
    "applications.answered": Count(_CLOSED, _is_answered, facets={"reply_row": _row("stat-2014")}),
    **_local_rows(),
    "fees.charged": Count(_FEES, amount="charged"),
    "fees.waived": Count(_FEES, amount="waived"),
}
