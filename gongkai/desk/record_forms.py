"""Forms of a request to correct a record about oneself."""

from datetime import date
from typing import Any

from django import forms

from gongkai.agencies.models import Agency
from gongkai.applications.models import RecordCorrection
from gongkai.applications.policies.record_corrections import regime_of
from gongkai.applications.queries import numbered
from gongkai.applications.transitions.record_corrections import (
    RecordCorrectionEntry,
    RecordDecision,
)
from gongkai.desk.case_fields import choice, paragraph, sentence
from gongkai.desk.structure_forms import day_field, optional_day
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS
from gongkai.web.file_fields import Files

Result = RecordCorrection.Result
# What is encrypted of who asks.
SECRET = ("id_number", "phone", "email", "address")


class RecordRegistrationForm(forms.Form):
    """Everything about one request as it came."""

    received_on = day_field("收到日期")
    channel = choice("提出渠道", [(row.code, row.label) for row in RECEIPT_CHANNELS])
    applicant = sentence("申请人", 120, "姓名或者单位名称")
    applicant_kind = forms.ChoiceField(
        label="申请人类型",
        required=False,
        choices=[("", "不填"), *((row.code, row.label) for row in APPLICANT_KINDS)],
    )
    id_kind = sentence("证件类型", 20, required=False)
    id_number = sentence("证件号码", 40, "加密保存，只显示后四位", required=False)
    phone = sentence("联系电话", 60, "加密保存", required=False)
    email = sentence("电子邮箱", 120, "加密保存", required=False)
    address = sentence("通信地址", 200, "加密保存；邮寄答复书用", required=False)
    earlier = sentence(
        "提供该记录的申请",
        60,
        "记录是本机关答复哪一件申请时提供的，填登记编号；不是的不填",
        required=False,
    )
    record = paragraph("要求更正的记录", "本机关提供的、与申请人自己相关的哪一项记录。")
    wrong = paragraph("不准确之处", "错在哪里、应当是什么，照申请人所说登记。")
    evidence = paragraph("证据", "有哪些证据；文件在下面上传。", required=False, rows=2)
    uploads = Files(label="证据文件", help_text="可以选几个文件；类型按内容识别。", required=False)
    planned_on = optional_day(
        "自定办结日期", "法律没有规定办理期限；本机关自己定的可以填写，只用于提醒"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"received_on": today, **self.initial}
        for name in (*SECRET, "applicant"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def entry(self, agency: Agency) -> RecordCorrectionEntry:
        """The answers as the transition takes them.

        Raises: NotAllowed, for a number that no application has.
        """
        values = {name: value for name, value in self.cleaned_data.items() if name != "uploads"}
        number = values.pop("earlier")
        earlier = numbered(agency, number, field="earlier") if number else None
        return RecordCorrectionEntry(earlier=earlier, **values)


class EvidenceForm(forms.Form):
    """More files that are to prove what is wrong."""

    uploads = Files(
        label="补充证据文件",
        help_text="可以选几个文件；类型按内容识别。",
        error_messages={"required": "请选择文件。"},
    )


class RecordForm(forms.Form):
    """One step; `record` is the request it is about."""

    def __init__(self, *args: Any, record: RecordCorrection, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.today = record, today
        self.initial = {**self.known(), **self.initial}

    def known(self) -> dict[str, Any]:
        """What stands in the fields before anything was typed."""
        return {}

    def arguments(self) -> dict[str, Any]:
        """What the transition is called with."""
        return dict(self.cleaned_data)


class VerificationForm(RecordForm):
    """What was found."""

    verified = paragraph("审核的事实", "核对了什么、查明了什么；写进答复书，接在“经审核，”之后。")
    verified_on = day_field("审核日期")

    def known(self) -> dict[str, Any]:
        row = self.record
        return {"verified": row.verified, "verified_on": row.verified_on or self.today}


class RecordDecisionForm(RecordForm):
    """What becomes of the request, by law."""

    result = choice("处理结果", Result.choices)
    decision = paragraph(
        "更正的内容或者不予更正的理由",
        "更正的写更正后的内容，不予更正的写理由；写进答复书。转送和告知的不填。",
        required=False,
    )
    other_agency = sentence("有权更正的机关", 120, "转送、告知向其提出的填写", required=False)
    other_contact = sentence("该机关的联系方式", 200, required=False)

    def known(self) -> dict[str, Any]:
        if regime_of(self.record) == "2008":
            # 2007 第二十五条第二款: who may not correct it must hand it on.
            rest = [pair for pair in Result.choices if pair[0] != Result.REDIRECTED]
            self.fields["result"].choices = rest  # type: ignore[attr-defined]
        return {name: getattr(self.record, name) for name in self.fields}

    def arguments(self) -> dict[str, Any]:
        return {"entry": RecordDecision(**self.cleaned_data)}


class CompletionForm(RecordForm):
    """When it was done."""

    done_on = day_field("更正（转送）日期", "实际更正记录或者转送材料的日期，写进答复书")

    def known(self) -> dict[str, Any]:
        return {"done_on": self.today}
