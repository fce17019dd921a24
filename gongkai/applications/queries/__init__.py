"""Reads of applications: their clock, what is in hand, what a report counts, who applied."""

from gongkai.applications.queries.cases import (
    answered,
    awaiting,
    due_within,
    in_hand,
    next_number,
    numbered,
    numbers_of,
    open_at,
    overdue,
    received,
    visible_to,
    with_steps,
)
from gongkai.applications.queries.clocks import (
    clock_of,
    closed_on,
    correction_until,
    days_of,
    deadline_of,
    first_deadline_of,
    opinion_until,
    regime_of,
    reopening_of,
)
from gongkai.applications.queries.likeness import LookAlike, look_alikes
from gongkai.applications.queries.people import (
    applicants_known,
    is_same_name,
    month_ordinal,
    same_applicant,
    submission_of,
)
from gongkai.applications.queries.standing import Standing, standing_of

__all__ = [
    "LookAlike",
    "Standing",
    "answered",
    "applicants_known",
    "awaiting",
    "clock_of",
    "closed_on",
    "correction_until",
    "days_of",
    "deadline_of",
    "due_within",
    "first_deadline_of",
    "in_hand",
    "is_same_name",
    "look_alikes",
    "month_ordinal",
    "next_number",
    "numbered",
    "numbers_of",
    "open_at",
    "opinion_until",
    "overdue",
    "received",
    "regime_of",
    "reopening_of",
    "same_applicant",
    "standing_of",
    "submission_of",
    "visible_to",
    "with_steps",
]
