"""The cost fees of 2008 to 2017: one tariff for each region, none for the country."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.law.cost_fees import COST_TARIFFS, cost_tariffs_on
from gongkai.law.fees import FeeMethod, NothingChargeable

LAST = date(2017, 3, 31)


@pytest.mark.parametrize(
    ("label", "unit", "rate"),
    [
        ("检索费", "件", "5"),
        ("黑白复制（A4）", "页", "0.2"),
        ("黑白复制（A3）", "页", "0.4"),
        ("彩色复制（A4）", "页", "1"),
        ("彩色复制（A3）", "页", "2"),
        ("磁盘", "张", "3"),
    ],
)
def test_fujian_472(label: str, unit: str, rate: str) -> None:
    [line] = [row for row in cost_tariffs_on(LAST, region="福建省") if row.label == label]
    assert (line.unit, line.rate, line.source) == (unit, Decimal(rate), "闽价费〔2008〕472号")


def test_jiangsu_301_sets_no_figures() -> None:
    lines = cost_tariffs_on(LAST, region="江苏省")
    assert [(row.method, row.rate, row.rule) for row in lines] == [
        (FeeMethod.SEARCH, None, "由设区的市规定标准"),
        (FeeMethod.COPY, None, "不得高于当地市场价格"),
        (FeeMethod.POSTAGE, None, "按照邮政资费标准收取"),
    ]
    assert lines[0].unit == "人次"


@pytest.mark.parametrize("region", ["福建省", "江苏省"])
def test_only_the_three_fees_of_article_27(region: str) -> None:
    assert {row.method for row in cost_tariffs_on(date(2008, 5, 1), region=region)} == {
        FeeMethod.SEARCH,
        FeeMethod.COPY,
        FeeMethod.POSTAGE,
    }


@pytest.mark.parametrize(
    ("day", "region", "why"),
    [
        (date(2008, 4, 30), "福建省", "2008年5月1日以前"),
        (date(2017, 4, 1), "福建省", "停止收取"),
        (date(2019, 5, 15), "福建省", "不收取费用"),
        (date(2021, 1, 1), "福建省", "已经停止收取"),
        (date(2017, 3, 31), "吉林省", "没有登记吉林省当时的收费标准"),
    ],
)
def test_nothing_outside_its_time_and_place(day: date, region: str, why: str) -> None:
    with pytest.raises(NothingChargeable, match=why):
        cost_tariffs_on(day, region=region)


def test_a_line_has_a_figure_or_a_rule() -> None:
    assert all((row.rate is None) == bool(row.rule) for row in COST_TARIFFS)
    assert not any(row.certain for row in COST_TARIFFS)
