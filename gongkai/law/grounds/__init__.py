"""Grounds (理由) an outcome rests on: for each regime what the law says and a letter must state."""

from gongkai.law.grounds.model import Discretion, Ground
from gongkai.law.grounds.regime_2008 import GROUNDS_2008
from gongkai.law.grounds.regime_2019 import GROUNDS_2019

__all__ = ["GROUNDS", "Discretion", "Ground", "UnknownGround", "ground", "grounds_for"]


class UnknownGround(ValueError):
    """A ground that the regime does not know."""


GROUNDS: tuple[Ground, ...] = GROUNDS_2008 + GROUNDS_2019


def ground(code: str, *, regime: str) -> Ground:
    """Return a ground as a regime words it.

    Raises: UnknownGround.
    """
    for row in GROUNDS:
        if (row.code, row.regime) == (code, regime):
            return row
    raise UnknownGround(f"{regime}年条例没有这一理由：{code}。")


def grounds_for(outcome: str, *, regime: str) -> tuple[Ground, ...]:
    """The grounds an outcome may rest on under a regime, in the order of its form."""
    return tuple(row for row in GROUNDS if row.regime == regime and outcome in row.outcomes)
