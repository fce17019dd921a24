"""Figures on reconsideration, litigation and complaints."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.reports.figures.counting import Count, Record, Scope, Source, having
from gongkai.supervision.models import Complaint


def reconsiderations(scope: Scope) -> QuerySet[Reconsideration]:
    """Cases concluded in the year or pending at its end."""
    return _at_year_end(Reconsideration.objects.all(), scope)


def lawsuits(scope: Scope) -> QuerySet[Lawsuit]:
    """Cases concluded in the year or pending at its end."""
    return _at_year_end(Lawsuit.objects.all(), scope)


def complaints(scope: Scope) -> QuerySet[Complaint]:
    """Complaints, reports and appeals of the year."""
    return Complaint.objects.filter(agency__in=scope.agencies, received_on__range=scope.days)


def _at_year_end(cases: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Cases as they stood on the last day: a result of a later year is not known yet."""
    known = When(decided_on__lte=scope.last_day, then=F("result"))
    in_hand = Q(decided_on__isnull=True) | Q(decided_on__gte=scope.first_day)
    found: QuerySet[Any] = cases.filter(
        in_hand, agency__in=scope.agencies, filed_on__lte=scope.last_day
    )
    then: QuerySet[Any] = found.annotate(result_then=Case(known, default=Value("pending")))
    return then


def _filed_in_year(record: Record, scope: Scope) -> bool:
    return bool(record["filed_on"].year == scope.year)


def _is_concluded(record: Record, scope: Scope) -> bool:
    return bool(record["result_then"] != "pending")


def _result(record: Record) -> str | None:
    return str(record["result_then"])


def _route(record: Record) -> str | None:
    return "after_reconsideration" if record["after_reconsideration"] else "direct"


_RECONSIDERATIONS = Source(reconsiderations, ("filed_on", "result_then"))
_LAWSUITS = Source(lawsuits, ("filed_on", "result_then", "after_reconsideration"))
_COMPLAINTS = Source(complaints, ("kind",))

COUNTS: Mapping[str, Count] = {
    "reconsiderations": Count(_RECONSIDERATIONS, _filed_in_year),
    "lawsuits": Count(_LAWSUITS, _filed_in_year),
    "remedies.reconsideration": Count(_RECONSIDERATIONS, facets={"result": _result}),
    "remedies.reconsideration.concluded": Count(_RECONSIDERATIONS, _is_concluded),
    "remedies.litigation": Count(_LAWSUITS, facets={"result": _result, "route": _route}),
    "remedies.litigation.concluded": Count(_LAWSUITS, _is_concluded),
    "appeals": Count(_COMPLAINTS, having("kind", "appeal")),
    "complaints": Count(_COMPLAINTS, having("kind", "complaint", "report")),
}
