"""Forms of accounts, roles and passwords."""

from typing import Any

from django import forms

from gongkai.accounts.permissions import Role
from gongkai.agencies.models import Person

_STRONG = "至少 8 个字符，不能全是数字，也不能是常见的密码。"


def _password(label: str, hint: str = "", autocomplete: str = "new-password") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": f"请填写{label}。"},
    )


def _role() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="角色",
        choices=[("", "请选择"), *Role.choices],
        coerce=Role,
        error_messages={"required": "请选择角色。"},
    )


class OpeningForm(forms.Form):
    """A new account and its first role."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        help_text="登录时用的名字，如 zhangwei。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写账号。"},
    )
    full_name = forms.CharField(
        label="姓名", max_length=60, error_messages={"required": "请填写姓名。"}
    )
    role = _role()
    password = _password("初始密码", _STRONG + "请当面告诉本人，并请他尽快修改。")


class RoleForm(forms.Form):
    """Another role for an account of the agency."""

    role = _role()


class GrantForm(forms.Form):
    """A role for somebody whose account another agency opened."""

    username = forms.CharField(
        label="账号", max_length=60, error_messages={"required": "请填写账号。"}
    )
    role = _role()


class PersonForm(forms.Form):
    """The registered person behind an account."""

    person = forms.ModelChoiceField(
        label="人员",
        queryset=Person.objects.none(),
        empty_label="请选择",
        help_text="先在“人员”台账中登记，再在这里关联。拟稿、审查、审批按关联的人员留名。",
        error_messages={"required": "请选择人员。"},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ResetForm(forms.Form):
    """A new password for somebody who forgot theirs."""

    password = _password("新密码", _STRONG + "请当面告诉本人，并请他尽快修改。")


class PasswordForm(forms.Form):
    """One's own new password."""

    current = _password("现在的密码", autocomplete="current-password")
    password = _password("新密码", _STRONG)
    again = _password("再输入一次新密码")

    def clean_again(self) -> str:
        """Refuse two different passwords."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError("两次输入的新密码不一致，请重新输入。")
        return again
