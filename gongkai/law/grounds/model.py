"""What a ground is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Discretion(StrEnum):
    """Whether the ground leaves the agency a choice."""

    MANDATORY = "mandatory"  # 应当、不得
    MAY = "may"  # 可以: the letter says that disclosure was weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground under one regime.

    `outcomes` are the outcomes it may carry, `letter_facts` what the letter must state,
    `also_called` the words forms and ledgers use for it. `in_force` and `until` (inclusive)
    are compared with the day the application was received.
    """

    code: str
    regime: str
    label: str
    article: str
    outcomes: tuple[str, ...]
    discretion: Discretion | None
    letter_facts: tuple[str, ...]
    in_force: date
    until: date | None
    also_called: tuple[str, ...] = ()
    certain: bool = True
