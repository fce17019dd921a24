"""Disclosure applications (依申请公开) and the records of their handling."""

from gongkai.applications.models.application import (
    Application,
    DueDateChange,
    Reopening,
    Reply,
    Withdrawal,
)
from gongkai.applications.models.record_corrections import (
    RecordCorrection,
    RecordEvidence,
    RecordIdentity,
)
from gongkai.applications.models.steps import (
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    Justification,
    Note,
    Transfer,
)
from gongkai.applications.models.submission import (
    Identity,
    IdentityProof,
    Submission,
    SubmissionFile,
)
from gongkai.applications.models.suggestions import DisclosureSuggestion

__all__ = [
    "Application",
    "Consultation",
    "Correction",
    "DisclosureSuggestion",
    "DueDateChange",
    "Extension",
    "FeeNotice",
    "Identity",
    "IdentityProof",
    "Justification",
    "Note",
    "RecordCorrection",
    "RecordEvidence",
    "RecordIdentity",
    "Reopening",
    "Reply",
    "Submission",
    "SubmissionFile",
    "Transfer",
    "Withdrawal",
]
