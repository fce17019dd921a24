"""The day on which a case closed, for what counts from it in the database."""

from datetime import date

from django.db.models import Case, DateField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, NullIf

from gongkai.applications.models.application import Application, Reopening

_NEVER = Value(date(1, 1, 1), output_field=DateField())


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
