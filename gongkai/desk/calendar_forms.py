"""Forms for notices on days off: the notice, and rows of days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms

from gongkai.calendars.models import Day as CalendarDay
from gongkai.calendars.transitions import DayEntry
from gongkai.desk.structure_forms import day_field
from gongkai.ledgers.columns import Day, TolerantField

_ROWS = 20
_LONGEST = timedelta(days=31)


class NoticeForm(forms.Form):
    """The notice itself."""

    title = forms.CharField(
        label="通知名称",
        max_length=200,
        help_text="如 国务院办公厅关于2027年部分节假日安排的通知",
        error_messages={"required": "请填写通知名称。"},
    )
    number = forms.CharField(label="文号", max_length=60, required=False)
    year = forms.IntegerField(
        label="安排的年份",
        min_value=2007,
        max_value=2099,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={"required": "请填写年份。", "invalid": "年份应为四位数字。"},
    )
    issued_on = day_field("印发日期")


class DayForm(forms.Form):
    """One row: a day, or the first and last of several days."""

    first = TolerantField(Day(), forms.TextInput(attrs={"size": 14, "inputmode": "numeric"}))
    last = TolerantField(Day(), forms.TextInput(attrs={"size": 14, "inputmode": "numeric"}))
    kind = forms.ChoiceField(choices=CalendarDay.Kind.choices, initial=CalendarDay.Kind.OFF)
    name = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("first", "第一天"),
            ("last", "最后一天"),
            ("kind", "安排"),
            ("name", "节日"),
        ):
            self.fields[name].label = label
            self.fields[name].widget.attrs["aria-label"] = label

    def clean(self) -> None:
        """Refuse half a row."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        name = self.cleaned_data.get("name")
        if first and not name:
            self.add_error("name", "请填写节日，如 春节。")
        if (last or name) and not first and "first" not in self.errors:
            self.add_error("first", "请填写第一天。")
        if first and last and not first <= last <= first + _LONGEST:
            self.add_error("last", "最后一天应在第一天之后的一个月以内。")

    def days(self) -> Iterator[DayEntry]:
        """The days of the row."""
        first: date | None = self.cleaned_data.get("first")
        last: date | None = self.cleaned_data.get("last")
        if first is None:
            return
        for n in range(((last or first) - first).days + 1):
            day = first + timedelta(days=n)
            yield DayEntry(day, self.cleaned_data["kind"], self.cleaned_data["name"])


# The longest notice so far, of 2007, needs fifteen rows.
DayRows = forms.formset_factory(DayForm, extra=_ROWS, max_num=_ROWS, absolute_max=_ROWS)
