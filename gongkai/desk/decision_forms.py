"""Forms of the decision and of the questions before it is signed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from gongkai.applications.models import Application
from gongkai.applications.policies.cases import regime_of
from gongkai.casework.checklists import Answer, Question
from gongkai.casework.ground_facts import asked_facts
from gongkai.casework.transitions.decisions import DecisionEntry
from gongkai.desk.case_fields import before_signing, sentence
from gongkai.desk.finding_forms import FactsForm
from gongkai.law.outcomes import outcomes_for

# What each outcome asks for besides its ground; the grounds that ask for more.
_PROVISION = ("provided_form", "provided_way", "provided_at")
_ASKED = {
    "disclosed": _PROVISION,
    "partially_disclosed": _PROVISION,
    "already_public": ("public_at",),
}
_ASKED_BY_GROUND = {"not_responsible": ("other_agency", "other_contact"), "duplicate": ("earlier",)}


class DecisionForm(FactsForm):
    """The decision on an outcome that was chosen; its fields follow the outcome."""

    def __init__(
        self,
        *args: Any,
        application: Application,
        choice: str,
        known: Mapping[str, Any],
        earlier: Iterable[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outcome, _, self.ground = choice.partition(":")
        regime = regime_of(application).code
        # Of a partial answer each document states its own facts.
        asks = self.ground and self.outcome != "partially_disclosed"
        self.ask(asked_facts(self.ground, regime=regime) if asks else (), known["reasons"])
        for name in (*_ASKED.get(self.outcome, ()), *_ASKED_BY_GROUND.get(self.ground, ())):
            self.fields[name] = _earlier(earlier) if name == "earlier" else _FIELDS[name]()
            self.fields[name].initial = known.get(name) or self.fields[name].initial

    def entry(self) -> DecisionEntry:
        """The decision as its transition takes it."""
        answers = {name: text for name, text in self.cleaned_data.items() if name not in self.facts}
        earlier = answers.pop("earlier", "")
        return DecisionEntry(
            outcome=self.outcome,
            ground=self.ground,
            reasons=self.reasons(),
            earlier_id=int(earlier) if earlier else None,
            **answers,
        )


_FIELDS = {
    "provided_form": lambda: before_signing(
        sentence("提供的形式", 60, "如 纸质复印件、电子数据；按申请人的要求", required=False)
    ),
    "provided_way": lambda: before_signing(
        sentence("提供的途径", 120, "如 随本答复邮寄、当面领取", required=False)
    ),
    "provided_at": lambda: sentence(
        "提供的时间", 120, "不随答复提供的，写明何时可以获取", required=False
    ),
    "public_at": lambda: before_signing(
        sentence("已公开的位置", 300, "网址、刊物期号或者查阅场所，写到能直接找到", required=False)
    ),
    "other_agency": lambda: sentence("负责公开的机关", 120, "能够确定的必须告知", required=False),
    "other_contact": lambda: sentence("该机关的联系方式", 200, required=False),
}


class ChecklistForm(forms.Form):
    """The questions before signing, each with its answer and a note."""

    def __init__(
        self, *args: Any, questions: Iterable[Question], known: Mapping[str, Answer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(questions)
        for question in self.questions:
            answer = known.get(question.key, Answer(""))
            self.fields[question.key] = forms.ChoiceField(
                label=question.text,
                choices=[(choice.value, choice.label) for choice in question.choices],
                widget=forms.RadioSelect,
                required=False,
                initial=answer.choice,
                help_text=question.source,
            )
            hint = "不适用的，写明原因。" if question.may_not_apply else ""
            self.fields[f"note-{question.key}"] = sentence("说明", 500, hint, required=False)
            self.fields[f"note-{question.key}"].initial = answer.note

    @property
    def rows(self) -> list[tuple[Question, Any, Any]]:
        """Each question with its two fields."""
        return [(one, self[one.key], self[f"note-{one.key}"]) for one in self.questions]

    def answers(self) -> dict[str, Answer]:
        """What was answered; a question may wait."""
        return {
            one.key: Answer(self.cleaned_data[one.key], self.cleaned_data[f"note-{one.key}"])
            for one in self.questions
            if self.cleaned_data[one.key]
        }


def outcome_choices(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """The outcomes of the regime with their grounds, as `DecisionForm` takes them."""
    found = []
    for outcome in outcomes_for(regime_of(application).code):
        if outcome.code == "other_handling":
            grounds = [one for one in outcome.grounds if one.code != "withdrawn"]
        else:
            grounds = list(outcome.grounds)
        rows = [(f"{outcome.code}:{one.code}", f"{outcome.label}：{one.label}") for one in grounds]
        found.append((outcome.label if rows else "", rows or [(outcome.code, outcome.label)]))
    return found


def _earlier(choices: Iterable[tuple[int, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="先前已答复的申请",
        choices=list(choices),
        widget=forms.RadioSelect,
        required=False,
        help_text="同一申请人提出的、内容相近的申请。",
    )
