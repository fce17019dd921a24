"""Forms of what can happen to an agency."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.agencies.models import Agency
from gongkai.ledgers.columns import Day, TolerantField

# First words of addresses under /desk/ that no agency can have as its code.
TAKEN = {
    "login", "logout", "permissions", "parts", "password", "agencies", "templates", "calendar",
}  # fmt: skip


def day_field(label: str, hint: str = "") -> forms.Field:
    """A day in any of the ways people write one."""
    field = TolerantField(Day(), Day().form_field().widget)
    field.required, field.label = True, label
    field.help_text = "。".join(part for part in (hint, Day().hint) if part)
    field.error_messages["required"] = f"请填写{label}。"
    return field


def optional_day(label: str, hint: str = "") -> forms.Field:
    """A day that may be left empty."""
    field = day_field(label, hint)
    field.required = False
    return field


def _text(label: str, length: int, hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=hint,
        required=required,
        error_messages={"required": f"请填写{label}。"},
    )


class StructureForm(forms.Form):
    """A form that may offer other agencies to choose from."""

    def __init__(self, *args: Any, others: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(other.code, other.name) for other in others]
        for field in self.fields.values():
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
            elif isinstance(field, forms.ChoiceField) and not field.choices:
                field.choices = [("", "请选择"), *choices]


class SubordinateForm(StructureForm):
    """A new agency below this one."""

    code = _text("代码", 60, "小写字母、数字和连字符，如 xinhe；设立后永远不变，也不会给别的机关。")
    full_name = _text("全称", 120, "如 新合镇人民政府")
    short_name = _text("简称", 60, "如 新合镇")
    kind = forms.ChoiceField(
        label="类别",
        choices=[("", "请选择"), *Agency.Kind.choices],
        error_messages={"required": "请选择类别。"},
    )
    organization_code = _text("组织机构代码", 18, "统一社会信用代码，18 位", required=False)
    established_on = day_field("设立日期")

    def clean_code(self) -> str:
        """Refuse a code that the desk's own pages bear."""
        code: str = self.cleaned_data["code"]
        if code in TAKEN:
            raise forms.ValidationError(f"“{code}”是系统页面的地址，请换一个代码。")
        return code


class NameForm(StructureForm):
    """A new name from a day on."""

    full_name = _text("新的全称", 120)
    short_name = _text("新的简称", 60)
    since = day_field("启用日期", "此前的记录仍显示原名称")
    basis = _text("依据", 200, "批准文件的名称和文号", required=False)


class SuperiorForm(StructureForm):
    """Another superior."""

    superior = forms.ChoiceField(
        label="新的上级机关", error_messages={"required": "请选择新的上级机关。"}
    )
    reason = _text("依据", 200, "批准文件的名称和文号")


class MergerForm(StructureForm):
    """Which agencies end and pass their duties to this one."""

    agencies = forms.MultipleChoiceField(
        label="并入本机关的机关",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要并入的机关。"},
    )
    effective_on = day_field("生效日期")
    basis = _text("依据", 200, "批准文件的名称和文号")


class DivisionForm(StructureForm):
    """Which agencies carry on the duties of this one."""

    into = forms.MultipleChoiceField(
        label="承继职责的机关",
        help_text="两个以上；还没有登记的，请先在上级机关下设立。",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择承继职责的机关。"},
    )
    effective_on = day_field("生效日期")
    basis = _text("依据", 200, "批准文件的名称和文号")


class ClosureForm(StructureForm):
    """The end of this agency."""

    effective_on = day_field("撤销日期")
    basis = _text("依据", 200, "批准文件的名称和文号")
