"""The tables of 国办函〔2020〕109号, and what may be charged on a day."""

from datetime import date

import pytest

from gongkai.law.fees import (
    PERIODS,
    TARIFFS,
    FeeMethod,
    NothingChargeable,
    item_fee,
    item_price,
    methods_on,
    next_ordinal,
    page_fee,
    period_on,
    tariffs_on,
)

DAY = date(2025, 5, 20)
COST_FEES = (FeeMethod.SEARCH, FeeMethod.COPY, FeeMethod.POSTAGE)
PROCESSING_FEES = (FeeMethod.PER_ITEM, FeeMethod.PER_PAGE)


@pytest.mark.parametrize(
    ("items", "last", "together"),
    [
        (1, 0, 0),
        (10, 0, 0),
        (11, 100, 100),
        (30, 100, 2_000),
        (31, 200, 2_200),
        (40, 200, 4_000),
        (41, 300, 4_300),
        (45, 300, 5_500),
        (50, 300, 7_000),
        (51, 400, 7_400),
        (60, 400, 11_000),
        (61, 500, 11_500),
        (100, 800, 37_000),
    ],
)
def test_per_item_article_4(items: int, last: int, together: int) -> None:
    assert item_price(items, on=DAY) == last
    assert item_fee(1, items, on=DAY).amount == together


@pytest.mark.parametrize(
    ("pages", "fee"),
    [
        (1, 0),
        (30, 0),
        (31, 10),
        (80, 500),
        (100, 700),
        (101, 720),
        (150, 1_700),
        (200, 2_700),
        (201, 2_740),
        (250, 4_700),
        (1_000, 34_700),
    ],
)
def test_per_page_article_5(pages: int, fee: int) -> None:
    assert page_fee(pages, on=DAY).amount == fee


def test_the_31st_application_costs_its_own_price_not_the_sum() -> None:
    assert item_fee(31, 31, on=DAY).amount == 200


def test_one_form_split_into_five_is_five_items() -> None:
    # The 9th to the 13th of the month: two free, three at 100 元.
    assert item_fee(9, 13, on=DAY).amount == 300


def test_the_derivation_is_the_sum_the_notice_states() -> None:
    charge = item_fee(9, 31, on=DAY)
    assert [step.text for step in charge.steps] == [
        "第9件至第10件：2件，不收费。",
        "第11件至第30件：20件×100元/件＝2000元（国办函〔2020〕109号 第四条）。",
        "第31件：1件×200元/件＝200元（国办函〔2020〕109号 第四条）。",
    ]
    assert charge.amount == 2_200
    assert charge.method is FeeMethod.PER_ITEM


def test_pages_state_article_5() -> None:
    charge = page_fee(101, on=DAY)
    assert [step.text for step in charge.steps] == [
        "第1页至第30页：30页，不收费。",
        "第31页至第100页：70页×10元/页＝700元（国办函〔2020〕109号 第五条）。",
        "第101页：1页×20元/页＝20元（国办函〔2020〕109号 第五条）。",
    ]


@pytest.mark.parametrize(("first", "last"), [(0, 1), (-1, 1), (2, 1)])
def test_ordinals_count_from_one_upwards(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="从1起"):
        item_fee(first, last, on=DAY)


@pytest.mark.parametrize("pages", [0, -1])
def test_pages_are_positive(pages: int) -> None:
    with pytest.raises(ValueError, match="正整数"):
        page_fee(pages, on=DAY)


@pytest.mark.parametrize(
    ("received", "earlier", "ordinal"),
    [
        (date(2025, 5, 31), [date(2025, 5, 1)] * 30, 31),
        (date(2025, 6, 1), [date(2025, 5, 1)] * 30, 1),  # a new calendar month
        (date(2025, 5, 31), [date(2024, 5, 31)], 1),  # the same month of another year
        (date(2025, 5, 31), [], 1),
        (date(2025, 5, 31), [date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 31)], 3),
    ],
)
def test_the_month_resets_the_ordinal(received: date, earlier: list[date], ordinal: int) -> None:
    assert next_ordinal(received, earlier=earlier) == ordinal


@pytest.mark.parametrize(
    ("day", "methods", "source"),
    [
        (date(2008, 5, 1), COST_FEES, "政府信息公开条例(2007) 第二十七条"),
        (date(2017, 3, 31), COST_FEES, "政府信息公开条例(2007) 第二十七条"),
        (date(2017, 4, 1), (), "财税〔2017〕20号"),
        (date(2019, 5, 14), (), "财税〔2017〕20号"),
        (date(2019, 5, 15), (), "政府信息公开条例(2019) 第四十二条"),
        (date(2020, 12, 31), (), "政府信息公开条例(2019) 第四十二条"),
        (date(2021, 1, 1), PROCESSING_FEES, "国办函〔2020〕109号 第三条"),
        (date(2026, 12, 31), PROCESSING_FEES, "国办函〔2020〕109号 第三条"),
    ],
)
def test_periods_at_their_bounds(day: date, methods: tuple[FeeMethod, ...], source: str) -> None:
    period = period_on(day)
    assert period.methods == methods
    assert source in period.source
    if methods:
        assert methods_on(day) == methods
    else:
        with pytest.raises(NothingChargeable, match="不得收"):
            methods_on(day)


def test_nothing_before_the_regulations() -> None:
    with pytest.raises(NothingChargeable, match="2008年5月1日以前"):
        period_on(date(2008, 4, 30))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2015, 6, 1), "检索、复制、邮寄等成本费用"),
        (date(2018, 6, 1), "停止收取"),
        (date(2020, 12, 31), "尚未施行"),
    ],
)
def test_no_processing_fee_before_2021(day: date, why: str) -> None:
    for charge in (tariffs_on, lambda on: item_price(11, on=on), lambda on: page_fee(31, on=on)):
        with pytest.raises(NothingChargeable, match=why):
            charge(day)


def test_both_tariffs_from_their_first_day_one_for_an_application() -> None:
    assert [tariff.method for tariff in tariffs_on(date(2021, 1, 1))] == list(PROCESSING_FEES)
    assert "同一申请不得同时按件、按量计收" in period_on(date(2021, 1, 1)).rule


def test_first_and_last_days_not_read_in_the_rule_are_marked() -> None:
    assert [row.certain for row in PERIODS] == [False, False, False, False]
    assert [row.certain for row in TARIFFS] == [False, False]
