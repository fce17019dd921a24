"""Forms of the annual report's pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.law.report_forms import FORMS
from gongkai.publication.models import SecrecyReview

FIRST_YEAR = 2008


class CompileForm(forms.Form):
    """Which report to begin."""

    def __init__(self, *args: Any, today: date, begun: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(begun)
        years = [year for year in range(today.year, FIRST_YEAR - 1, -1) if year not in taken]
        self.fields["year"] = forms.TypedChoiceField(
            label="年度",
            coerce=int,
            choices=[(year, f"{year}年") for year in years],
            initial=today.year - 1,
        )
        self.fields["form"] = forms.ChoiceField(
            label="报告格式",
            required=False,
            choices=[("", "按年度确定"), *((code, one.name) for code, one in FORMS.items())],
            help_text="一般按年度确定；另选的，请确认确需使用。",
        )


class TextForm(forms.Form):
    """The wording of one paragraph."""

    text = forms.CharField(
        label="文字",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="花括号中是指标，数据更新时自动更新，请保留；其余文字可以改写。",
    )


class CheckForm(forms.Form):
    """A reason for every error that stays."""

    def __init__(self, errors: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, message in errors.items():
            self.fields[key] = forms.CharField(
                label=message,
                required=False,
                max_length=300,
                help_text="请先改正记录；确实无误的，在这里说明理由。",
            )


class ReviewForm(forms.Form):
    """The conclusion of the secrecy review."""

    conclusion = forms.ChoiceField(
        label="审查结论",
        choices=SecrecyReview.Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择审查结论。"},
    )
    basis = forms.CharField(
        label="审查依据", max_length=300, error_messages={"required": "请写明审查依据。"}
    )


class ReturnForm(forms.Form):
    """What must be corrected."""

    corrections = forms.CharField(
        label="需要修改什么",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写明需要修改什么。"},
    )
