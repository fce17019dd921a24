"""Forms for the steps on an item's way."""

from dataclasses import dataclass
from typing import Any

from django import forms

from gongkai.agencies.models import Agency
from gongkai.catalog.duties import duty_groups
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.desk.structure_forms import day_field, optional_day
from gongkai.ledgers.columns import Column
from gongkai.ledgers.forms import EntryForm
from gongkai.publication.ledgers import CONTENT, content_of
from gongkai.publication.models import SecrecyReview
from gongkai.publication.submission import NEEDED
from gongkai.publication.transitions.content import ItemContent

_LINKS = {
    ItemLink.Kind.INTERPRETS: "本信息解读它（政策解读）",
    ItemLink.Kind.REPLACES: "本信息替代它（它从生效日期起废止）",
    ItemLink.Kind.AMENDS: "本信息修改它（它从生效日期起标明已修改）",
    ItemLink.Kind.BASED_ON: "本信息以它为依据",
    ItemLink.Kind.RELATED: "本信息与它相关",
}
_INVALID = (DisclosureItem.Validity.REPEALED, DisclosureItem.Validity.EXPIRED)


@dataclass(frozen=True, slots=True)
class _Content:
    columns: tuple[Column, ...] = CONTENT
    entry: type[ItemContent] = ItemContent


class ContentForm(EntryForm):
    """What an item says and how it is classified, with the ledger's columns."""

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(_Content(), *args, agency=agency, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 16
        for name in NEEDED:
            self.fields[name].widget.attrs["data-needed"] = "送审前必填"
        self.fields["statutory_duty"] = _duty_field(agency, str(self.initial.get("statutory_duty")))
        self.suggestions.pop("statutory_duty")


def _duty_field(agency: Agency, shown: str) -> forms.ChoiceField:
    """The duties by article; what an item bears already is offered whatever the agency is now."""
    groups: list[Any] = [("", "不填"), *duty_groups(agency)]
    if shown and all(shown not in dict(texts) for _, texts in groups[1:]):
        groups.append(("现在的", [(shown, shown)]))
    return forms.ChoiceField(label="法定公开事项", choices=groups, required=False)


def shown_content(item: DisclosureItem) -> dict[str, Any]:
    """An item's content as the form shows it."""
    content = content_of(item)
    return {column.field: column.kind.show(getattr(content, column.field)) for column in CONTENT}


def _text(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": f"请填写{label}。"},
    )


class ReviewForm(forms.Form):
    """The conclusion of a secrecy review and what it rests on."""

    conclusion = forms.ChoiceField(
        label="审查结论",
        choices=SecrecyReview.Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择审查结论。"},
    )
    basis = _text("审查依据", "写明逐项审查的情况和依据的规定")


class ApprovalForm(forms.Form):
    """The leader's remarks, and when the item is to become public by itself."""

    remarks = _text("批示", required=False)
    publish_at = forms.DateTimeField(
        label="定时发布",
        required=False,
        help_text="到时自动公开；不填的，由公开工作人员在审批后发布",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "请填写日期和时间，例如2018-03-02 09:00。"},
    )


class ReturnForm(forms.Form):
    """What the drafter must correct."""

    corrections = forms.CharField(
        label="修改意见",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明需要修改什么。"},
    )


class WithdrawalForm(forms.Form):
    """Why an item is taken back."""

    reason = _text(
        "撤回原因",
        "公众打开原来的网址能看到这一原因，一字不改。请不要写个人信息、秘密，也不要重复写错的内容；"
        "例如：内容有误，更正后重新公开",
    )


class DiscardForm(forms.Form):
    """Why nobody goes on with a draft."""

    reason = _text("作废原因")


class CancellationForm(forms.Form):
    """Why a change that was to come does not."""

    reason = _text("取消原因")


class RepealForm(forms.Form):
    """Since when an item is no longer valid, and why."""

    validity = forms.ChoiceField(
        label="有效性",
        choices=[(kind.value, kind.label) for kind in _INVALID],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择废止或者失效。"},
    )
    invalid_on = day_field("失效废止日期")
    reason = _text("依据", "例如废止它的文件名称和文号")


class RevisionForm(forms.Form):
    """What a revision changes, and why."""

    change_note = _text("修订说明", "改什么、为什么改；发布后公众能看到这一说明")


class ContentReviewForm(forms.Form):
    """When the content is looked at next."""

    review_on = optional_day("下次复核日期", "不再需要复核的留空")


class LinkForm(forms.Form):
    """Which item is linked how; the item is chosen from what a search found."""

    kind = forms.ChoiceField(
        label="关系",
        choices=[(kind.value, _LINKS[kind]) for kind in ItemLink.Kind],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择关系。"},
    )
    effective_on = optional_day("生效日期", "替代、修改的必填，其他的留空")
    target = forms.IntegerField(
        label="所关联的信息",
        widget=forms.RadioSelect,
        error_messages={"required": "请先查找并选择要关联的信息。"},
    )
