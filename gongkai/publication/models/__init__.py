"""The documents on an item's way to the public, findings and comments, unsaved copies."""

from gongkai.publication.models.findings import Comment, Finding
from gongkai.publication.models.signing import (
    MAX_LEVELS,
    Approval,
    Discard,
    Return,
    ReviewScheme,
    SecrecyReview,
    ValidityChange,
    Withdrawal,
)
from gongkai.publication.models.uploads import Upload
from gongkai.publication.models.working_copies import WorkingCopy

__all__ = [
    "MAX_LEVELS",
    "Approval",
    "Comment",
    "Discard",
    "Finding",
    "Return",
    "ReviewScheme",
    "SecrecyReview",
    "Upload",
    "ValidityChange",
    "Withdrawal",
    "WorkingCopy",
]
