from decimal import Decimal

import pytest

from gongkai.law.report_forms.values import (
    EMPTY,
    NOT_APPLICABLE,
    Counted,
    FigureValue,
    State,
    number_text,
    state_of,
)


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (Counted(3), State.POSITIVE),
        (Counted(-2), State.POSITIVE),
        (Counted(0), State.ZERO),
        (Counted(Decimal("0.00")), State.ZERO),
        (EMPTY, State.EMPTY),
        (NOT_APPLICABLE, State.NOT_APPLICABLE),
    ],
)
def test_state(value: FigureValue, state: State) -> None:
    assert state_of(value) is state


def test_empty_zero_and_not_applicable_are_three_things() -> None:
    assert len({EMPTY, NOT_APPLICABLE, Counted(0)}) == 3


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1147, "1147"),
        (100, "100"),
        (0, "0"),
        (-2, "-2"),
        (Decimal("25.10"), "25.1"),
        (Decimal("400.00"), "400"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_number_text(number: int | Decimal, text: str) -> None:
    assert number_text(number) == text
