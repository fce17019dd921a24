"""Every statutory period but the answer's own (see `clock`), by kind and by its time."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import WorkCalendar
from gongkai.law.counting import (
    Deadline,
    Step,
    add_months,
    count_working_days,
    deadline,
    end_steps,
    rule_on,
    start_step,
)
from gongkai.law.dated import holds_on
from gongkai.law.regimes import REGIMES, Consulted, Regime, Term, regime_on


class NoPeriod(ValueError):
    """The law of the day knows no such period, or no such extension."""


class Unit(StrEnum):
    """What a period is counted in; the value is Chinese."""

    WORKING_DAY = "个工作日"
    DAY = "日"
    MONTH = "个月"


class PeriodKind(StrEnum):
    """The periods that are counted from one day alone."""

    CORRECTION_NOTICE = "correction-notice"
    THIRD_PARTY = "third-party"
    CO_PRODUCER = "co-producer"
    PAYMENT = "payment"
    DISCLOSURE = "disclosure"
    READING_ROOM = "reading-room"
    RECONSIDERATION = "reconsideration"
    RECONSIDERATION_UNTOLD = "reconsideration-untold"
    RECONSIDERATION_DECISION = "reconsideration-decision"
    RECONSIDERATION_DECISION_SIMPLE = "reconsideration-decision-simple"
    RECONSIDERATION_BRIEF = "reconsideration-brief"
    RECONSIDERATION_BRIEF_SIMPLE = "reconsideration-brief-simple"
    LAWSUIT = "lawsuit"
    LAWSUIT_BRIEF = "lawsuit-brief"
    LAWSUIT_AFTER_RECONSIDERATION = "lawsuit-after-reconsideration"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def start(self) -> str:
        """What happened on the day the period is counted from."""
        return _LABELS[self][1]


_LABELS = {
    PeriodKind.CORRECTION_NOTICE: ("要求补正", "收到申请"),
    PeriodKind.THIRD_PARTY: ("第三方答复", "第三方收到征求意见书"),
    PeriodKind.CO_PRODUCER: ("共同制作机关答复", "共同制作机关收到征求意见书"),
    PeriodKind.PAYMENT: ("缴纳信息处理费", "申请人收到收费通知"),
    PeriodKind.DISCLOSURE: ("主动公开", "信息形成或者变更"),
    PeriodKind.READING_ROOM: ("向查阅点报送", "信息生成"),
    PeriodKind.RECONSIDERATION: ("申请行政复议", "知道或者应当知道行政行为"),
    PeriodKind.RECONSIDERATION_UNTOLD: (
        "申请行政复议（未告知权利和期限）",
        "知道或者应当知道行政行为内容",
    ),
    PeriodKind.RECONSIDERATION_DECISION: ("作出行政复议决定", "受理复议申请"),
    PeriodKind.RECONSIDERATION_DECISION_SIMPLE: (
        "作出行政复议决定（简易程序）",
        "受理复议申请",
    ),
    PeriodKind.RECONSIDERATION_BRIEF: ("行政复议书面答复", "收到行政复议申请书副本"),
    PeriodKind.RECONSIDERATION_BRIEF_SIMPLE: (
        "行政复议书面答复（简易程序）",
        "收到行政复议申请书副本",
    ),
    PeriodKind.LAWSUIT_BRIEF: ("行政诉讼答辩", "收到起诉状副本"),
    PeriodKind.LAWSUIT: ("提起行政诉讼", "知道或者应当知道行政行为"),
    PeriodKind.LAWSUIT_AFTER_RECONSIDERATION: ("复议后提起行政诉讼", "收到复议决定书"),
    PeriodKind.COMPLAINT: ("告知投诉举报办理情况", "收到投诉举报"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period in one span of time; both days are inclusive and mean the start's day.

    Units: `amount` and `max_extension` in `unit`.
    """

    kind: PeriodKind
    amount: int
    unit: Unit
    article: str
    in_force: date
    until: date | None = None
    max_extension: int = 0
    certain: bool = True


def _of_regime(regime: Regime) -> tuple[Period, ...]:
    terms: dict[PeriodKind, Term | None] = {
        PeriodKind.CORRECTION_NOTICE: regime.correction_notice,
        PeriodKind.THIRD_PARTY: regime.opinion.get(Consulted.THIRD_PARTY),
        PeriodKind.CO_PRODUCER: regime.opinion.get(Consulted.CO_PRODUCER),
        PeriodKind.PAYMENT: regime.payment,
        PeriodKind.DISCLOSURE: regime.proactive,
    }
    return tuple(
        Period(
            kind=kind,
            amount=term.days,
            unit=Unit.WORKING_DAY,
            article=term.article,
            in_force=term.since or regime.in_force,
            until=regime.until,
        )
        for kind, term in terms.items()
        if term
    )


_old = partial(Period, in_force=date(2008, 5, 1))
_OLD_REVIEW = date(2023, 12, 31)
_NEW_REVIEW = date(2024, 1, 1)

PERIODS: tuple[Period, ...] = (
    *(period for regime in REGIMES for period in _of_regime(regime)),
    # An indicator of the local report form, not of the Regulations.
    _old(
        kind=PeriodKind.READING_ROOM,
        amount=30,
        unit=Unit.WORKING_DAY,
        article="地方考核指标：从生成到向公共查阅点报送不超过30个工作日",
        certain=False,
    ),
    _old(
        kind=PeriodKind.RECONSIDERATION,
        amount=60,
        unit=Unit.DAY,
        article="行政复议法(2023年修订前) 第九条第一款",
        until=_OLD_REVIEW,
    ),
    Period(
        kind=PeriodKind.RECONSIDERATION,
        amount=60,
        unit=Unit.DAY,
        article="行政复议法(2023) 第二十条第一款",
        in_force=_NEW_REVIEW,
    ),
    Period(
        kind=PeriodKind.RECONSIDERATION_UNTOLD,
        amount=12,
        unit=Unit.MONTH,
        article="行政复议法(2023) 第二十条第三款",
        in_force=_NEW_REVIEW,
    ),
    _old(
        kind=PeriodKind.RECONSIDERATION_DECISION,
        amount=60,
        unit=Unit.DAY,
        article="行政复议法(2023年修订前) 第三十一条第一款",
        until=_OLD_REVIEW,
        max_extension=30,
    ),
    Period(
        kind=PeriodKind.RECONSIDERATION_DECISION,
        amount=60,
        unit=Unit.DAY,
        article="行政复议法(2023) 第六十二条第一款",
        in_force=_NEW_REVIEW,
        max_extension=30,
    ),
    Period(
        kind=PeriodKind.RECONSIDERATION_DECISION_SIMPLE,
        amount=30,
        unit=Unit.DAY,
        article="行政复议法(2023) 第六十二条第二款",
        in_force=_NEW_REVIEW,
    ),
    _old(
        kind=PeriodKind.RECONSIDERATION_BRIEF,
        amount=10,
        unit=Unit.DAY,
        article="行政复议法(2023年修订前) 第二十三条第一款",
        until=_OLD_REVIEW,
    ),
    # 第八十八条第二款: five and ten days of the procedure are working days.
    Period(
        kind=PeriodKind.RECONSIDERATION_BRIEF,
        amount=10,
        unit=Unit.WORKING_DAY,
        article="行政复议法(2023) 第四十八条、第八十八条第二款",
        in_force=_NEW_REVIEW,
    ),
    Period(
        kind=PeriodKind.RECONSIDERATION_BRIEF_SIMPLE,
        amount=5,
        unit=Unit.WORKING_DAY,
        article="行政复议法(2023) 第五十四条第一款、第八十八条第二款",
        in_force=_NEW_REVIEW,
    ),
    _old(
        kind=PeriodKind.LAWSUIT_BRIEF,
        amount=10,
        unit=Unit.DAY,
        article="行政诉讼法(2014年修正前) 第四十三条第一款",
        until=date(2015, 4, 30),
    ),
    Period(
        kind=PeriodKind.LAWSUIT_BRIEF,
        amount=15,
        unit=Unit.DAY,
        article="行政诉讼法 第六十七条第一款",
        in_force=date(2015, 5, 1),
    ),
    _old(
        kind=PeriodKind.LAWSUIT,
        amount=3,
        unit=Unit.MONTH,
        article="行政诉讼法(2014年修正前) 第三十九条",
        until=date(2015, 4, 30),
    ),
    Period(
        kind=PeriodKind.LAWSUIT,
        amount=6,
        unit=Unit.MONTH,
        article="行政诉讼法 第四十六条第一款",
        in_force=date(2015, 5, 1),
    ),
    _old(
        kind=PeriodKind.LAWSUIT_AFTER_RECONSIDERATION,
        amount=15,
        unit=Unit.DAY,
        article="行政诉讼法(2014年修正前) 第三十八条第二款",
        until=date(2015, 4, 30),
    ),
    Period(
        kind=PeriodKind.LAWSUIT_AFTER_RECONSIDERATION,
        amount=15,
        unit=Unit.DAY,
        article="行政诉讼法 第四十五条",
        in_force=date(2015, 5, 1),
    ),
    Period(
        kind=PeriodKind.COMPLAINT,
        amount=15,
        unit=Unit.DAY,
        article="信访工作条例 第二十二条、第二十三条",
        in_force=date(2022, 5, 1),
    ),
)


def period_on(kind: PeriodKind, day: date) -> Period:
    """Return the period of a kind that begins on a day.

    Raises: NoPeriod.
    """
    for period in PERIODS:
        if period.kind is kind and holds_on(period, day):
            return period
    raise NoPeriod(f"{day:%Y-%m-%d}的法律没有规定“{kind.label}”的期限。")


def period_deadline(
    kind: PeriodKind, on: date, calendar: WorkCalendar, *, extension: int = 0
) -> Deadline:
    """Return the last day of a period that begins with what happened `on` a day.

    Units: `extension` in the unit of the period.
    Raises: NoPeriod, OutsideCalendar.
    Source: the article of the row of PERIODS; 民法典 第二百零一条至第二百零三条.
    """
    period = period_on(kind, on)
    if not 0 <= extension <= period.max_extension:
        raise NoPeriod(_no_extension(period))
    amount = period.amount + extension
    first = start_step(on, kind.start)
    if period.unit is Unit.WORKING_DAY:
        steps = count_working_days(on, amount, calendar)
        why = f"{steps[-1].why}，{amount}{period.unit}期满"
        steps[-1] = replace(steps[-1], why=why, article=period.article)
        found = deadline([first, *steps], calendar)
    else:
        found = deadline([first, *_by_the_calendar(on, amount, period, calendar)], calendar)
    if period.certain:
        return found
    return replace(found, notes=("该期限不是法律、行政法规规定的，请与当地规定核对。",))


def _no_extension(period: Period) -> str:
    if not period.max_extension:
        return f"“{period.kind.label}”的期限不能延长。"
    return f"“{period.kind.label}”的期限最多延长{period.max_extension}{period.unit}。"


def _by_the_calendar(on: date, amount: int, period: Period, calendar: WorkCalendar) -> list[Step]:
    if period.unit is Unit.DAY:
        last, ordinal = on + timedelta(days=amount), amount
        return end_steps(last, ordinal, calendar, article=period.article)
    article = f"{period.article}；{rule_on(on).months}"
    steps = end_steps(add_months(on, amount), None, calendar, article=article)
    return [replace(steps[0], why=f"{amount}{period.unit}的对应日，{steps[0].why}"), *steps[1:]]


_GOVERNMENTS = frozenset({AgencyKind.PROVINCE, AgencyKind.CITY, AgencyKind.COUNTY})
_NOT_NAMED = frozenset({AgencyKind.TOWNSHIP, AgencyKind.SUBDISTRICT})


def annual_report_deadline(year: int, agency_kind: AgencyKind, calendar: WorkCalendar) -> Deadline:
    """Return the day by which the report on a year must be public.

    A fixed day, which does not move when it is a day off.

    Raises: NoRegime for the report on 2007 and earlier ones.
    Source: 政府信息公开条例(2007) 第三十一条; 政府信息公开条例(2019) 第四十九条.
    """
    notes = []
    if regime_on(date(year + 1, 1, 31)).code == "2008":
        day, article = date(year + 1, 3, 31), "政府信息公开条例(2007) 第三十一条"
    elif agency_kind in _GOVERNMENTS:
        day, article = date(year + 1, 3, 31), "政府信息公开条例(2019) 第四十九条第二款"
    else:
        day, article = date(year + 1, 1, 31), "政府信息公开条例(2019) 第四十九条第一款"
    if day.month == 1 and agency_kind in _NOT_NAMED:
        notes.append("第四十九条没有写明乡镇和街道，按部门的1月31日计算，请与县级主管部门核对。")
    if not calendar.is_working_day(day):
        notes.append("这是固定日期，遇休息日不顺延，请提前办理。")
    why = f"{year}年度报告公布的最后一日，{calendar.reason(day)}"
    step = Step(day, counted=True, ordinal=None, why=why, article=article)
    return replace(deadline([step], calendar), notes=tuple(notes), is_provisional=False)
