"""The records of a case beyond its register: findings, decision, letters, follow-up."""

from gongkai.casework.models.findings import (
    Decision,
    FoundDocument,
    RedactionMark,
    SearchRecord,
    documents_of,
    grounds_of,
    marks_in_order,
)
from gongkai.casework.models.follow_up import (
    ApplicantMessage,
    Digest,
    Rating,
    Reminder,
    ReminderRound,
)
from gongkai.casework.models.letters import (
    Letter,
    LetterReview,
    LetterWording,
    Numbering,
    RemedySetting,
    SeriesYear,
    Service,
    ServiceMethod,
)

__all__ = [
    "ApplicantMessage",
    "Decision",
    "Digest",
    "FoundDocument",
    "Letter",
    "LetterReview",
    "LetterWording",
    "Numbering",
    "Rating",
    "RedactionMark",
    "RemedySetting",
    "Reminder",
    "ReminderRound",
    "SearchRecord",
    "SeriesYear",
    "Service",
    "ServiceMethod",
    "documents_of",
    "grounds_of",
    "marks_in_order",
]
