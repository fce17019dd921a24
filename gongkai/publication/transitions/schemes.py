"""How many levels of review an agency has, from a day on."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.publication.models import ReviewScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSchemeEntry:
    """A number of levels, whether the approver must be nobody who reviewed, and since when."""

    levels: int
    approver_apart: bool = False
    since: date


@transaction.atomic
def adopt_review_scheme(
    agency: Agency, entry: ReviewSchemeEntry, *, acting: Acting
) -> ReviewScheme:
    """Register how many people review each item from a day on, one to three.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.REVIEW_SCHEME_ADOPT, agency)
    scheme = ReviewScheme(agency=agency, **asdict(entry))
    records.validate(scheme)
    return records.enter(scheme, action=Action.REVIEW_SCHEME_ADOPT, acting=acting)


@transaction.atomic
def amend_review_scheme(
    scheme_id: int, entry: ReviewSchemeEntry, *, reason: str, acting: Acting
) -> ReviewScheme:
    """Correct a number of levels or its first day.

    Raises: NotAllowed.
    """
    scheme = (
        ReviewScheme.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=scheme_id)
    )
    policies.permit(acting.by, Action.REVIEW_SCHEME_AMEND, scheme.agency)
    return records.amend(
        scheme, asdict(entry), reason=reason, action=Action.REVIEW_SCHEME_AMEND, acting=acting
    )
