"""Forms of searches, found documents and marks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings

from gongkai.applications.policies.cases import regime_of
from gongkai.casework.ground_facts import Fact, asked_facts, document_grounds, part_grounds
from gongkai.casework.models import FoundDocument
from gongkai.casework.policies.inventory import facts_grounds
from gongkai.casework.transitions.copies import MarkEntry
from gongkai.casework.transitions.findings import JudgementEntry, SearchEntry
from gongkai.desk.case_fields import before_signing, paragraph, sentence
from gongkai.desk.draft_forms import too_large
from gongkai.desk.structure_forms import day_field, optional_day

Judgement = FoundDocument.Judgement
_PLACES = 6
_FACT = "fact-"


class SearchForm(forms.Form):
    """A search: the places come in pairs of where and how."""

    searched_on = day_field("检索日期")
    asked = paragraph("询问过的单位和人员", "每行一个，如 农业服务站", rows=2, required=False)
    result = paragraph("检索结果", "如 未检索到申请所要的信息", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, _PLACES + 1):
            self.fields[f"where-{number}"] = sentence(
                f"第{number}处：检索的地方", 100, required=False
            )
            self.fields[f"how-{number}"] = sentence(
                f"第{number}处：检索的方法", 100, required=False
            )

    @property
    def places(self) -> list[tuple[Any, Any]]:
        """The bound fields of each place."""
        return [(self[f"where-{one}"], self[f"how-{one}"]) for one in range(1, _PLACES + 1)]

    def entry(self) -> SearchEntry:
        """The search as its transition takes it."""
        answers = self.cleaned_data
        numbers = range(1, _PLACES + 1)
        return SearchEntry(
            searched_on=answers["searched_on"],
            places=[(answers[f"where-{one}"], answers[f"how-{one}"]) for one in numbers],
            asked=answers["asked"].splitlines(),
            result=" ".join(answers["result"].split()),
        )


class DescriptionForm(forms.Form):
    """What a document is called."""

    title = sentence("名称", 200, "名称会写进答复，其中不要有应当遮盖的内容。")
    document_number = sentence("文号", 80, required=False)
    dated = optional_day("成文日期")


class DocumentForm(DescriptionForm):
    """A document that was found, by description or with its file."""

    file = forms.FileField(label="原件", required=False, error_messages={"empty": "文件是空的。"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "不填时用文件名。名称会写进答复，不要有应当遮盖的内容。"
        self.fields["file"].help_text = (
            "只留在本机关，申请人得到的是生成的提供件。可以遮盖的：pdf、docx、png、jpg；"
            f"不超过 {settings.UPLOAD_BYTES // (1024 * 1024)} MB。纸质文件可以不上传。"
        )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_BYTES:
            raise forms.ValidationError(too_large())
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse a document without a name."""
        answers = self.cleaned_data
        if not answers.get("title") and not answers.get("file") and "file" not in self.errors:
            self.add_error("title", "请填写名称，或者选择文件。")
        return answers


class FactsForm(forms.Form):
    """A form with one field for each fact that a ground asks for."""

    def ask(self, facts: Iterable[Fact], known: Mapping[str, str]) -> None:
        """Add the facts, with what is known of them."""
        self.facts = {f"{_FACT}{number}": fact for number, fact in enumerate(facts)}
        for name, fact in self.facts.items():
            field = paragraph(fact.label, rows=2, required=False)
            self.fields[name] = field if fact.is_optional else before_signing(field)
            self.fields[name].initial = known.get(fact.label, "")

    def reasons(self) -> dict[str, str]:
        """The facts by the law's names of them."""
        return {fact.label: self.cleaned_data[name] for name, fact in self.facts.items()}


class JudgementForm(FactsForm):
    """The facts of a judgement that was chosen: `judgement` or `judgement:ground`."""

    def __init__(self, *args: Any, document: FoundDocument, choice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judgement, _, self.ground = choice.partition(":")
        regime = regime_of(document.application).code
        grounds = facts_grounds(document, self.judgement, self.ground) if self.ground else []
        asked = [fact for code in grounds for fact in asked_facts(code, regime=regime)]
        known = grounds[1:] or document.ground == self.ground
        self.ask(dict.fromkeys(asked), document.reasons if known else {})

    def entry(self) -> JudgementEntry:
        """The judgement as its transition takes it."""
        return JudgementEntry(judgement=self.judgement, ground=self.ground, reasons=self.reasons())


class MarkForm(forms.Form):
    """What is to be removed, on which ground."""

    def entry(self) -> MarkEntry:
        """The mark as its transition takes it."""
        raise NotImplementedError


class TextMarkForm(MarkForm):
    """A text that is removed wherever it stands."""

    text = sentence("要遮盖的文字", 300, "照文件里的写法；文件中每一处都会遮盖。")
    ground = forms.ChoiceField(label="遮盖的理由")

    def __init__(self, *args: Any, regime: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_grounds(self.fields["ground"], regime)

    def entry(self) -> MarkEntry:
        """The mark as its transition takes it."""
        return MarkEntry(ground=self.cleaned_data["ground"], text=self.cleaned_data["text"])


class AreaMarkForm(MarkForm):
    """An area of a page, by numbers: what the mouse draws fills them in.

    Units: percent of the page's width and height, from its upper left corner.
    """

    page = forms.IntegerField(
        label="页码", min_value=1, error_messages={"required": "请填写页码。"}
    )
    ground = forms.ChoiceField(label="遮盖的理由")

    def __init__(self, *args: Any, regime: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _EDGES.items():
            self.fields[name] = forms.FloatField(
                label=label,
                min_value=0,
                max_value=100,
                widget=forms.NumberInput(attrs={"step": "any", "size": 6}),
                error_messages={"required": f"请填写{label}。"},
            )
        offer_grounds(self.fields["ground"], regime)

    def entry(self) -> MarkEntry:
        """The mark as its transition takes it."""
        answers = self.cleaned_data
        left, top, right, bottom = (round(answers[name] / 100, 5) for name in _EDGES)
        return MarkEntry(
            ground=answers["ground"], page=answers["page"], area=(left, top, right, bottom)
        )


_EDGES = {"left": "左边（%）", "top": "上边（%）", "right": "右边（%）", "bottom": "下边（%）"}


def judgement_choices(document: FoundDocument) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be said of a document, with the grounds; values as `JudgementForm` takes them."""
    if document.item_id:
        return [("", [(Judgement.ALREADY_PUBLIC.value, Judgement.ALREADY_PUBLIC.label)])]
    regime = regime_of(document.application).code
    whole = [Judgement.GIVE, Judgement.ALREADY_PUBLIC]
    found = [("", [(one.value, one.label) for one in whole])]
    for judgement, grounds in (
        (Judgement.PARTLY, part_grounds(regime)),
        (Judgement.WITHHOLD, document_grounds(regime)),
    ):
        rows = [
            (f"{judgement.value}:{one.code}", f"{judgement.label}：{one.label}") for one in grounds
        ]
        found.append((str(judgement.label), rows))
    return found


def offer_grounds(field: Any, regime: str) -> None:
    """Offer the grounds on which a part may be taken out; personal data first, as most are."""
    rows = [(one.code, one.label) for one in part_grounds(regime)]
    usual = "privacy" if regime == "2008" else "third_party"
    field.choices = sorted(rows, key=lambda row: row[0] != usual)


def is_offered(choice: str, choices: Iterable[tuple[str, list[tuple[str, str]]]]) -> bool:
    """Whether a choice is one of those offered."""
    return any(choice == value for _, rows in choices for value, _ in rows)
