"""Forms for several items at once, and for a deputy."""

from typing import Any

from django import forms

from gongkai.accounts.permissions import Role
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import NOT_LENT
from gongkai.agencies.queries import people_names
from gongkai.catalog.queries import column_titles
from gongkai.channels.queries import channel_names
from gongkai.desk.structure_forms import day_field
from gongkai.law.value_lists import TOPIC_CATEGORIES


def _choice(label: str, *, required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=required, error_messages={"required": f"请选择{label}。"}
    )


def _offer(form: forms.Form, field: str, names: Any, empty: str) -> None:
    """Let a field choose among names."""
    form.fields[field].choices = [("", empty), *((name, name) for name in names)]  # type: ignore[attr-defined]


class ClassificationForm(forms.Form):
    """How the chosen items are classified from now on; what is left empty stays."""

    topic_category = forms.ChoiceField(
        label="主题分类",
        required=False,
        choices=[("", "不变"), *((term.code, term.label) for term in TOPIC_CATEGORIES)],
    )
    column_category = _choice("目录栏目", required=False)
    subject_terms = forms.CharField(label="主题词", max_length=120, required=False)
    reason = forms.CharField(
        label="更正原因", max_length=200, error_messages={"required": "请写明更正的原因。"}
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "classify_%s"
        _offer(self, "column_category", column_titles(agency), "不变")


class BulkReleaseForm(forms.Form):
    """Where the chosen items were released, and when."""

    channel = _choice("公开渠道", required=True)
    released_on = day_field("公开日期")
    location = forms.CharField(label="网址或位置", max_length=300, required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "release_%s"
        _offer(self, "channel", channel_names(agency), "请选择")


class DeputyForm(forms.Form):
    """Who does whose duties, and when."""

    person = _choice("被代理人", required=True)
    deputy = _choice("代理人", required=True)
    roles = forms.MultipleChoiceField(
        label="代理的角色",
        choices=[(role.value, role.label) for role in Role if role not in NOT_LENT],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择代理哪些角色。"},
    )
    since = day_field("开始日期")
    until = day_field("结束日期", "这一天仍由代理人办理")
    reason = forms.CharField(
        label="事由", max_length=200, error_messages={"required": "请填写事由。"}
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("person", "deputy"):
            _offer(self, field, people_names(agency), "请选择")
