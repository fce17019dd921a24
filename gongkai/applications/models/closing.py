"""The day on which a case closed, for what counts from it in the database."""

from datetime import date

from django.db.models import Case, DateField, Expression, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, NullIf

from gongkai.applications.models.application import Application, Reopening


def _day(year: int, month: int, day: int) -> Value:
    return Value(date(year, month, day), output_field=DateField())


_NEVER = _day(1, 1, 1)
# Stands for the end of what has none yet.
_OPEN = _day(9999, 12, 31)


def closed_day(path: str = "") -> Case:
    """The last answer or the withdrawal of the application at `path`; NULL while it is in hand.

    `path` ends with two underscores, or is empty for the application itself. The same as
    `queries.closed_on`, for closed cases.
    """
    again = Reopening.objects.filter(application=OuterRef(f"{path}pk"), replied_on__isnull=False)
    last = Subquery(again.order_by("-replied_on").values("replied_on")[:1])
    days = (F(f"{path}reply__replied_on"), F(f"{path}withdrawal__withdrawn_on"), last)
    latest = Greatest(*(Coalesce(day, _NEVER) for day in days))
    return Case(
        When(**{f"{path}status": Application.Status.ANSWERED}, then=NullIf(latest, _NEVER)),
        default=None,
        output_field=DateField(),
    )


def period_from(path: str = "") -> Expression:
    """The day from which the time of keeping runs: the last closing of the case and its kin.

    Kin are the application it was split from, all parts of that, and the cases it became at
    another agency: they share what came in. NULL while one of them is in hand.
    """
    own, root = OuterRef(f"{path}pk"), OuterRef(f"{path}split_from")
    kin = (
        {"split_from": own},
        {"pk": root},
        {"split_from": root},
        {"came_from__application": own},
        {"split_from__came_from__application": own},
    )
    days = (Coalesce(_last(**which), _NEVER) for which in kin)
    return NullIf(Greatest(Coalesce(closed_day(path), _OPEN), *days), _OPEN)


def _last(**which: OuterRef) -> Subquery:
    rows = Application.objects.filter(**which).annotate(day=Coalesce(closed_day(), _OPEN))
    return Subquery(rows.order_by("-day").values("day")[:1])
