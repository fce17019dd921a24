"""The cost fees of the regime of 2008 (检索、复制、邮寄), region by region.

No national tariff: each province set its own, some left it to their cities. A region that is
not here has not been read, which is not the same as free of charge; nor is a line, such as
Fujian's for 光盘.

Source: 政府信息公开条例(2007) 第二十七条; 财综〔2008〕44号; 发改价格〔2008〕1828号.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from gongkai.law.dated import holds_on
from gongkai.law.fees import FeeMethod, NothingChargeable, methods_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTariff:
    """One line of a region's tariff.

    Units: `rate` in 元 for one `unit`; None where the region sets no figure, and `rule` says
    what holds instead; `unit` is then empty unless the region names one.
    """

    region: str
    method: FeeMethod
    label: str
    unit: str
    rate: Decimal | None
    rule: str = ""
    source: str
    in_force: date
    until: date
    certain: bool


# The provincial documents date from 2008; their first day and the last one (see
# fees.PERIODS) are not established, hence certain=False throughout.
_tariff = partial(CostTariff, in_force=date(2008, 5, 1), until=date(2017, 3, 31), certain=False)
_fujian = partial(_tariff, region="福建省", source="闽价费〔2008〕472号")
_jiangsu = partial(_tariff, region="江苏省", source="苏价费〔2008〕301号")
_COPY = FeeMethod.COPY

COST_TARIFFS: tuple[CostTariff, ...] = (
    _fujian(method=FeeMethod.SEARCH, label="检索费", unit="件", rate=Decimal(5)),
    _fujian(method=_COPY, label="黑白复制（A4）", unit="页", rate=Decimal("0.2")),
    _fujian(method=_COPY, label="黑白复制（A3）", unit="页", rate=Decimal("0.4")),
    _fujian(method=_COPY, label="彩色复制（A4）", unit="页", rate=Decimal(1)),
    _fujian(method=_COPY, label="彩色复制（A3）", unit="页", rate=Decimal(2)),
    _fujian(method=_COPY, label="磁盘", unit="张", rate=Decimal(3)),
    _fujian(
        method=FeeMethod.POSTAGE, label="邮寄费", unit="", rate=None, rule="按照邮政资费标准收取"
    ),
    _jiangsu(
        method=FeeMethod.SEARCH, label="检索费", unit="人次", rate=None, rule="由设区的市规定标准"
    ),
    _jiangsu(method=_COPY, label="复制费", unit="", rate=None, rule="不得高于当地市场价格"),
    _jiangsu(
        method=FeeMethod.POSTAGE, label="邮寄费", unit="", rate=None, rule="按照邮政资费标准收取"
    ),
)


def cost_tariffs_on(day: date, *, region: str) -> tuple[CostTariff, ...]:
    """Return a region's tariff of cost fees on a day.

    Raises: NothingChargeable on a day without cost fees, or for a region not held.
    Source: 政府信息公开条例(2007) 第二十七条.
    """
    if FeeMethod.COPY not in methods_on(day):
        raise NothingChargeable("检索、复制、邮寄等成本费用已经停止收取。")
    found = tuple(row for row in COST_TARIFFS if row.region == region and holds_on(row, day))
    if not found:
        raise NothingChargeable(f"没有登记{region}当时的收费标准，不得收费。")
    return found
