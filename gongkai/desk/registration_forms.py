"""The form that registers an application at the counter, by letter, fax or e-mail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.agencies.models import Agency, Person
from gongkai.applications.categories import CATEGORIES
from gongkai.applications.models import Submission
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.desk.case_fields import choice, offered, paragraph, people_of, sentence
from gongkai.desk.structure_forms import day_field, optional_day
from gongkai.law.regimes import regime_on
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS
from gongkai.web.file_fields import Files

# Which days tell when an application came in by a channel (2019 第三十一条).
DAYS_OF: dict[str, tuple[str, ...]] = {
    "in_person": ("submitted_on",),
    "letter": ("signed_on", "arrived_on", "confirmed_on"),
    **dict.fromkeys(("fax", "email", "other"), ("arrived_on", "confirmed_on")),
}
DAYS = ("submitted_on", "signed_on", "arrived_on", "confirmed_on")
_ID_KINDS = (
    "居民身份证",
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "统一社会信用代码",
)


def handler_field() -> forms.TypedChoiceField:
    """Who is going to handle the case."""
    return forms.TypedChoiceField(
        label="经办人",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="默认为登记的人，以后可以更换",
    )


def offer_handlers(form: forms.Form, agency: Agency, handler: Person | None) -> None:
    """Offer the agency's people, with one of them proposed."""
    offered(form, "handler_id", people_of(agency))
    if handler:
        form.initial.setdefault("handler_id", handler.pk)


def late_reason_field() -> forms.Field:
    """Why the application was not confirmed on the day it came."""
    return sentence(
        "当日没有确认的原因",
        200,
        "确认日期晚于到达日期的填写，如 当日三次去电无人接听",
        required=False,
    )


class RegistrationForm(forms.Form):
    """Everything about one application as it came; `today` decides what may be asked for."""

    channel = choice(
        "申请渠道",
        # What comes online registers itself.
        [(row.code, row.label) for row in RECEIPT_CHANNELS if row.code in DAYS_OF],
    )
    submitted_on = optional_day("提交日期", "当面提交的，以提交之日为收到申请之日")
    signed_on = optional_day("签收日期", "挂号信、特快专递等签收的信件，以签收之日为收到申请之日")
    arrived_on = optional_day("实际到达日期", "平常信函、传真、电子邮件到达的日期")
    confirmed_on = optional_day(
        "与申请人确认日期",
        "没有签收的，以与申请人确认之日为收到申请之日；还没有确认的不填，先登记来件",
    )
    late_reason = late_reason_field()
    id_number = sentence("证件号码", 40, "加密保存，只显示后四位", required=False)
    phone = sentence("联系电话", 60, "加密保存", required=False)
    applicant = sentence("申请人", 120, "姓名或者单位名称")
    applicant_kind = choice("申请人类型", [(row.code, row.label) for row in APPLICANT_KINDS])
    id_kind = sentence("证件类型", 20, required=False)
    contact = sentence("联系人", 60, "单位申请的填写", required=False)
    address = sentence("通信地址", 200, "加密保存", required=False)
    email = sentence("电子邮箱", 120, "加密保存", required=False)
    content = paragraph("申请内容", "照申请表原文登记，以后不能修改。", rows=5)
    wanted_form = sentence("获取信息的方式", 60, required=False)
    delivery = sentence("获取信息的途径", 60, required=False)
    purpose = sentence("所需信息的用途", 300, required=False)
    is_oral = forms.BooleanField(
        label="口头申请，由工作人员代为填写（条例第二十九条）", required=False
    )
    needs_help = sentence(
        "需要的帮助", 200, "视听、阅读有困难的申请人需要什么帮助（条例第四十三条）", required=False
    )
    suggests_disclosure = forms.BooleanField(
        label="申请人同时建议主动公开（条例第四十四条）", required=False
    )
    number = sentence("登记编号", 60, "不填则自动编号", required=False)
    category = forms.ChoiceField(
        label="信息类别",
        required=False,
        choices=[("", "不分类"), *((row.code, row.label) for row in CATEGORIES)],
    )
    known = forms.IntegerField(required=False, widget=forms.HiddenInput)
    handler_id = handler_field()

    suggestions = {
        "wanted_form": ("纸质", "电子邮件", "光盘"),
        "delivery": ("邮寄", "电子邮件", "当面领取", "传真"),
        "id_kind": _ID_KINDS,
    }

    def __init__(
        self, *args: Any, today: date, agency: Agency, handler: Person | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_handlers(self, agency, handler)
        if regime_on(today).code != "2008":
            del self.fields["purpose"]
        else:
            # 2019 第四十四条第二款: the Regulations of 2007 know no such suggestion.
            del self.fields["suggests_disclosure"]
            self.fields["applicant_kind"].required = False
        for name in self.suggestions:
            self.fields[name].widget.attrs["list"] = f"{name}-names"
        for name in ("id_number", "phone", "email", "address", "applicant", "contact"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Drop the days that the channel does not ask for."""
        values = super().clean() or {}
        for name in set(DAYS) - set(DAYS_OF.get(values.get("channel", ""), DAYS)):
            values[name] = None
            self.errors.pop(name, None)
        return values

    def entry(self) -> SubmissionEntry:
        """The answers as the transition takes them."""
        return SubmissionEntry(**self.cleaned_data)


def filled(earlier: Submission, typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, with what is not secret of the applicant known from earlier."""
    identity = earlier.identity
    return dict(typed) | {
        "applicant": earlier.applicant,
        "applicant_kind": earlier.applicant_kind,
        "id_kind": identity.id_kind,
        "contact": identity.contact,
        "known": earlier.pk,
    }


class PapersForm(forms.Form):
    """The papers that came with an application."""

    scans = Files(
        label="申请材料的扫描件", help_text="可以选几个文件；类型按内容识别。", required=False
    )
    proof = forms.FileField(
        label="身份证明", help_text="jpg、png 或者 pdf，不超过5MB；加密保存。", required=False
    )


class ConfirmationForm(forms.Form):
    """The office and the applicant confirmed the application to each other."""

    confirmed_on = day_field("与申请人确认日期")
    late_reason = late_reason_field()
    number = sentence("登记编号", 60, "不填则自动编号", required=False)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came_on = min(day for name in DAYS if (day := getattr(submission, name)))
        self.fields["confirmed_on"].help_text = (
            "答复期限自次日起计算；无法联系的，以恢复联络之日为准（国办公开办函〔2015〕207号）"
            if regime_on(came_on).code == "2008"
            else "答复期限自次日起计算；平常信函应当在收到当日确认（条例第三十一条）"
        )
