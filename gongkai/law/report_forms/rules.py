"""What the figures of a form must satisfy: identities 勾稽关系, and claims of its wording."""

from dataclasses import dataclass
from enum import Enum

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms.figures import CellRef


class Severity(Enum):
    """ERROR: the form contradicts itself. WARNING: probably wrong. NOTE: good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Term:
    """A number of this year's report, or of the previous year's."""

    ref: CellRef
    previous: bool = False


class IdentityKind(Enum):
    """How the sum of the left terms stands to the sum of the right ones."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    EACH_AT_MOST = "each_at_most"  # each left term by itself
    ZERO_FOR = "zero_for"  # each left term is 0 for some agency kinds


@dataclass(frozen=True, slots=True)
class Identity:
    """A cross-check 勾稽关系 of the form; `cause` is the likely mistake, for the reader."""

    code: str
    kind: IdentityKind
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    severity: Severity
    cause: str
    why: str
    agency_kinds: frozenset[AgencyKind] = frozenset()


class ClaimKind(Enum):
    """What the wording leads a reader, or a filler, to believe."""

    SHARE_BASE = "share_base"  # the parts are shares of the stated base
    COVERS = "covers"  # the parts together are the stated base
    SUM_MISTAKEN = "sum_mistaken"  # the sum of the parts was filled in for the stated base


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the customary wording of the form says about its figures.

    `message` may hold {parts} (the sum), {base} and {gap}.
    """

    code: str
    kind: ClaimKind
    parts: tuple[CellRef, ...]
    stated_base: CellRef
    severity: Severity
    message: str
    why: str
