"""What the public asks of a statutory period: one form for each kind, each with its count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock import (
    Consultation,
    Correction,
    Delay,
    Event,
    Extension,
    FeeNotice,
    Reopening,
    reply_deadline,
)
from gongkai.law.counting import Deadline, chinese_day
from gongkai.law.deadlines import PERIODS, PeriodKind, annual_report_deadline, period_deadline
from gongkai.law.regimes import Consulted
from gongkai.ledgers.columns import Day, TolerantField

ANSWER, REPORT = "answer", "annual-report"
# What comes later than this is a slip of the finger; and a count has its length.
_YEARS, _YEARS_OF_A_SUIT = 2, 10
_MOST_CONSULTATIONS = 5  # of one kind


def _day(label: str, hint: str = "", *, required: bool = False) -> forms.Field:
    field = TolerantField(Day(), forms.TextInput(attrs={"inputmode": "numeric", "size": 14}))
    field.label, field.help_text, field.required = label, hint, required
    field.error_messages["required"] = f"请填写{label}。"
    return field


def _number(label: str, most: int, hint: str = "") -> forms.IntegerField:
    sentence = f"应为1至{most}的整数。"
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=False,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong to one event; of `days` the first must be known, and they are in order.

    The days lie within so many `years` after the receipt.
    """

    title: str
    hint: str
    days: tuple[str, ...]
    names: tuple[str, ...]
    years: int = _YEARS


class DeadlineForm(forms.Form):
    """What every kind has: the field of the day it begins with, and maybe events."""

    first = "on"
    groups: tuple[Group, ...] = ()

    def deadline(self, calendar: WorkCalendar) -> Deadline:
        """The last day of the period.

        Raises: ImpossibleClock, NoPeriod, NoRegime, OutsideCalendar.
        """
        raise NotImplementedError

    def main_fields(self) -> list[BoundField]:
        """The fields that belong to no event."""
        grouped = {name for group in self.groups for name in group.names}
        return [bound for bound in self if bound.name not in grouped]

    def events_shown(self) -> Iterator[tuple[Group, list[BoundField]]]:
        """Each event with its fields."""
        for group in self.groups:
            yield group, [self[name] for name in group.names]

    def has_events(self) -> bool:
        """Whether anything was typed into the fields of an event."""
        return any(self[name].value() for group in self.groups for name in group.names)


class PeriodForm(DeadlineForm):
    """A period that is counted from one day, and may be extended where the law says so."""

    def __init__(self, kind: PeriodKind, data: Any = None) -> None:
        super().__init__(data)
        self.kind = kind
        self.fields["on"] = _day(f"{kind.start}的日期", Day().hint, required=True)
        longest = max((row.max_extension for row in PERIODS if row.kind is kind), default=0)
        if longest:
            unit = next(row.unit for row in PERIODS if row.kind is kind)
            self.fields["extension"] = _number(f"延长的{unit}数", longest, "没有延长的不填")

    def deadline(self, calendar: WorkCalendar) -> Deadline:
        extension = self.cleaned_data.get("extension") or 0
        return period_deadline(self.kind, self.cleaned_data["on"], calendar, extension=extension)


class ReportForm(DeadlineForm):
    """The year reported on, and who reports."""

    first = "year"

    year = forms.IntegerField(
        label="报告年度",
        min_value=2008,
        max_value=2098,
        help_text="报告的是哪一年的情况，如 2025",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={
            "required": "请填写报告年度。",
            **dict.fromkeys(("invalid", "min_value", "max_value"), "应为2008至2098的年份。"),
        },
    )
    agency_kind = forms.ChoiceField(
        label="机关类别",
        choices=[(kind.value, kind.label) for kind in AgencyKind],
        initial=AgencyKind.TOWNSHIP.value,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择机关类别。"),
    )

    def deadline(self, calendar: WorkCalendar) -> Deadline:
        kind = AgencyKind(self.cleaned_data["agency_kind"])
        return annual_report_deadline(self.cleaned_data["year"], kind, calendar)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is asked for an opinion: the name in the address, the letter, the days."""

    key: str
    who: Consulted
    letter: str
    days: tuple[str, ...] = ("sent", "served", "answered")

    def label(self, day: str) -> str:
        """What a day is called."""
        done = {"served": "收到", "answered": "答复"}
        return f"{self.who.label}{done[day]}的日期" if day in done else f"寄出{self.letter}的日期"


_PARTIES = (
    Party("third", Consulted.THIRD_PARTY, "征求意见书"),
    Party("agency", Consulted.OTHER_AGENCY, "征求意见函", ("sent", "answered")),
    Party("co", Consulted.CO_PRODUCER, "征求意见函"),
)


class AnswerForm(DeadlineForm):
    """The answer to an application, with what moves its day.

    Of each kind of consultation there is always one more than was given, up to a few.
    """

    on = _day(
        "收到申请的日期",
        "当面提交的是提交当天，挂号信、快递是签收当天，"
        f"平信、传真、网上提交的是双方确认当天。{Day().hint}",
        required=True,
    )
    asked = _day("要求补正的日期")
    corrected = _day("收到补正的日期", "还没有收到的不填")
    extension = _number("延长的工作日数", 20)
    extended = _day("告知延期的日期")
    fee = _day("申请人收到收费通知的日期")
    paid = _day("缴费的日期", "还没有缴费的不填")
    delay_told = _day("告知延迟答复的日期")
    delay_until = _day("确定的延迟答复日期")
    reopened = _day("重新办理的日期")
    reopened_due = _day("决定确定的答复期限", "没有另行确定的不填")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.asked_for = {
            f"{party.key}{place or ''}": party
            for party in _PARTIES
            for place in _places(party, data or {})
        }
        for key, party in self.asked_for.items():
            for day in party.days:
                hint = "没有答复的不填" if day == "answered" else ""
                self.fields[f"{key}_{day}"] = _day(party.label(day), hint)
        self.groups = (
            Group("补正", "", ("asked", "corrected"), ("asked", "corrected")),
            *(_consulted(key, party) for key, party in self.asked_for.items()),
            Group("延期", "", ("extended",), ("extension", "extended")),
            Group("收取信息处理费", "", ("fee", "paid"), ("fee", "paid")),
            _in_order("延迟答复", "申请过多、理由合理的", "delay_told", "delay_until"),
            replace(
                _in_order(
                    "重新办理",
                    "原答复被撤销、责令重新答复或者自行纠正的；只计算重新办理以后的期限",
                    "reopened",
                    "reopened_due",
                ),
                years=_YEARS_OF_A_SUIT,
            ),
        )

    def clean(self) -> None:
        """Refuse events in an order that cannot be, each at its field."""
        for group in self.groups:
            self._check(group)
        if self.cleaned_data.get("extended") and not self["extension"].value():
            self.add_error("extension", "请填写延长的工作日数。")
        if self.cleaned_data.get("delay_told") and not self["delay_until"].value():
            self.add_error("delay_until", "请填写确定的延迟答复日期。")

    def _check(self, group: Group) -> None:
        received = before = self.cleaned_data.get("on")
        name_before = "on"
        given = [name for name in group.days if self.cleaned_data.get(name)]
        if given and group.days[0] not in given and group.days[0] not in self.errors:
            self.add_error(group.days[0], f"请填写{self.fields[group.days[0]].label}。")
        for name in given:
            day: date = self.cleaned_data[name]
            if before and day < before:
                label = self.fields[name_before].label
                self.add_error(name, f"不能早于{label}（{chinese_day(before)}），请核对。")
            elif received and day > received + timedelta(days=366 * group.years):
                self.add_error(name, f"比收到申请晚了{group.years}年以上，请核对年份。")
            before, name_before = day, name

    def deadline(self, calendar: WorkCalendar) -> Deadline:
        return reply_deadline(self.cleaned_data["on"], calendar, events=list(self._events()))

    def _events(self) -> Iterator[Event]:
        data = self.cleaned_data
        if data["asked"]:
            yield Correction(data["asked"], data["corrected"])
        for key, party in self.asked_for.items():
            if sent_on := data[f"{key}_sent"]:
                served_on, answered_on = data.get(f"{key}_served"), data[f"{key}_answered"]
                yield Consultation(party.who, sent_on, served_on, answered_on)
        if data["extension"]:
            yield Extension(data["extension"], data["extended"])
        if data["fee"]:
            yield FeeNotice(data["fee"], data["paid"])
        if data["delay_until"]:
            yield Delay(data["delay_until"], data["delay_told"])
        if data["reopened"]:
            yield Reopening(data["reopened"], data["reopened_due"])


def _in_order(title: str, hint: str, *names: str) -> Group:
    return Group(title, hint, names, names)


def _consulted(key: str, party: Party) -> Group:
    hint = "几方意见分别填写，算出以后可以再加一方" if key == party.key else ""
    names = tuple(f"{key}_{name}" for name in party.days)
    return _in_order(f"征求{party.who.label}意见", hint, *names)


def _places(party: Party, data: Mapping[str, Any]) -> list[int]:
    """The first, without a number, then 2, 3 … : those that were given and one more."""
    places = [0, *range(2, _MOST_CONSULTATIONS + 1)]
    given = [
        order
        for order, place in enumerate(places)
        if any(data.get(f"{party.key}{place or ''}_{name}") for name in party.days)
    ]
    return places[: max(given, default=-1) + 2]


def form_for(kind: str, data: Any = None) -> DeadlineForm:
    """The form of a kind, empty or with what was asked.

    Raises: ValueError for a kind there is not.
    """
    if kind == ANSWER:
        return AnswerForm(data)
    if kind == REPORT:
        return ReportForm(data)
    return PeriodForm(PeriodKind(kind), data)
