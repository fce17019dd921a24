"""Forms for one row of a ledger."""

from typing import Any, Protocol

from django import forms

from gongkai.ledgers.columns import Column, Reference, YesNo
from gongkai.ledgers.ledger import AnyLedger


class Rows(Protocol):
    """What is typed row by row: a ledger, or a part of one."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, one for each field of the entry."""

    @property
    def entry(self) -> type[Any]:
        """The class of an entry."""


class EntryForm(forms.Form):
    """The columns of a ledger as fields; `entry()` gives what was typed as an entry."""

    def __init__(self, ledger: Rows, *args: Any, agency: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ledger = ledger
        self.suggestions: dict[str, list[str]] = {}
        for column in ledger.columns:
            field = column.kind.form_field()
            field.label = column.header
            field.required = column.required
            field.help_text = column.kind.hint
            field.error_messages["required"] = f"请填写{column.header}。"
            self.fields[column.field] = field
            _as_radios_where_few(field)
            if isinstance(column.kind, YesNo):
                field.initial, field.help_text = column.kind.show(column.kind.empty), ""
            if isinstance(column.kind, Reference):
                self.suggestions[column.field] = list(column.kind.names(agency))[:200]
                field.widget.attrs["list"] = f"{column.field}-names"

    def entry(self) -> Any:
        """The validated input as the ledger's entry."""
        fields = (column.field for column in self.ledger.columns)
        return self.ledger.entry(**{field: self.cleaned_data[field] for field in fields})


class AmendForm(EntryForm):
    """The same fields with the reason a correction must give."""

    reason = forms.CharField(
        label="更正原因", max_length=200, error_messages={"required": "请写明更正的原因。"}
    )

    def __init__(self, ledger: AnyLedger, *args: Any, **kwargs: Any) -> None:
        super().__init__(ledger, *args, **kwargs)
        self.order_fields([*(column.field for column in ledger.columns), "reason"])


def _as_radios_where_few(field: forms.Field) -> None:
    """Show a list under seven at once; the line that asks to choose becomes "not stated"."""
    offered = list(field.widget.choices) if isinstance(field.widget, forms.Select) else []
    choices = [(word, label) for word, label in offered if word]
    if not 0 < len(choices) < 7:
        return
    if len(choices) < len(offered) and not field.required:
        choices.append(("", "不填"))
    field.widget = forms.RadioSelect(choices=choices)
    field.widget.is_required = field.required
