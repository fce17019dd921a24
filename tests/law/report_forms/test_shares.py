from decimal import Decimal

import pytest

from gongkai.law.report_forms.shares import Verdict, add_to_hundred, judge, share


@pytest.mark.parametrize(
    ("part", "base", "decimals", "expected"),
    [
        (10, 44, 1, "22.7"),  # 22.727…
        (34, 44, 1, "77.3"),  # 77.272…
        (10, 44, 0, "23"),
        (12, 44, 0, "27"),
        (6, 44, 0, "14"),
        (15, 44, 0, "34"),
        (1, 4, 0, "25"),
        (21, 22, 0, "95"),  # 95.45…
        (1, 22, 0, "5"),  # 4.54…
        (1, 200, 0, "1"),  # 0.5 goes up
        (22, 22, 0, "100"),
    ],
)
def test_share_is_rounded_half_up(part: int, base: int, decimals: int, expected: str) -> None:
    assert share(part, base, decimals=decimals) == Decimal(expected)


def test_there_is_no_share_of_nothing() -> None:
    assert share(0, 0, decimals=1) is None


@pytest.mark.parametrize(
    ("stated", "part", "base", "verdict"),
    [
        ("22.7", 10, 44, Verdict.EXACT),
        ("22", 10, 44, Verdict.TRUNCATED),
        ("22.70", 10, 44, Verdict.PADDED),
        ("22.9", 10, 44, Verdict.LAST_DIGIT),
        ("23.0", 10, 44, Verdict.PADDED),
        ("24.0", 10, 44, Verdict.WRONG),
        ("25", 10, 44, Verdict.LAST_DIGIT),  # two units from 23
        ("26", 10, 44, Verdict.WRONG),
        ("25", 1, 44, Verdict.WRONG),  # the base was 4, not 44
        ("25", 1, 4, Verdict.EXACT),
        ("100", 0, 0, Verdict.WRONG),
    ],
)
def test_judge(stated: str, part: int, base: int, verdict: Verdict) -> None:
    assert judge(Decimal(stated), part=part, base=base) is verdict


@pytest.mark.parametrize(
    ("stated", "right"),
    [
        (["27", "14", "34", "25"], True),
        (["33.33", "33.33", "33.33"], True),  # 99.99
        (["33.34", "33.33", "33.34"], True),  # 100.01
        (["33.3", "33.3", "33.3"], False),
        (["50", "51"], False),
    ],
)
def test_add_to_hundred(stated: list[str], right: bool) -> None:
    assert add_to_hundred(Decimal(number) for number in stated) is right
