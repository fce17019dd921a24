"""Forms of a letter: its marked fields and facts, its review, its service."""

from typing import Any

from django import forms

from gongkai.casework.kinds import KINDS
from gongkai.casework.models import Letter, LetterReview, ServiceMethod
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.desk.case_fields import before_signing
from gongkai.desk.structure_forms import day_field, optional_day
from gongkai.letters.compose import Letter as Composed

EDIT, FACT = "edit-", "fact-"


class TextForm(forms.Form):
    """The marked fields of a letter, and the facts that only it tells."""

    def __init__(self, *args: Any, letter: Letter, found: Composed | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {field.key: field.text for field in found.fields} if found else {}
        for fact in KINDS[letter.kind].particulars:
            stated = letter.particulars.get(fact.name, "")
            field = optional_day(fact.label) if fact.is_day else _text(fact.label, 300)
            field.initial = stated
            self.fields[FACT + fact.name] = before_signing(field)
        for marked in found.fields if found else ():
            field = forms.CharField(
                label=marked.label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=""
                if marked.key not in letter.edits
                else "已改写；清空则恢复通常的文字。",
            )
            field.initial = marked.text
            self.fields[EDIT + marked.key] = field
        self.fields["delivery"] = forms.ChoiceField(
            label="送达方式", choices=ServiceMethod.choices, initial=letter.delivery
        )

    def edits(self) -> dict[str, str]:
        """The fields that now read otherwise; what stands in the letter anyway is no edit."""
        found = {}
        for key, text in self.standing.items():
            written = self.cleaned_data[EDIT + key].replace("\r\n", "\n").strip()
            if written != text.strip():
                found[key] = written
        return found

    def particulars(self) -> dict[str, str]:
        """The facts as the letter keeps them, days as 2026-03-10."""
        return {
            name.removeprefix(FACT): str(value or "")
            for name, value in self.cleaned_data.items()
            if name.startswith(FACT)
        }


class ReviewForm(forms.Form):
    """What a reviewer says of the letter."""

    result = forms.ChoiceField(
        label="结论",
        choices=LetterReview.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结论。"},
    )
    opinion = forms.CharField(
        label="意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回的，写明要修改什么。",
    )


class VoidForm(forms.Form):
    """Why a letter is voided."""

    reason = forms.CharField(
        label="作废原因", max_length=300, error_messages={"required": "请写明作废的原因。"}
    )


class ReceivedForm(forms.Form):
    """When a posted letter reached the other side."""

    received_on = day_field("对方收到日期", "邮政投递记录或者回执上的日期")


class ReturnedForm(forms.Form):
    """When and why the post brought a letter back."""

    returned_on = day_field("退回日期")
    return_reason = forms.CharField(
        label="退回原因", max_length=200, error_messages={"required": "请写明退回的原因。"}
    )


class ServiceForm(forms.Form):
    """How a letter goes out: only what its method needs."""

    def entry(self) -> ServiceEntry:
        """The service as its transition takes it."""
        raise NotImplementedError


class PostForm(ServiceForm):
    """By post."""

    carrier = forms.CharField(
        label="邮政企业",
        max_length=60,
        initial="中国邮政",
        help_text="只能通过邮政企业寄送，快递企业不得寄递国家机关公文。",
        error_messages={"required": "请填写邮政企业。"},
    )
    tracking = forms.CharField(label="邮件编号", max_length=60, required=False)
    posted_on = day_field("交邮日期", "答复之日按交邮之日计算")

    def entry(self) -> ServiceEntry:
        return ServiceEntry(method=ServiceMethod.POST, **self.cleaned_data)


class InPersonForm(ServiceForm):
    """Handed over against a signature."""

    signed_name = forms.CharField(
        label="签收人", max_length=60, error_messages={"required": "请填写签收人。"}
    )
    signed_on = day_field("签收日期", "答复之日按签收之日计算")

    def entry(self) -> ServiceEntry:
        return ServiceEntry(method=ServiceMethod.IN_PERSON, **self.cleaned_data)


class SendForm(ServiceForm):
    """Sent now, by e-mail or on the net."""

    consent = forms.CharField(
        label="同意电子送达的情况",
        max_length=200,
        required=False,
        help_text="申请时选择了这种方式的不用填；否则写明何时、怎样同意，"
        "如 2026-03-10电话同意，李经办接听",
    )


SERVICE_FORMS: dict[str, type[ServiceForm]] = {
    ServiceMethod.POST: PostForm,
    ServiceMethod.IN_PERSON: InPersonForm,
    ServiceMethod.EMAIL: SendForm,
    ServiceMethod.ONLINE: SendForm,
}


def _text(label: str, length: int) -> forms.Field:
    return forms.CharField(label=label, max_length=length, required=False)
