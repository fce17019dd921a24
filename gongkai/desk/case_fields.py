"""What forms of a case are made of: fields with their sentences, and the form of one step."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django import forms

from gongkai.agencies.models import Agency, Person
from gongkai.applications.models import Application
from gongkai.law.calendar import WorkCalendar

F = TypeVar("F", bound=forms.Field)


class StepForm(forms.Form):
    """The questions of one step; `record` is what the step is about, often the case itself."""

    def __init__(
        self,
        *args: Any,
        application: Application,
        record: Any,
        today: date,
        calendar: WorkCalendar,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.application, self.record = application, record
        self.today, self.calendar = today, calendar
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the case: choices, hints, what was written before."""

    def propose(self, **values: Any) -> None:
        """What stands in the fields before anything was typed."""
        self.initial = {**values, **self.initial}

    def propose_from(self, record: Any) -> None:
        """The same from a step that was prepared and is prepared again."""
        self.propose(**{name: getattr(record, name) for name in self.fields} if record else {})

    def values(self) -> dict[str, Any]:
        """The answers as the transition takes them."""
        return dict(self.cleaned_data)


def sentence(label: str, length: int, hint: str = "", *, required: bool = True) -> forms.CharField:
    """A short text."""
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=hint,
        required=required,
        error_messages={"required": f"请填写{label}。"},
    )


def before_signing(field: F) -> F:
    """The field, which may wait, marked as one that must be filled before the signature."""
    field.widget.attrs["data-needed"] = "签发前必填"
    return field


def paragraph(label: str, hint: str = "", *, required: bool = True, rows: int = 4) -> forms.Field:
    """A longer text."""
    return forms.CharField(
        label=label,
        max_length=20_000,
        help_text=hint,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请填写{label}。"},
    )


def whole(label: str, hint: str = "", *, required: bool = True) -> forms.IntegerField:
    """A number from 1 up."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=99_999,
        help_text=hint,
        required=required,
        widget=forms.NumberInput(attrs={"size": 6}),
        error_messages={"required": f"请填写{label}。", "min_value": f"{label}至少为1。"},
    )


def choice(label: str, choices: Iterable[tuple[Any, str]] = (), hint: str = "") -> forms.Field:
    """One of a few, all seen at once."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={"required": f"请选择{label}。"},
    )


def selection(label: str, hint: str = "") -> forms.ChoiceField:
    """One of many; the choices come with the case."""
    return forms.ChoiceField(
        label=label, help_text=hint, error_messages={"required": f"请选择{label}。"}
    )


def offered(form: forms.Form, name: str, choices: Iterable[tuple[Any, str]]) -> None:
    """Offer the choices of a `selection`."""
    form.fields[name].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]


def people_of(agency: Agency) -> list[tuple[str, str]]:
    """Whom a case of the agency can be given to."""
    found = Person.objects.filter(agency=agency).order_by("name", "pk")
    return [(str(person.pk), str(person)) for person in found]
