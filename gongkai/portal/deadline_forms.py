"""What the public asks of a statutory period: one form for each kind, each with its count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock import (
    Consultation,
    Correction,
    Event,
    Extension,
    FeeNotice,
    reply_deadline,
)
from gongkai.law.counting import Deadline, chinese_day
from gongkai.law.deadlines import PERIODS, PeriodKind, annual_report_deadline, period_deadline
from gongkai.law.regimes import Consulted
from gongkai.ledgers.columns import Day, TolerantField

ANSWER, REPORT = "answer", "annual-report"
# What comes later than this is a slip of the finger; and a count has its length.
_LONGEST = timedelta(days=2 * 366)
_LONGEST_WORDS = "两年"


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
    """Fields that belong to one event; of `days` the first must be known, and they are in order."""

    title: str
    hint: str
    days: tuple[str, ...]
    names: tuple[str, ...]


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


def _consulted(key: str, who: str, hint: str, *days: str) -> Group:
    names = tuple(f"{key}_{day}" for day in days)
    return Group(f"征求{who}意见", hint, names, names)


class AnswerForm(DeadlineForm):
    """The answer to an application, with what moves its day."""

    groups = (
        Group("补正", "", ("asked", "corrected"), ("asked", "corrected")),
        _consulted(
            "third",
            "第三方",
            "同一天征求几个第三方的，填最后收到、最后答复的日期",
            "sent",
            "served",
            "answered",
        ),
        _consulted("agency", "其他机关", "", "sent", "answered"),
        _consulted("co", "共同制作机关", "", "sent", "served", "answered"),
        Group("延期", "", ("extended",), ("extension", "extended")),
        Group("收取信息处理费", "", ("fee", "paid"), ("fee", "paid")),
    )

    on = _day(
        "收到申请的日期",
        "当面提交的是提交当天，挂号信、快递是签收当天，"
        f"平信、传真、网上提交的是双方确认当天。{Day().hint}",
        required=True,
    )
    asked = _day("要求补正的日期")
    corrected = _day("收到补正的日期", "还没有收到的不填")
    third_sent = _day("寄出征求意见书的日期")
    third_served = _day("第三方收到的日期")
    third_answered = _day("第三方答复的日期", "没有答复的不填")
    agency_sent = _day("寄出征求意见函的日期")
    agency_answered = _day("其他机关答复的日期", "没有答复的不填")
    co_sent = _day("寄出征求意见函的日期")
    co_served = _day("共同制作机关收到的日期")
    co_answered = _day("共同制作机关答复的日期", "没有答复的不填")
    extension = _number("延长的工作日数", 20)
    extended = _day("告知延期的日期")
    fee = _day("申请人收到收费通知的日期")
    paid = _day("缴费的日期", "还没有缴费的不填")

    def clean(self) -> None:
        """Refuse events in an order that cannot be, each at its field."""
        for group in self.groups:
            self._check(group)
        if self.cleaned_data.get("extended") and not self["extension"].value():
            self.add_error("extension", "请填写延长的工作日数。")

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
            elif received and day > received + _LONGEST:
                self.add_error(name, f"比收到申请晚了{_LONGEST_WORDS}以上，请核对年份。")
            before, name_before = day, name

    def deadline(self, calendar: WorkCalendar) -> Deadline:
        return reply_deadline(self.cleaned_data["on"], calendar, events=list(self._events()))

    def _events(self) -> Iterator[Event]:
        data = self.cleaned_data
        if data["asked"]:
            yield Correction(data["asked"], data["corrected"])
        for key, who in (
            ("third", Consulted.THIRD_PARTY),
            ("agency", Consulted.OTHER_AGENCY),
            ("co", Consulted.CO_PRODUCER),
        ):
            if sent_on := data[f"{key}_sent"]:
                served_on, answered_on = data.get(f"{key}_served"), data[f"{key}_answered"]
                yield Consultation(who, sent_on, served_on, answered_on)
        if data["extension"]:
            yield Extension(data["extension"], data["extended"])
        if data["fee"]:
            yield FeeNotice(data["fee"], data["paid"])


def form_for(kind: str, data: Any = None) -> DeadlineForm:
    """The form of a kind, empty or with what was asked.

    Raises: ValueError for a kind there is not.
    """
    if kind == ANSWER:
        return AnswerForm(data)
    if kind == REPORT:
        return ReportForm(data)
    return PeriodForm(PeriodKind(kind), data)
