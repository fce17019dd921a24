"""Forms of the steps that concern a case as a whole: its handler, its parts, its end."""

from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import receiving_on
from gongkai.applications import queries
from gongkai.applications.models import Application, Reopening
from gongkai.desk.case_fields import (
    StepForm,
    choice,
    offered,
    paragraph,
    people_of,
    selection,
    sentence,
)
from gongkai.desk.registration_forms import DAYS, DAYS_OF
from gongkai.desk.structure_forms import day_field, optional_day


class HandlerForm(StepForm):
    """Who handles the case."""

    handler_id = selection("经办人")
    reason = sentence("更换的原因", 300, "如 休假、岗位调整", required=False)

    def prepare(self) -> None:
        offered(self, "handler_id", people_of(self.application.agency))
        self.propose(handler_id=self.application.handler_id or "")
        if self.application.handler_id is None:
            del self.fields["reason"]

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"handler_id": int(self.cleaned_data["handler_id"])}


class ReceiptDaysForm(StepForm):
    """The days on which the application came in; those that its channel asks for."""

    submitted_on = optional_day("提交日期")
    signed_on = optional_day("签收日期")
    arrived_on = optional_day("实际到达日期")
    confirmed_on = optional_day("与申请人确认日期")
    reason = sentence("更正的原因", 300, "如 签收日期抄错，以回执为准")

    def prepare(self) -> None:
        submission = getattr(self.application, "submission", None)
        asked = DAYS_OF.get(self.application.channel, ("arrived_on", "confirmed_on"))
        for name in DAYS:
            known = getattr(submission, name, None)
            if name in asked or known:
                self.propose(**{name: known})
            else:
                del self.fields[name]


class NoteForm(StepForm):
    """An internal note."""

    text = paragraph("内容", "只在机关内部查看，不会提供给申请人；不要写证件号码和电话。")


class TransferForm(StepForm):
    """To which agency a case is handed, and why."""

    to_agency = selection(
        "接收机关",
        "没有列出的机关不在本系统，或者没有公开工作机构和办理的人："
        "请以“不属于本机关负责公开”答复。",
    )
    reason = sentence("理由", 300, "如 宅基地审批由县农业农村局负责公开")

    def prepare(self) -> None:
        found = receiving_on(self.today).exclude(pk=self.application.agency_id)
        offered(self, "to_agency", [(agency.code, agency.name) for agency in found])

    def values(self) -> dict[str, Any]:
        found = Agency.objects.get(code=self.cleaned_data["to_agency"])
        return {"to_agency": found, "reason": self.cleaned_data["reason"]}


class SplittingForm(StepForm):
    """The matters of an application, one a paragraph."""

    contents = paragraph(
        "各件事项",
        "每件写一段，两段之间空一行。第一段留在本件，其余各段各成一件，收到日期相同。",
        rows=10,
    )

    def prepare(self) -> None:
        self.propose(contents=self.application.content)

    def values(self) -> dict[str, Any]:
        text = self.cleaned_data["contents"].replace("\r\n", "\n")
        return {"contents": [part.strip() for part in text.split("\n\n") if part.strip()]}


class MergingForm(StepForm):
    """Which application of the same applicant is answered in the same letter."""

    into_id = selection("与哪一件合并答复", "同一申请人在本机关办理中的申请。")

    def prepare(self) -> None:
        same = queries.same_applicant(self.application)
        found = same.filter(status=Application.Status.IN_HAND)[:50]
        offered(self, "into_id", [(row.pk, f"{row.number} {row.content[:40]}") for row in found])

    def values(self) -> dict[str, Any]:
        return {"into_id": int(self.cleaned_data["into_id"])}


class WithdrawalForm(StepForm):
    """The applicant takes the application back."""

    on = day_field("撤回日期")
    reason = sentence("理由", 300, "申请人说明的，可以不填", required=False)

    def prepare(self) -> None:
        self.propose(on=self.today)


class ReopeningForm(StepForm):
    """Why an answered case is taken up again."""

    basis = choice("起因", Reopening.Basis.choices)
    reason = sentence("理由", 300, "如 行政复议决定书的文号和要求")
    due_on = optional_day("决定确定的答复期限", "没有另行确定的，按条例的期限自今天起计算")


class DroppingForm(StepForm):
    """Why a prepared step is dropped."""

    reason = sentence("取消的原因", 300, "留在办理记录中")


class ArchivingForm(StepForm):
    """When the case went to the archive."""

    archived_on = day_field("归档日期")

    def prepare(self) -> None:
        self.propose(archived_on=self.today)
