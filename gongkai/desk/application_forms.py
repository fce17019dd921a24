"""Forms for what can be done with an application in hand."""

from typing import Any

from django import forms

from gongkai.applications.models import Application
from gongkai.applications.queries import regime_of
from gongkai.desk.structure_forms import day_field
from gongkai.law.dated import holds_on
from gongkai.law.outcomes import Outcome, outcomes_for


class ExtensionForm(forms.Form):
    """How long the term is extended, and why."""

    working_days = forms.IntegerField(
        label="延长工作日",
        min_value=1,
        widget=forms.NumberInput(attrs={"size": 6}),
        error_messages={"required": "请填写延长的工作日数。"},
    )
    reason = forms.CharField(
        label="延期理由",
        max_length=300,
        help_text="写进延期告知书",
        error_messages={"required": "请写明延期的理由。"},
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = regime_of(application.received_on).extension
        self.fields["working_days"].help_text = f"最多{term.days}个工作日（{term.article}）"


class AnswerForm(forms.Form):
    """The outcome with its ground, in one list, so that no pair can be wrong."""

    result = forms.ChoiceField(
        label="办理结果和理由", error_messages={"required": "请选择办理结果。"}
    )
    replied_on = day_field("答复日期", "邮寄的为交邮之日，当面送达的为签收之日")
    number = forms.CharField(label="答复文号", max_length=60, required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = outcomes_for(regime_of(application.received_on).code)
        choices = [_group(outcome, application) for outcome in outcomes]
        self.fields["result"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The answer as the transition takes it."""
        outcome, _, ground = self.cleaned_data["result"].partition(":")
        return {
            "outcome": outcome,
            "ground": ground,
            "replied_on": self.cleaned_data["replied_on"],
            "number": self.cleaned_data["number"],
        }


def _group(outcome: Outcome, application: Application) -> tuple[str, Any]:
    if not outcome.needs_ground:
        return f"{outcome.code}:", outcome.label
    grounds = [row for row in outcome.grounds if holds_on(row, application.received_on)]
    return outcome.label, [
        (f"{outcome.code}:{row.code}", f"{outcome.label}：{row.label}") for row in grounds
    ]
