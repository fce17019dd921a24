"""Forms of the steps that ask somebody: correction, opinion, reasons, fee, extension."""

from typing import Any

from gongkai.applications import queries
from gongkai.applications.models import Consultation, FeeNotice
from gongkai.desk.case_fields import StepForm, choice, paragraph, sentence, whole
from gongkai.desk.structure_forms import day_field, optional_day
from gongkai.law.regimes import Consulted


class CorrectionForm(StepForm):
    """What is unclear, and what the applicant is to correct."""

    unclear = sentence("不明确之处", 500, "如 没有写明年份和村名，无法确定是哪一份台账")
    items = paragraph("需要补正的事项", "每行一项，一次写全：以后不能再要求补正。")
    guidance = paragraph("指导和释明", "怎样写才明确，可以举例。", required=False)
    working_days = whole("补正期限（工作日）", "应当合理，自申请人收到告知起计算。")

    def prepare(self) -> None:
        self.propose_from(getattr(self.application, "correction", None))
        until = queries.correction_until(self.application, self.calendar)
        if until:
            self.fields["unclear"].help_text += f"。最迟{until:%Y-%m-%d}告知（第七个工作日）"


class CorrectedForm(StepForm):
    """The correction that came in."""

    corrected_on = day_field("收到补正日期", "答复期限自次日起重新计算")
    content = paragraph("补正后的申请内容", rows=6)

    def prepare(self) -> None:
        self.propose(corrected_on=self.today)


class DayForm(StepForm):
    """The day on which a lapse is registered."""

    on = day_field("登记日期")

    def prepare(self) -> None:
        self.propose(on=self.today)


class ConsultationForm(StepForm):
    """Who is asked about which passage."""

    who = choice("征求对象", [(who.value, who.label) for who in Consulted])
    party_name = sentence("名称（姓名）", 120)
    passage = paragraph("涉及的内容", "写进征求意见书；不要写申请人是谁。")
    phone = sentence("联系电话", 60, required=False)
    address = sentence("地址", 200, required=False)
    email = sentence("电子邮箱", 120, required=False)
    working_days = whole("答复期限（工作日）", required=False)

    def prepare(self) -> None:
        terms = queries.regime_of(self.application.received_on).opinion
        fixed = "、".join(f"{who.label}{term.days}个工作日" for who, term in terms.items())
        self.fields["working_days"].help_text = (
            f"条例已规定{fixed}，不用填；只有向其他机关征求意见时填写。"
            if fixed
            else "条例没有规定期限，请确定一个合理的期限。"
        )


class OpinionForm(StepForm):
    """What the other side answered."""

    answered_on = day_field("答复日期")
    answer = choice(
        "意见",
        [pair for pair in Consultation.Answer.choices if pair[0] != Consultation.Answer.NONE],
        "“合理理由”由本机关判断：公开会怎样损害其合法权益，要有具体的事实。",
    )
    reasons = paragraph("理由", required=False)

    def prepare(self) -> None:
        self.propose(answered_on=self.today)
        if queries.regime_of(self.application.received_on).code == "2008":
            self.fields["answer"].help_text = "2007年条例不问理由：第三方不同意的，不得公开。"


class OverrideForm(StepForm):
    """Why the public interest outweighs the objection."""

    text = paragraph(
        "公共利益理由", "不公开会对什么公共利益造成怎样的重大影响；写进告知第三方的文书。"
    )


class ExtensionForm(StepForm):
    """How long the term is extended, and why."""

    working_days = whole("延长工作日")
    reason = sentence("延期理由", 300, "写进延期告知书")

    def prepare(self) -> None:
        self.propose_from(getattr(self.application, "extension", None))
        term = queries.regime_of(self.application.received_on).extension
        self.fields["working_days"].help_text = f"最多{term.days}个工作日（{term.article}）"


class JustificationForm(StepForm):
    """How many and how often."""

    counts = sentence("数量、频次情况", 300, "如 2026年1月至3月向本机关提出申请46件，内容相近")
    working_days = whole("说明期限（工作日）", "应当合理；答复期限不停止计算。")

    def prepare(self) -> None:
        self.propose_from(getattr(self.application, "justification", None))


class StatementForm(StepForm):
    """The reasons that came in."""

    stated_on = day_field("说明日期")
    stated = paragraph("申请人说明的理由")

    def prepare(self) -> None:
        self.propose(stated_on=self.today)


class JudgementForm(StepForm):
    """Whether the reasons are reasonable, and till when the answer may then take."""

    is_reasonable = choice("理由是否合理", [("yes", "合理"), ("no", "不合理，不予处理")])
    delayed_until = optional_day(
        "确定的延迟答复日期", "理由合理但不能在期限内答复的才填写；告知申请人后生效"
    )

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"is_reasonable": self.cleaned_data["is_reasonable"] == "yes"}


class FeeNoticeForm(StepForm):
    """By which method, for what; the amount follows from the tariff."""

    method = choice("计收方式", FeeNotice.Method.choices, "同一申请只能用一种方式。")
    quantity = whole("件次或者页数")
    why = sentence("超过合理范围的情况", 300, "数量、频次怎样明显超过合理范围")
    payment = sentence("缴纳方式", 300, "收款单位、账号或者缴款窗口")

    def prepare(self) -> None:
        self.propose_from(getattr(self.application, "fee_notice", None))
        ordinal = queries.month_ordinal(self.application)
        self.fields["quantity"].help_text = (
            f"按件：这是申请人当月的第{ordinal}件（前10件不收费）；"
            "按量：提供的页数（前30页不收费）。金额按标准自动计算。"
        )


class PaidForm(StepForm):
    """When the applicant paid."""

    paid_on = day_field("缴费日期", "答复期限自次日起重新计算")

    def prepare(self) -> None:
        self.propose(paid_on=self.today)
