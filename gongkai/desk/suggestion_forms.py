"""Forms of the steps of a suggestion to disclose proactively."""

from typing import Any

from gongkai.catalog.queries import item_titles
from gongkai.desk.case_fields import StepForm, choice, paragraph, sentence
from gongkai.desk.structure_forms import day_field, optional_day

_PROPOSED = 200


class SuggestionForm(StepForm):
    """What the applicant suggested after the application."""

    suggested_on = day_field("提出日期", "申请人提出建议的日期")
    reasons = paragraph(
        "申请人的理由",
        "涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的情况；没有说的不填。",
        required=False,
    )

    def prepare(self) -> None:
        self.propose(suggested_on=self.today)


class SuggestionDecisionForm(StepForm):
    """Whether the suggestion is followed, why, and on which day."""

    is_adopted = choice("审核结果", [("yes", "采纳，主动公开"), ("no", "不采纳")])
    opinion = paragraph("审核意见", "写进答复书，接在“经审核，”之后。")
    publish_on = optional_day(
        "主动公开的日期", "采纳的填写；法律没有规定天数，应当及时。写进答复书"
    )

    def prepare(self) -> None:
        self.propose_from(self.record)
        known = {True: "yes", False: "no"}.get(self.record.is_adopted, "")
        self.initial = {**self.initial, "is_adopted": known}

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"is_adopted": self.cleaned_data["is_adopted"] == "yes"}


class SuggestionItemForm(StepForm):
    """The public item that the suggestion became."""

    item = sentence("公开的信息", 200, "信息名称、索引号或者文号；须已公开发布。")

    def prepare(self) -> None:
        titles = item_titles(self.application.agency)[:_PROPOSED]
        self.suggestions = {"item": list(titles)}
        self.fields["item"].widget.attrs["list"] = "item-names"
