"""Until when the applicant may have the answer reviewed: from the day the letter was received."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications.models import Application
from gongkai.casework.kinds import ANSWERS
from gongkai.casework.models import Decision, Letter, documents_of, grounds_of
from gongkai.casework.queries import letters_to
from gongkai.law.calendar import WorkCalendar
from gongkai.law.deadlines import PeriodKind, period_deadline
from gongkai.law.remedies import is_reconsideration_first


@dataclass(frozen=True, slots=True)
class ReviewDays:
    """The last days; no `lawsuit` where reconsideration has to come first."""

    received_on: date
    reconsideration: date
    lawsuit: date | None


def review_days(application: Application, calendar: WorkCalendar) -> ReviewDays | None:
    """The last days to seek review of the last answer; None while its receipt is not known.

    Source: 行政复议法(2023) 第二十条、第二十三条; 行政诉讼法 第四十六条.
    """
    answers = [letter for letter in letters_to(application) if letter.kind in ANSWERS]
    if not answers:
        return None
    letter = answers[-1]
    received = [row.received_on for row in letter.services.all() if row.received_on]
    decision = Decision.objects.filter(pk=letter.concerns or 0).first()
    if not received or decision is None or letter.signed_on is None:
        return None
    day = max(received)
    signed_on, outcome = letter.signed_on, decision.outcome
    first = any(
        is_reconsideration_first(signed_on, outcome, ground or None)
        for ground in _grounds(letter, decision)
    )
    return ReviewDays(
        day,
        period_deadline(PeriodKind.RECONSIDERATION, day, calendar).due_on,
        None if first else period_deadline(PeriodKind.LAWSUIT, day, calendar).due_on,
    )


def _grounds(letter: Letter, decision: Decision) -> list[str]:
    """The grounds the letter states; one that asks for reconsideration first decides.

    The same as `letters.remedy`.
    """
    if letter.kind != "D10":
        return [decision.ground]
    documents = documents_of(decision.application, decision.reopening_id)
    found = [ground for one in documents for ground in grounds_of(one)]
    return found or [decision.ground]
