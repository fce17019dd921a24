"""Applications that ask for the same, or nearly."""

from dataclasses import dataclass
from datetime import timedelta

from gongkai.applications.likeness import pairs, share
from gongkai.applications.models import Application
from gongkai.applications.queries.cases import with_steps
from gongkai.applications.queries.retention import ERASED

# How far back and how many, so that the page stays quick; how alike, and how many are shown.
_DAYS, _MOST = 3 * 366, 3_000
_ALIKE, _SHOWN = 0.6, 5


@dataclass(frozen=True, slots=True)
class LookAlike:
    """An earlier application and how much of it is the same, from 0 to 1.

    `same_applicant`: 第三十六条第（六）项 may apply. Its answer is `application.reply`.
    """

    application: Application
    share: float
    same_applicant: bool


def look_alikes(application: Application) -> list[LookAlike]:
    """The agency's applications of the last three years that ask for nearly the same."""
    since = application.received_on - timedelta(days=_DAYS)
    others = (
        Application.objects.filter(
            agency=application.agency_id,
            received_on__range=(since, application.received_on),
        )
        .exclude(pk=application.pk)
        # What was erased says nothing of what was asked for.
        .exclude(content=ERASED)
        .order_by("-received_on", "-pk")
        .values_list("pk", "content")[:_MOST]
    )
    own = pairs(application.content)
    shares = {pk: share(own, pairs(content)) for pk, content in others}
    alike = sorted((pk for pk in shares if shares[pk] >= _ALIKE), key=lambda pk: -shares[pk])
    found = with_steps().in_bulk(alike[:_SHOWN])
    return [
        LookAlike(found[pk], shares[pk], found[pk].applicant == application.applicant)
        for pk in alike[:_SHOWN]
    ]
