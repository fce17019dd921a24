from dataclasses import dataclass
from datetime import date

import pytest

from gongkai.law.dated import holds_on


@dataclass(frozen=True)
class Row:
    in_force: date | None
    until: date | None


FIRST, LAST = date(2008, 5, 1), date(2019, 5, 14)


@pytest.mark.parametrize(
    ("row", "day", "holds"),
    [
        (Row(FIRST, LAST), date(2008, 4, 30), False),
        (Row(FIRST, LAST), date(2008, 5, 1), True),
        (Row(FIRST, LAST), date(2019, 5, 14), True),
        (Row(FIRST, LAST), date(2019, 5, 15), False),
        (Row(None, LAST), date(1990, 1, 1), True),
        (Row(FIRST, None), date(2100, 1, 1), True),
        (Row(None, None), date(2100, 1, 1), True),
    ],
)
def test_both_days_are_inclusive_and_none_is_no_bound(row: Row, day: date, holds: bool) -> None:
    assert holds_on(row, day) is holds
