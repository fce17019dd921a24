"""Forms of the yearly upkeep."""

from django import forms

from gongkai.desk.structure_forms import optional_day
from gongkai.upkeep.models import CleanUpResult, Evaluation


def _reason(hint: str = "") -> forms.CharField:
    return forms.CharField(
        label="理由",
        max_length=300,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )


class CleanUpForm(forms.Form):
    """Which year's clean-up is started."""

    year = forms.IntegerField(
        label="清理年度",
        min_value=2008,
        error_messages={"required": "请填写年度。", "invalid": "请填写四位数的年度。"},
    )


class ResultForm(forms.Form):
    """What is decided about one document."""

    result = forms.ChoiceField(
        label="清理结果",
        choices=CleanUpResult.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择清理结果。"},
    )
    reason = _reason("例如依据的上位法已修改、适用期已过、与现行政策不一致")
    invalid_on = optional_day("失效废止日期", "废止、宣布失效的必填，可以是以后的日期")


class EvaluationForm(forms.Form):
    """Whether the ground for withholding still holds."""

    result = forms.ChoiceField(
        label="评估结果",
        choices=Evaluation.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择评估结果。"},
    )
    reason = _reason("情势有无变化；不予公开的理由是否仍然成立")
    next_evaluation_on = optional_day("下次评估日期", "仍不予公开的必填")


class SharedAnswerForm(forms.Form):
    """Under which title what several applicants were given is drafted."""

    title = forms.CharField(
        label="信息名称", max_length=300, error_messages={"required": "请填写信息名称。"}
    )
    applications = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: object, offered: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["applications"].choices = [(pk, pk) for pk in offered]  # type: ignore[attr-defined]
