"""What a figure can say: a number, nothing recorded, or that it does not exist here."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that was counted or stated; zero is a number."""

    value: int | Decimal


class Absent(Enum):
    """Why there is no number. The value is the word a reader sees."""

    EMPTY = "未填报"
    NOT_APPLICABLE = "不适用"


EMPTY = Absent.EMPTY
NOT_APPLICABLE = Absent.NOT_APPLICABLE

FigureValue: TypeAlias = Counted | Absent


class State(Enum):
    """What a narrative sentence asks of a figure. The value is its name in the data."""

    POSITIVE = "positive"
    ZERO = "zero"
    EMPTY = "empty"
    NOT_APPLICABLE = "not_applicable"


def state_of(value: FigureValue) -> State:
    """Return the state of a figure; a negative number counts as positive, being a number."""
    if isinstance(value, Absent):
        return State.EMPTY if value is Absent.EMPTY else State.NOT_APPLICABLE
    return State.POSITIVE if value.value else State.ZERO


def number_text(number: int | Decimal) -> str:
    """Return a number as plain digits, without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
