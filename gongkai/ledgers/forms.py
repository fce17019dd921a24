"""Forms for one row of a ledger."""

from typing import Any

from django import forms

from gongkai.ledgers.columns import Reference
from gongkai.ledgers.ledger import AnyLedger


class EntryForm(forms.Form):
    """The columns of a ledger as fields; `entry()` gives what was typed as an entry."""

    def __init__(self, ledger: AnyLedger, *args: Any, agency: Any, **kwargs: Any) -> None:
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
