"""What follows from an opinion, by regime and by whose it is."""

from datetime import date

import pytest

from gongkai.law.opinions import Effect, effect_of, opinion_of
from gongkai.law.regimes import regime_on

OLD, NEW = date(2018, 2, 5), date(2025, 9, 15)
NAMED = pytest.mark.parametrize
OPEN, MAY, NOT, OURS = (
    Effect.OPEN,
    Effect.MAY_DISCLOSE,
    Effect.WITHHOLD,
    Effect.AGENCY_DECIDES,
)


@NAMED(
    ("who", "answer", "on", "effect", "article"),
    [
        ("third_party", "", NEW, OPEN, ""),
        ("third_party", "agree", NEW, MAY, "第三十二条"),
        ("third_party", "object_with_reason", NEW, NOT, "第三十二条"),
        ("third_party", "object_without_reason", NEW, OURS, "第三十二条"),
        ("third_party", "none", NEW, OURS, "第三十二条"),
        ("third_party", "agree", OLD, MAY, "第二十三条"),
        ("third_party", "object_with_reason", OLD, NOT, "第二十三条"),
        ("third_party", "object_without_reason", OLD, NOT, "第二十三条"),
        ("third_party", "none", OLD, NOT, "第二十三条"),
        ("co_producer", "agree", NEW, MAY, "第三十四条"),
        ("co_producer", "none", NEW, MAY, "第三十四条"),
        ("co_producer", "object_with_reason", NEW, OURS, "第三十四条"),
        ("co_producer", "none", OLD, OURS, ""),
        ("other_agency", "none", NEW, OURS, ""),
        ("other_agency", "agree", OLD, OURS, ""),
    ],
)
def test_opinion_of(who: str, answer: str, on: date, effect: Effect, article: str) -> None:
    found = opinion_of(who, answer, regime=regime_on(on))

    assert found.effect is effect_of(who, answer, regime=regime_on(on)) is effect
    assert article in found.article
    assert found.sentence
