"""Who applied, as far as the office knows: the same person found again."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.applications.models import Application, Identity, Submission
from gongkai.applications.queries.cases import with_steps
from gongkai.applications.queries.retention import ERASED
from gongkai.law.fees import next_ordinal
from gongkai.protection.masking import Kind, normal
from gongkai.protection.queries import sharing


def submission_of(application: Application) -> Submission | None:
    """What came in for the case; a part of another application, or one handed over, has its."""
    own: Submission | None = getattr(application, "submission", None)
    if own:
        return own
    if application.split_from:
        return submission_of(application.split_from)
    came_from = getattr(application, "came_from", None)
    return submission_of(came_from.application) if came_from else None


def same_applicant(application: Application) -> QuerySet[Application]:
    """The agency's other applications of the same person, the latest first.

    By the number of an identity paper or a telephone; without either by the name.
    """
    submission = submission_of(application)
    identity: Identity | None = getattr(submission, "identity", None)
    erased = application.applicant == ERASED
    same = Q(pk__in=[]) if erased else Q(applicant=application.applicant)
    if identity and (identity.id_number or identity.phone):
        rows = sharing(identity, "id_number_index") | sharing(identity, "phone_index")
        known = Q(submission__identity__in=rows) | Q(split_from__submission__identity__in=rows)
        # An old ledger gives nothing but the name.
        bare = Q(submission=None, split_from=None)
        same = known | (same & bare) | Q(split_from=application) | Q(pk=application.split_from_id)
    found = with_steps().filter(same, agency=application.agency_id).exclude(pk=application.pk)
    return found.order_by("-received_on", "-pk")


def is_same_name(one: Application, other: Application) -> bool:
    """Whether two applications give the same name, however it was written."""
    first, second = (normal(Kind.NAME, row.applicant) for row in (one, other))
    return first == second


def month_ordinal(application: Application) -> int:
    """Which application of its calendar month it is, of this applicant to this agency.

    Source: 国办函〔2020〕109号 第四条.
    """
    earlier = same_applicant(application).filter(
        Q(received_on__lt=application.received_on)
        | Q(received_on=application.received_on, pk__lt=application.pk)
    )
    days: list[date] = list(earlier.values_list("received_on", flat=True))
    return next_ordinal(application.received_on, earlier=days)


def applicants_known(
    agency: Agency, *, id_number: str = "", phone: str = ""
) -> QuerySet[Submission]:
    """What came to the agency from the person with this number, the latest first."""
    known = Q(identity__id_number_index=id_number) if id_number else Q(pk__in=[])
    if phone:
        known |= Q(identity__phone_index=phone)
    found = Submission.objects.select_related("identity", "application")
    return found.filter(known, agency=agency).order_by("-came_at", "-pk")
