"""What the page of parts shows: one fixed example of each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.desk.structure_forms import day_field


class ExampleForm(forms.Form):
    """One field of every kind, with an answer that is refused."""

    title = forms.CharField(label="信息名称", help_text="写全称", max_length=60)
    day = day_field("日期")
    kind = forms.ChoiceField(
        label="人员类别",
        choices=[("full", "专职人员"), ("part", "兼职人员")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择人员类别。"},
    )
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2}))


def context() -> Mapping[str, Any]:
    """The variables of `desk/parts.html`."""
    form = ExampleForm({"title": "清水县 2017 年预算", "day": "2017-13-45"})
    form.is_valid()
    return {
        "form": form,
        "summary": (("发布日期", date(2017, 3, 12)), ("文号", "青政发〔2017〕3号")),
        "tags": (("已公开", "good"), ("待审批", "wait"), ("逾期 2 个工作日", "bad"), ("拟稿", "")),
        "table": (
            (date(2017, 3, 12), "春季防火工作安排", 1147),
            (date(2017, 3, 2), "低保对象名单", 86),
        ),
    }
