"""The other periods, at their boundary days and in both eras."""

from datetime import date

import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import base_calendar
from gongkai.law.deadlines import NoPeriod, PeriodKind, annual_report_deadline, period_deadline
from gongkai.law.regimes import NoRegime

BASE = base_calendar()
K = PeriodKind


@pytest.mark.parametrize(
    ("kind", "on", "due_on", "article"),
    [
        (K.CORRECTION_NOTICE, date(2026, 1, 30), date(2026, 2, 10), "第三十条"),
        (K.THIRD_PARTY, date(2025, 9, 24), date(2025, 10, 21), "第三十二条"),
        (K.CO_PRODUCER, date(2025, 9, 24), date(2025, 10, 21), "第三十四条"),
        (K.PAYMENT, date(2025, 9, 26), date(2025, 10, 30), "国办函〔2020〕109号 第六条"),
        # 9 February 2024 (除夕) and Sunday 18 February count.
        (K.DISCLOSURE, date(2024, 2, 5), date(2024, 3, 8), "(2019) 第二十六条"),
        (K.DISCLOSURE, date(2018, 2, 5), date(2018, 3, 8), "(2007) 第十八条"),
        (K.READING_ROOM, date(2018, 3, 1), date(2018, 4, 13), "地方考核指标"),
        # 60 days after 2 August end on 1 October; off until 8 October 2025.
        (K.RECONSIDERATION, date(2025, 8, 2), date(2025, 10, 9), "第二十条第一款"),
        (K.RECONSIDERATION, date(2023, 12, 31), date(2024, 2, 29), "修订前) 第九条"),
        (K.RECONSIDERATION_UNTOLD, date(2024, 3, 15), date(2025, 3, 17), "第二十条第三款"),
        (K.RECONSIDERATION_DECISION, date(2024, 3, 1), date(2024, 4, 30), "第六十二条第一款"),
        (K.RECONSIDERATION_DECISION, date(2018, 3, 1), date(2018, 5, 2), "第三十一条"),
        (K.RECONSIDERATION_DECISION_SIMPLE, date(2024, 3, 1), date(2024, 4, 1), "第二款"),
        (K.LAWSUIT, date(2015, 4, 30), date(2015, 7, 30), "第三十九条"),
        (K.LAWSUIT, date(2015, 5, 1), date(2015, 11, 2), "第四十六条第一款"),
        (K.LAWSUIT, date(2018, 8, 31), date(2019, 2, 28), "第四十六条第一款"),
        (K.LAWSUIT_AFTER_RECONSIDERATION, date(2014, 3, 3), date(2014, 3, 18), "第三十八条"),
        (K.LAWSUIT_AFTER_RECONSIDERATION, date(2025, 9, 20), date(2025, 10, 9), "第四十五条"),
        (K.COMPLAINT, date(2024, 9, 17), date(2024, 10, 8), "第二十二条、第二十三条"),
    ],
)
def test_periods(kind: PeriodKind, on: date, due_on: date, article: str) -> None:
    found = period_deadline(kind, on, BASE)
    assert found.due_on == due_on
    assert any(article in step.article for step in found.steps)
    assert found.steps[0].day == on
    assert not found.steps[0].counted


def test_a_period_of_working_days_shows_each_of_them() -> None:
    found = period_deadline(K.CORRECTION_NOTICE, date(2026, 1, 30), BASE)
    assert [step.day.day for step in found.steps if step.ordinal] == [2, 3, 4, 5, 6, 9, 10]


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        (K.CORRECTION_NOTICE, date(2019, 5, 14)),
        (K.THIRD_PARTY, date(2018, 3, 1)),
        (K.CO_PRODUCER, date(2018, 3, 1)),
        (K.PAYMENT, date(2020, 12, 31)),
        (K.DISCLOSURE, date(2008, 4, 30)),
        (K.RECONSIDERATION_UNTOLD, date(2023, 12, 31)),
        (K.RECONSIDERATION_DECISION_SIMPLE, date(2023, 12, 31)),
        (K.COMPLAINT, date(2022, 4, 30)),
    ],
)
def test_a_period_the_law_of_the_day_does_not_know(kind: PeriodKind, on: date) -> None:
    with pytest.raises(NoPeriod, match="没有规定"):
        period_deadline(kind, on, BASE)


def test_a_reconsideration_decision_may_take_thirty_days_more() -> None:
    decision = K.RECONSIDERATION_DECISION
    # 90 days after 1 March 2024 end on 30 May.
    assert period_deadline(decision, date(2024, 3, 1), BASE, extension=30).due_on == date(
        2024, 5, 30
    )
    with pytest.raises(NoPeriod, match="最多延长30日"):
        period_deadline(decision, date(2024, 3, 1), BASE, extension=31)
    with pytest.raises(NoPeriod, match="不能延长"):
        period_deadline(K.LAWSUIT, date(2024, 3, 1), BASE, extension=1)


def test_a_local_indicator_says_that_it_is_one() -> None:
    assert period_deadline(K.READING_ROOM, date(2018, 3, 1), BASE).notes
    assert not period_deadline(K.DISCLOSURE, date(2018, 3, 1), BASE).notes


def test_an_end_in_a_year_without_notice_is_provisional() -> None:
    assert period_deadline(K.RECONSIDERATION, date(2026, 12, 1), BASE).is_provisional
    assert not period_deadline(K.RECONSIDERATION, date(2026, 10, 1), BASE).is_provisional


@pytest.mark.parametrize(
    ("year", "kind", "due_on", "notes"),
    [
        (2017, AgencyKind.TOWNSHIP, date(2018, 3, 31), 1),  # a Saturday
        (2018, AgencyKind.DEPARTMENT, date(2019, 3, 31), 1),  # a Sunday
        (2019, AgencyKind.DEPARTMENT, date(2020, 1, 31), 1),  # off since 27 January 2020
        (2022, AgencyKind.DEPARTMENT, date(2023, 1, 31), 0),
        (2022, AgencyKind.COUNTY, date(2023, 3, 31), 0),
        (2022, AgencyKind.TOWNSHIP, date(2023, 1, 31), 1),  # not named by the article
        (2022, AgencyKind.SUBDISTRICT, date(2023, 1, 31), 1),
    ],
)
def test_annual_report(year: int, kind: AgencyKind, due_on: date, notes: int) -> None:
    found = annual_report_deadline(year, kind, BASE)
    assert found.due_on == due_on
    assert len(found.notes) == notes


def test_no_report_on_a_year_before_the_regulations() -> None:
    with pytest.raises(NoRegime):
        annual_report_deadline(2006, AgencyKind.TOWNSHIP, BASE)


def test_every_kind_has_a_period_today() -> None:
    for kind in PeriodKind:
        assert period_deadline(kind, date(2026, 3, 2), BASE).due_on > date(2026, 3, 2)
