"""Fees an applicant may be asked for: what may be charged on a day, and the 信息处理费."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.dated import holds_on


class FeeMethod(StrEnum):
    """The cost fees of the regime of 2008 and the two ways to count the 信息处理费."""

    SEARCH = "search"
    COPY = "copy"
    POSTAGE = "postage"
    PER_ITEM = "per_item"
    PER_PAGE = "per_page"


class NothingChargeable(ValueError):
    """No such fee may be charged on the day; the message says why."""


@dataclass(frozen=True, slots=True)
class FeePeriod:
    """What may be charged in one span of time; both days are inclusive."""

    in_force: date
    until: date | None
    methods: tuple[FeeMethod, ...]
    rule: str
    source: str
    certain: bool


# Unsure: that 财税〔2017〕20号 stopped the cost fees from 2017-04-01. Its page was seen, the
# list with our fee was not.
PERIODS = (
    FeePeriod(
        date(2008, 5, 1),
        date(2017, 3, 31),
        (FeeMethod.SEARCH, FeeMethod.COPY, FeeMethod.POSTAGE),
        "只可以按照当地标准收取检索、复制、邮寄等成本费用，不得收取其他费用。",
        "政府信息公开条例(2007) 第二十七条；财综〔2008〕44号；发改价格〔2008〕1828号",
        certain=False,
    ),
    FeePeriod(
        date(2017, 4, 1),
        date(2019, 5, 14),
        (),
        "检索、复制、邮寄等成本费用自2017年4月1日起停止收取，不得收费。",
        "财税〔2017〕20号",
        certain=False,
    ),
    FeePeriod(
        date(2019, 5, 15),
        date(2020, 12, 31),
        (),
        "依申请提供政府信息不收取费用；信息处理费的收取办法尚未施行，不得收取。",
        "政府信息公开条例(2019) 第四十二条",
        certain=False,  # the last day, not the rule
    ),
    FeePeriod(
        date(2021, 1, 1),
        None,
        (FeeMethod.PER_ITEM, FeeMethod.PER_PAGE),
        "依申请提供政府信息不收取费用；申请的数量、频次明显超过合理范围的，可以收取信息处理费，"
        "同一申请不得同时按件、按量计收。",
        "政府信息公开条例(2019) 第四十二条；国办函〔2020〕109号 第三条",
        certain=False,  # the first day, not the rule
    ),
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """The price of each piece from the `first` to the `last`, in 元; None is no end."""

    first: int
    last: int | None
    rate: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff in progressive excess brackets (超额累进).

    Units: rates and `increase` in 元 for each `unit`. With an `increase`, the brackets after
    the last one are as wide as it and each costs `increase` more. `certain` is False where
    the first day was not read in the rule itself.
    """

    method: FeeMethod
    label: str
    unit: str
    brackets: tuple[Bracket, ...]
    increase: int
    in_force: date
    until: date | None
    source: str
    certain: bool

    def bracket_of(self, ordinal: int) -> Bracket:
        """Return the bracket in which the piece of this ordinal lies."""
        for bracket in self.brackets:
            if bracket.last is None or ordinal <= bracket.last:
                return bracket
        top = self.brackets[-1]
        end = top.last or 0
        width = end - top.first + 1
        further = (ordinal - end - 1) // width
        first = end + 1 + further * width
        return Bracket(first, first + width - 1, top.rate + (further + 1) * self.increase)


TARIFFS = (
    Tariff(
        FeeMethod.PER_ITEM,
        "按件计收",
        "件",
        (Bracket(1, 10, 0), Bracket(11, 30, 100), Bracket(31, 40, 200)),
        100,
        date(2021, 1, 1),
        None,
        "国办函〔2020〕109号 第四条",
        certain=False,
    ),
    Tariff(
        FeeMethod.PER_PAGE,
        "按量计收",
        "页",
        (Bracket(1, 30, 0), Bracket(31, 100, 10), Bracket(101, 200, 20), Bracket(201, None, 40)),
        0,
        date(2021, 1, 1),
        None,
        "国办函〔2020〕109号 第五条",
        certain=False,
    ),
)


@dataclass(frozen=True, slots=True)
class ChargeStep:
    """The pieces of a charge that lie in one bracket.

    Units: `rate` and `amount` in 元.
    """

    first: int
    last: int
    rate: int
    unit: str
    source: str

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        return self.count * self.rate

    @property
    def text(self) -> str:
        """The step as the fee notice states it."""
        span = f"第{self.first}{self.unit}"
        if self.last > self.first:
            span += f"至第{self.last}{self.unit}"
        if not self.rate:
            return f"{span}：{self.count}{self.unit}，不收费。"
        return (
            f"{span}：{self.count}{self.unit}×{self.rate}元/{self.unit}"
            f"＝{self.amount}元（{self.source}）。"
        )


@dataclass(frozen=True, slots=True)
class Charge:
    """A 信息处理费 with its derivation.

    Units: `amount` in 元.
    """

    method: FeeMethod
    steps: tuple[ChargeStep, ...]

    @property
    def amount(self) -> int:
        return sum(step.amount for step in self.steps)


def period_on(day: date) -> FeePeriod:
    """Return what the law says about fees on a day.

    Raises: NothingChargeable before the Regulations came into force.
    """
    for period in PERIODS:
        if holds_on(period, day):
            return period
    raise NothingChargeable("2008年5月1日以前没有依申请公开，不得收费。")


def methods_on(day: date) -> tuple[FeeMethod, ...]:
    """Return the fees that may be charged on a day.

    Raises: NothingChargeable.
    """
    period = period_on(day)
    if not period.methods:
        raise NothingChargeable(period.rule)
    return period.methods


def tariffs_on(day: date) -> tuple[Tariff, ...]:
    """Return the tariffs of the 信息处理费 that may be used on a day, one for an application.

    Raises: NothingChargeable with the rule of that day, also where cost fees are allowed
    (their regional tariffs are in `cost_fees`).
    Source: 政府信息公开条例(2019) 第四十二条; 国办函〔2020〕109号 第三条.
    """
    found = tuple(row for row in TARIFFS if holds_on(row, day))
    if not found:
        raise NothingChargeable(period_on(day).rule)
    return found


def item_price(ordinal: int, *, on: date) -> int:
    """Return the price of the applicant's n-th application of a calendar month.

    Units: 元.
    Raises: NothingChargeable, ValueError.
    Source: 国办函〔2020〕109号 第四条.
    """
    return item_fee(ordinal, ordinal, on=on).amount


def item_fee(first: int, last: int, *, on: date) -> Charge:
    """Return the fee of the applicant's `first` to `last` application of a calendar month.

    `on` is the day the applications were received: a cautious reading, so that nothing that
    reached the agency before the tariff is charged by it.

    Raises: NothingChargeable, ValueError.
    Source: 国办函〔2020〕109号 第四条.
    """
    if not 1 <= first <= last:
        raise ValueError("申请的序号应当从1起，依次计算。")
    return _charge(_tariff(FeeMethod.PER_ITEM, on), first, last)


def page_fee(pages: int, *, on: date) -> Charge:
    """Return the fee for the pages of one application; pages of several are never added up.

    A page is one side of A4 or smaller; `on` is the day the application was received.

    Raises: NothingChargeable, ValueError.
    Source: 国办函〔2020〕109号 第五条.
    """
    if pages < 1:
        raise ValueError("页数应当是正整数。")
    return _charge(_tariff(FeeMethod.PER_PAGE, on), 1, pages)


def next_ordinal(received_on: date, *, earlier: Iterable[date]) -> int:
    """Return the ordinal of an application within its calendar month.

    `earlier` are the days of the same applicant's earlier applications to the same agency,
    of any month and whatever became of them.

    Source: 国办函〔2020〕109号 第四条.
    """
    month = (received_on.year, received_on.month)
    return 1 + sum((day.year, day.month) == month for day in earlier)


def _tariff(method: FeeMethod, day: date) -> Tariff:
    return next(tariff for tariff in tariffs_on(day) if tariff.method is method)


def _charge(tariff: Tariff, first: int, last: int) -> Charge:
    steps = []
    start = first
    while start <= last:
        bracket = tariff.bracket_of(start)
        end = last if bracket.last is None else min(last, bracket.last)
        steps.append(ChargeStep(start, end, bracket.rate, tariff.unit, tariff.source))
        start = end + 1
    return Charge(tariff.method, tuple(steps))
