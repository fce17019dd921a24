"""Applications as they came: found again by their applicant, waiting for their confirmation."""

from django.db.models import QuerySet

from gongkai.accounts.models import User
from gongkai.agencies.queries import readable_by
from gongkai.applications import codes
from gongkai.applications.models import Application, Submission
from gongkai.applications.queries.cases import with_steps


def by_number_and_code(number: str, code: str) -> Application | None:
    """The application an applicant asks for.

    One query, whichever of the two is wrong, over a hash of what was typed: neither the answer
    nor its time tells which.
    """
    found = with_steps().select_related("agency", "submission")
    return found.filter(submission__code_hash=codes.digest(code), number=number.strip()).first()


def waiting(user: User) -> QuerySet[Submission]:
    """What waits for its confirmation with the applicant, the oldest first."""
    found = Submission.objects.filter(application=None, agency__in=readable_by(user))
    return found.select_related("agency").order_by("came_at", "pk")
