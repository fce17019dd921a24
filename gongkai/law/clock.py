"""The clock of one application: a list of events, from which the day of the answer follows.

A letter out for an opinion takes out the working days after it was sent, up to and with the
day the answer came or its term ended. The Regulations do not say which days are meant; of
the two readings this is the one that ends earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias, TypeVar

from gongkai.law.calendar import WorkCalendar
from gongkai.law.counting import Deadline, Step, count_working_days, deadline, start_step
from gongkai.law.regimes import Consulted, Regime, Term, regime_on


class ImpossibleClock(ValueError):
    """Events that cannot have happened so, or that the law does not allow."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The applicant was asked to correct the application (补正)."""

    asked_on: date
    corrected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """Somebody was asked in writing for an opinion (征求意见).

    Units: `working_days` is 工作日, the term the agency set where the law sets none.
    """

    who: Consulted
    sent_on: date
    served_on: date | None = None
    answered_on: date | None = None
    working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """The term was extended (延期).

    Units: `working_days` is 工作日.
    """

    working_days: int
    notified_on: date | None = None


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """The applicant was told to pay a fee for processing (收费通知).

    `served_on` is None while the notice that went out on `notified_on` has not arrived.
    """

    served_on: date | None
    paid_on: date | None = None
    notified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """A later day was set because the applications are too many (延迟答复, 2019 第三十五条)."""

    until: date
    told_on: date


@dataclass(frozen=True, slots=True)
class Reopening:
    """The answered case was taken up again; `due_on` where a decision orders the day."""

    reopened_on: date
    due_on: date | None = None


Event: TypeAlias = Correction | Consultation | Extension | FeeNotice | Delay | Reopening
E = TypeVar("E", Correction, Consultation, Extension, FeeNotice, Delay, Reopening)


@dataclass(frozen=True, slots=True)
class _Pause:
    """Working days a < day <= b that do not count."""

    after: date
    until: date
    why: str
    article: str


@dataclass(slots=True)
class _Clock:
    """What is known while the count is being put together."""

    received_on: date
    regime: Regime
    calendar: WorkCalendar
    start: date
    steps: list[Step] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_stopped: bool = False
    lapses_on: date | None = None

    def restart(self, day: date, what: str, article: str) -> None:
        """Begin the whole term anew: `day` itself does not count."""
        self.start = max(day, self.start)
        why = f"{what}，期限自次日起重新计算，以前经过的时间不计"
        self.steps.append(Step(day, counted=False, ordinal=None, why=why, article=article))


def reply_deadline(
    received_on: date, calendar: WorkCalendar, *, events: Sequence[Event] = ()
) -> Deadline:
    """Return the last day on which an answer is in time.

    A correction and a fee asked for in time, once made and paid, begin the term anew;
    an extension adds;
    a consultation takes out the time it lasted; a delay sets a later day. For a case taken up
    again only what came after counts.

    Raises: NoRegime, ImpossibleClock, OutsideCalendar.
    Source: 政府信息公开条例(2019) 第三十条、第三十二条至第三十五条;
    政府信息公开条例(2007) 第二十四条; 国办函〔2020〕109号 第六条.
    """
    regime = regime_on(received_on)
    clock = _Clock(received_on, regime, calendar, start=received_on)
    clock.steps.append(start_step(received_on, "收到申请"))
    for reopening in _of(events, Reopening)[-1:]:
        _in_order("重新办理", received_on, reopening.reopened_on, reopening.due_on)
        clock.restart(reopening.reopened_on, "重新办理", "")
        if reopening.due_on:
            why = "决定确定的答复期限届满"
            clock.steps.append(Step(reopening.due_on, counted=True, ordinal=None, why=why))
            return deadline(clock.steps, calendar)
        clock.notes.append("重新办理没有法定期限；没有另行确定的，按答复期限自重新办理起计算。")
        events = [event for event in events if _day_of(event) >= reopening.reopened_on]
    return _counted(clock, events)


def _counted(clock: _Clock, events: Sequence[Event]) -> Deadline:
    """The deadline of a term that begins at `clock.start`."""
    regime, calendar = clock.regime, clock.calendar
    _correct(clock, _of(events, Correction))
    _charge(clock, _sent_in_time(clock, events))
    pauses = [_pause(clock, event) for event in _of(events, Consultation)]

    def excluded(day: date) -> Step | None:
        for pause in pauses:
            if pause and pause.after < day <= pause.until:
                return Step(day, counted=False, ordinal=None, why=pause.why, article=pause.article)
        return None

    term = regime.reply.days
    counted = count_working_days(clock.start, term, calendar, excluded=excluded)
    extra = _extra(clock, _of(events, Extension), first_end=counted[-1].day)
    if extra:
        counted = count_working_days(clock.start, term + extra, calendar, excluded=excluded)
    clock.steps += _with_marks(counted, term, regime, extra)
    _delay(clock, _of(events, Delay))
    return replace(
        deadline(clock.steps, calendar),
        warnings=tuple(clock.warnings),
        notes=tuple(clock.notes),
        is_stopped=clock.is_stopped,
        lapses_on=clock.lapses_on,
    )


def _of(events: Sequence[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def _day_of(event: Event) -> date:
    """The day an event moves the clock; one without a day is always in time."""
    match event:
        case Correction(asked_on=day) | Consultation(sent_on=day) | Delay(told_on=day):
            return day
        case Extension(notified_on=known):
            return known or date.max
        case FeeNotice(served_on=served, notified_on=sent):
            return sent or served or date.max
        case Reopening(reopened_on=day):
            return day


def _in_order(what: str, *days: date | None) -> None:
    known = [day for day in days if day is not None]
    if known != sorted(known):
        raise ImpossibleClock(f"{what}的日期先后颠倒，请核对。")


def _correct(clock: _Clock, corrections: list[Correction]) -> None:
    for place, event in enumerate(sorted(corrections, key=lambda event: event.asked_on)):
        _in_order("补正", clock.received_on, event.asked_on, event.corrected_on)
        if place:
            clock.warnings.append("补正应当一次性告知，再次要求补正不使期限重新计算。")
        elif _asked_in_time(clock, event):
            if event.corrected_on:
                what = "收到补正后的申请"
                clock.restart(event.corrected_on, what, clock.regime.correction_article)
            else:
                clock.is_stopped = True
                clock.notes.append("等待申请人补正；答复期限自收到补正后的申请之日起计算。")


def _asked_in_time(clock: _Clock, event: Correction) -> bool:
    term = clock.regime.correction_notice
    if term is None:
        clock.notes.append(
            "2007年条例没有规定补正期限；期限自收到更改、补充后的申请之日起重新计算是实务理解。"
        )
        return True
    passed = clock.calendar.between(clock.received_on, event.asked_on)
    why = f"要求补正，收到申请后的第{passed}个工作日"
    clock.steps.append(Step(event.asked_on, False, None, why, term.article))
    if passed > term.days:
        clock.warnings.append(
            f"要求补正超过了{term.days}个工作日（第{passed}个工作日），期限照常计算，不重新起算。"
        )
    return passed <= term.days


def _sent_in_time(clock: _Clock, events: Sequence[Event]) -> list[FeeNotice]:
    """The fee notices that went out before the term ended; a later one moves nothing."""
    notices = _of(events, FeeNotice)
    if not notices:
        return []
    others = [event for event in events if not isinstance(event, FeeNotice)]
    without = replace(clock, steps=[], warnings=[], notes=[], is_stopped=False)
    ending = _counted(without, others)
    found = []
    for event in notices:
        if _day_of(event) <= ending.due_on or ending.is_stopped:
            found.append(event)
        else:
            clock.warnings.append(
                f"收费通知在{ending.due_on:%Y-%m-%d}期限届满以后发出，期限照常计算，不重新起算。"
            )
    return found


def _charge(clock: _Clock, notices: list[FeeNotice]) -> None:
    term = clock.regime.payment
    for event in sorted(notices, key=_day_of):
        _in_order("收费", clock.received_on, event.notified_on, event.served_on, event.paid_on)
        if term is None:
            clock.warnings.append("2007年条例没有缴费期限，收费不影响答复期限。")
            continue
        _open_payment(clock, event, term)
        if event.paid_on is None:
            clock.is_stopped = True
            continue
        if clock.lapses_on and event.paid_on > clock.lapses_on:
            clock.warnings.append("申请人逾期缴费，依规定已视为放弃申请，继续办理须说明理由。")
        clock.restart(event.paid_on, "申请人缴费", term.article)
        clock.lapses_on = None


def _open_payment(clock: _Clock, event: FeeNotice, term: Term) -> None:
    """The term of payment, which runs from the day the notice was received."""
    if event.served_on is None:
        if event.paid_on is None:
            clock.notes.append("收费通知已经发出；缴费期限自申请人收到次日起计算。")
        return
    clock.lapses_on = clock.calendar.after(event.served_on, term.days)
    why = f"收到收费通知，应当在{clock.lapses_on:%Y-%m-%d}以前缴费"
    clock.steps.append(Step(event.served_on, False, None, why, term.article))
    if event.paid_on is None:
        clock.notes.append(
            f"等待申请人缴费；{clock.lapses_on:%Y-%m-%d}以前没有缴费的，视为放弃申请。"
        )


def _pause(clock: _Clock, event: Consultation) -> _Pause | None:
    who = event.who.label
    _in_order(f"征求{who}意见", clock.received_on, event.sent_on, event.served_on)
    _in_order(f"征求{who}意见", event.sent_on, event.served_on, event.answered_on)
    article = clock.regime.pausing.get(event.who)
    if article is None:
        clock.warnings.append(f"{clock.regime.name}没有扣除征求{who}意见的时间，期限照常计算。")
        return None
    until = _opinion_until(clock, event)
    if until is None:
        clock.is_stopped = True
        clock.notes.append(f"等待{who}答复，没有法定期限；答复后扣除征求意见的时间。")
        return None
    return _Pause(event.sent_on, until, f"征求{who}意见期间，不计入", article)


def _opinion_until(clock: _Clock, event: Consultation) -> date | None:
    """The day the answer came or its term ended, None where neither is known."""
    term = clock.regime.opinion.get(event.who)
    if term is None:
        if event.working_days is None:
            return event.answered_on
        term = Term(event.working_days, "行政机关确定的期限")
    who = event.who.label
    if event.served_on is None and event.answered_on is None:
        clock.is_stopped = True
        clock.notes.append(f"{who}收到征求意见书的日期没有登记，暂按寄出当日收到计算。")
    ends_on = clock.calendar.after(event.served_on or event.sent_on, term.days)
    if event.answered_on is None:
        clock.notes.append(f"{who}应当在{ends_on:%Y-%m-%d}以前答复（{term.article}）。")
        return ends_on
    if event.served_on and event.answered_on > ends_on:
        clock.warnings.append(f"{who}在{ends_on:%Y-%m-%d}以后才答复，逾期的时间不扣除。")
        return ends_on
    return event.answered_on


def _extra(clock: _Clock, extensions: list[Extension], *, first_end: date) -> int:
    """Working days that an extension adds.

    One told before a new start, or after the first term has ended, adds nothing.
    """
    if len(extensions) > 1:
        raise ImpossibleClock("该申请已延期一次，不得再次延期。")
    for event in extensions:
        _in_order("延期", clock.received_on, event.notified_on)
        limit = clock.regime.extension.days
        if not 1 <= event.working_days <= limit:
            raise ImpossibleClock(f"延长的期限最短1个、最长不得超过{limit}个工作日。")
        told_on = event.notified_on
        if told_on and told_on <= clock.start and clock.start > clock.received_on:
            clock.warnings.append("延期告知在期限重新计算以前作出，不延长重新计算的期限。")
        elif told_on and told_on > first_end and not clock.is_stopped:
            clock.warnings.append(
                f"延期告知在{first_end:%Y-%m-%d}原期限届满以后作出，期限照常计算，不延长。"
            )
        else:
            return event.working_days
    return 0


def _with_marks(steps: list[Step], term: int, regime: Regime, extra: int) -> list[Step]:
    """Mark the last day of the first term and of the extension with their articles."""
    ends = {term: (f"{term}个工作日期满", regime.reply.article)}
    if extra:
        ends[term + extra] = (f"延长{extra}个工作日期满", regime.extension.article)
    return [
        replace(step, why=f"{step.why}，{ends[step.ordinal][0]}", article=ends[step.ordinal][1])
        if step.ordinal in ends
        else step
        for step in steps
    ]


def _delay(clock: _Clock, delays: list[Delay]) -> None:
    """A delay only ever lengthens: what the count gives is never shortened by it.

    One told after the term has ended moves nothing.
    """
    for event in delays:
        first_end = clock.steps[-1].day
        if event.told_on > first_end and not clock.is_stopped:
            clock.warnings.append(
                f"延迟答复告知在{first_end:%Y-%m-%d}期限届满以后作出，期限照常计算，不延迟。"
            )
            continue
        _in_order("延迟答复", clock.received_on, event.told_on, event.until)
        article = clock.regime.delay_article
        if article is None:
            clock.warnings.append("2007年条例没有延迟答复的规定，期限照常计算。")
        elif event.until <= first_end:
            clock.warnings.append("确定的延迟答复日期不晚于按规定计算的期限，以后者为准。")
        else:
            why = "确定的延迟答复期限届满"
            clock.steps.append(
                Step(event.until, counted=True, ordinal=None, why=why, article=article)
            )
