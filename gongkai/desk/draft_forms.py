"""The form of a draft: its text in the editor, or as plain text where no script runs."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from gongkai.desk.item_forms import ContentForm
from gongkai.intake.drafts import Draft
from gongkai.intake.html import clean, from_text, text_of
from gongkai.intake.proposals import Proposal
from gongkai.law.value_lists import GENRES, TOPIC_CATEGORIES

_KINDS = [("text", "text"), ("html", "html")]
_MEGABYTE = 1024 * 1024


class DraftForm(ContentForm):
    """What an item says; `token` names what the form was opened with, `base` holds it.

    The editor sends HTML. The plain textarea sends text, which becomes paragraphs; where nobody
    touched it, the text keeps the tables and lists it has: `before` is the body as it was.
    """

    body_format = forms.ChoiceField(
        choices=_KINDS, required=False, initial="text", widget=forms.HiddenInput
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, before: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.CharField(
            label="正文",
            required=False,
            widget=forms.Textarea(attrs={"rows": 16}),
            help_text="可以从 Word 粘贴，格式会自动整理，表格保留。图片请作为附件上传。",
        )
        # What stands in the textarea until a script puts the editor in its place.
        if self.is_bound:
            begun = began_with(self.data).get("body", before)
            self.body = typed_body(self.data, begun)
            self.data = changed_answers(self.data, body=text_of(self.body), body_format="text")
        else:
            self.body = self.initial.get("body", "")
            self.initial = {**self.initial, "body": text_of(self.body)}

    def clean_body(self) -> str:
        """The body as clean HTML."""
        return self.body

    @property
    def body_html(self) -> SafeString:
        """The body for the editor."""
        return mark_safe(self.body)  # noqa: S308 - `clean` and `from_text` made it

    def answers(self) -> dict[str, str]:
        """What was typed, to be kept unsaved; the body as HTML."""
        typed = {name: self.data[name] for name in self.fields if name in self.data}
        return typed | {"body": self.body}


def begun_with(shown: Mapping[str, Any]) -> str:
    """What a form was opened with, as it keeps it for the day two people have to be merged."""
    return json.dumps(shown, default=str, ensure_ascii=False)


def began_with(answers: Mapping[str, Any]) -> dict[str, str]:
    """What a form that is sent was opened with; nothing where it does not say so."""
    try:
        base = json.loads(answers.get("base") or "{}")
    except ValueError:
        return {}
    return {name: str(value) for name, value in base.items()} if isinstance(base, dict) else {}


def changed_answers(answers: Mapping[str, Any], **changes: str) -> QueryDict:
    """What was sent, with some answers changed."""
    changed = QueryDict(mutable=True)
    changed.update(answers)
    for name, answer in changes.items():
        changed[name] = answer
    return changed


def typed_body(answers: Mapping[str, Any], before: str) -> str:
    """The body that was sent, as clean HTML."""
    body = answers.get("body", "")
    if answers.get("body_format") == "html":
        return clean(body)
    same = body.replace("\r\n", "\n").strip() == text_of(before).strip()
    return before if same else from_text(body)


class DraftFileForm(forms.Form):
    """A file to read a draft from."""

    file = forms.FileField(
        label="稿件文件",
        error_messages={"required": "请选择稿件文件。", "empty": "这个文件是空的。"},
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.UPLOAD_BYTES // _MEGABYTE
        self.fields["file"].help_text = f"docx、pdf 或 txt，不超过 {most} MB。"

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_BYTES:
            raise forms.ValidationError(too_large())
        return file


def too_large() -> str:
    """The sentence on a file that is too large."""
    most = settings.UPLOAD_BYTES // _MEGABYTE
    return f"文件超过 {most} MB，请压缩图片或拆分后再上传。"


def proposed(draft: Draft) -> tuple[dict[str, Any], dict[str, str]]:
    """What a form of the draft is first shown with, and where each value was found."""
    topics = {term.code: term.label for term in TOPIC_CATEGORIES}
    genres = {term.code: term.label for term in GENRES}
    found: dict[str, Proposal[Any] | None] = {
        "title": draft.title,
        "document_number": draft.document_number,
        "generated_on": draft.generated_on,
        "topic_category": next(iter(draft.topic_candidates), None),
        "genre_category": draft.genre,
    }
    words = {"topic_category": topics, "genre_category": genres}
    values: dict[str, Any] = {"body": draft.html}
    places: dict[str, str] = {}
    for name, proposal in found.items():
        if proposal is None:
            places[name] = "文中没有找到，请填写。"
            continue
        value = proposal.value
        values[name] = words.get(name, {}).get(value, value)
        places[name] = f"取自{proposal.place}，请核对。"
    if draft.normative is not None:
        values["is_normative_document"] = "是" if draft.normative.value else "否"
        places["is_normative_document"] = f"{draft.normative.place}，请核对。"
    others = "、".join(topics[one.value] for one in draft.topic_candidates[1:])
    if others:
        places["topic_category"] += f"也可能是：{others}。"
    return values, places
