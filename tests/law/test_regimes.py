"""Which regime holds on a day, and its terms."""

from datetime import date

import pytest

from gongkai.law.regimes import Consulted, NoRegime, regime_on


@pytest.mark.parametrize(
    ("day", "code", "reply", "extension", "correction", "proactive"),
    [
        (date(2008, 5, 1), "2008", 15, 15, None, 20),
        (date(2019, 5, 14), "2008", 15, 15, None, 20),
        (date(2019, 5, 15), "2019", 20, 20, 7, 20),
        (date(2026, 1, 1), "2019", 20, 20, 7, 20),
    ],
)
def test_terms(
    day: date, code: str, reply: int, extension: int, correction: int | None, proactive: int
) -> None:
    regime = regime_on(day)
    asked = regime.correction_notice
    assert (regime.code, regime.reply.days, regime.extension.days) == (code, reply, extension)
    assert (asked.days if asked else None, regime.proactive.days) == (correction, proactive)


def test_only_third_parties_stop_the_clock_of_2008() -> None:
    old, new = regime_on(date(2018, 1, 1)), regime_on(date(2020, 1, 1))
    assert set(old.pausing) == {Consulted.THIRD_PARTY}
    assert set(new.pausing) == set(Consulted)
    assert not old.opinion
    assert {who: term.days for who, term in new.opinion.items()} == {
        Consulted.THIRD_PARTY: 15,
        Consulted.CO_PRODUCER: 15,
    }


def test_every_number_carries_its_article() -> None:
    for day in (date(2018, 1, 1), date(2020, 1, 1)):
        regime = regime_on(day)
        terms = [regime.reply, regime.extension, regime.proactive, *regime.opinion.values()]
        assert all("第" in term.article and "条" in term.article for term in terms)


def test_nothing_before_the_first_regulations() -> None:
    with pytest.raises(NoRegime, match="2008年5月1日起施行"):
        regime_on(date(2008, 4, 30))
