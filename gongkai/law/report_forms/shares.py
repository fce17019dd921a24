"""Percentages: how we compute them, and how strictly a stated one is judged."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum


class Verdict(Enum):
    """How a stated percentage compares with the true one. Only WRONG is a mistake."""

    EXACT = "exact"
    TRUNCATED = "truncated"
    PADDED = "padded"  # right with fewer decimals, zeros added
    LAST_DIGIT = "last_digit"  # within two units of the last digit
    WRONG = "wrong"


def share(part: int | Decimal, base: int | Decimal, *, decimals: int) -> Decimal | None:
    """Return the share of `part` in `base`, rounded half up; none when the base is zero.

    Units: per cent.
    """
    if not base:
        return None
    return _quantized(_per_cent(part, base), decimals, ROUND_HALF_UP)


def judge(stated: Decimal, *, part: int | Decimal, base: int | Decimal) -> Verdict:
    """Judge a stated percentage by its own number of decimals.

    Units: `stated` is per cent.
    """
    exponent = stated.as_tuple().exponent
    if not base or not isinstance(exponent, int):
        return Verdict.WRONG
    true, decimals = _per_cent(part, base), max(0, -exponent)
    rounded = _quantized(true, decimals, ROUND_HALF_UP)
    if stated == rounded:
        return Verdict.EXACT
    if stated == _quantized(true, decimals, ROUND_DOWN):
        return Verdict.TRUNCATED
    if _is_padded(stated, true, decimals):
        return Verdict.PADDED
    unit = Decimal(1).scaleb(-decimals)
    return Verdict.LAST_DIGIT if abs(stated - rounded) <= 2 * unit else Verdict.WRONG


def add_to_hundred(stated: Iterable[Decimal]) -> bool:
    """Whether percentages add up to 100, give or take a hundredth."""
    return Decimal("99.99") <= sum(stated) <= Decimal("100.01")


def _per_cent(part: int | Decimal, base: int | Decimal) -> Decimal:
    return Decimal(part) * 100 / Decimal(base)


def _quantized(number: Decimal, decimals: int, rounding: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def _is_padded(stated: Decimal, true: Decimal, decimals: int) -> bool:
    return any(stated == _quantized(true, fewer, ROUND_HALF_UP) for fewer in range(decimals))
