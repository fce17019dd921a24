"""What an applicant types on the pages of the case."""

from typing import Any

from django import forms

from gongkai.casework.models import ApplicantMessage

Kind = ApplicantMessage.Kind
_LONGEST = 3000
_TEXTS = {
    Kind.CORRECTION: ("补正的内容", "按告知书逐项写明；写完整的申请内容最清楚"),
    Kind.PAYMENT: ("缴费情况", "写明哪一天、怎样缴纳的"),
    Kind.JUSTIFICATION: ("理由", "写明为什么需要这些信息、为什么申请得多"),
    Kind.OTHER: ("内容", "补充说明、联系方式改变、询问"),
    Kind.SUGGESTION: ("理由", "写明涉及公众的什么利益，为什么需要大家都知道或者参与决策"),
    Kind.RECORD: ("哪里不准确", "写明是哪一项记录、错在哪里、应当是什么；证据作为文件上传"),
    Kind.COMPLAINT: ("投诉的内容", "写明对哪一步、哪份文书不满意，希望怎样解决"),
    Kind.WITHDRAWAL: ("撤回的原因", "可以不写"),
}
_SCORES = (
    ("5", "5 很满意"),
    ("4", "4 满意"),
    ("3", "3 一般"),
    ("2", "2 不满意"),
    ("1", "1 很不满意"),
)


class EntryForm(forms.Form):
    """What stands on the receipt."""

    number = forms.CharField(
        label="登记编号",
        max_length=60,
        help_text="例如：依申请〔2026〕0012",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写登记编号。", "max_length": "编号太长，请核对。"},
    )
    code = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="回执上的16位字母和数字，大小写、有没有短横都可以",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "请填写查询码。", "max_length": "查询码太长，请核对。"},
    )


class MessageForm(forms.Form):
    """A text and maybe a file; without a receipt of payment the text is needed."""

    text = forms.CharField(
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "请写明内容。",
            "max_length": f"最多写{_LONGEST}字，再长的请上传文件。",
        },
    )
    content = forms.FileField(
        label="文件",
        required=False,
        help_text="照片、pdf、docx 等，不超过10MB；页面提示有错时需要重新选择",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = _TEXTS[kind]
        self.fields["text"].required = kind not in (Kind.PAYMENT, Kind.WITHDRAWAL)
        if kind == Kind.WITHDRAWAL:
            del self.fields["content"]


class RatingForm(forms.Form):
    """How it was, and why."""

    score = forms.TypedChoiceField(
        label="您对办理满意吗",
        choices=_SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择1至5分。"),
    )
    comment = forms.CharField(
        label="意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "最多写500字。"},
    )
