"""The steps on an item's way: how each is called, asked for and taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.accounts.permissions import MATRIX, Role
from gongkai.agencies.policies import may
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.transitions import own_site
from gongkai.desk.item_forms import (
    ApprovalForm,
    CancellationForm,
    ContentReviewForm,
    DiscardForm,
    RepealForm,
    ReturnForm,
    ReviewForm,
    RevisionForm,
    WithdrawalForm,
)
from gongkai.desk.reading import corrections
from gongkai.publication import policies
from gongkai.publication.queries import NEXT_STEP, coming_change, scheduled
from gongkai.publication.transitions import (
    content_review,
    discarding,
    drafting,
    publishing,
    revising,
    scheduling,
    signing,
    validity,
)
from gongkai.web.jinja import moment

_Status = DisclosureItem.Status


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `noun` is its address, `warning` what cannot be undone after it.

    `touches` names, with labels, what the question before it must show beside the item.
    """

    noun: str
    action: Action
    form: type[forms.Form]
    take: Callable[..., object]  # (item_id, **what the form asks, acting)
    done: str
    lead: str = ""
    warning: str = ""
    proposal: Callable[[DisclosureItem], dict[str, Any]] = lambda item: {}
    touches: Callable[[DisclosureItem], list[tuple[str, str]]] = lambda item: []

    @property
    def label(self) -> str:
        """What the button says."""
        return self.action.label

    def is_confirmed(self, answers: Any) -> bool:
        """Whether the person has seen the warning and said yes."""
        return not self.warning or "confirmed" in answers


def _discarded(item: DisclosureItem) -> list[tuple[str, str]]:
    """What goes and what stays when an item is discarded."""
    typed = item.working_copies.select_related("user").order_by("pk")
    unsaved = "、".join(
        f"{one.user.full_name}（{moment(one.kept_at)}）" for one in typed if one.kept_at
    )
    files = item.attachments.count()
    found = [
        ("稿件", "留在办理记录中，不再出现在列表和待办里；可以按“已作废”筛选查到"),
        ("未保存的修改", f"{unsaved}，随之清除" if unsaved else "没有"),
        ("附件", f"{files}个，随稿件留存，不会公开" if files else "没有"),
    ]
    if item.revises:
        found.append(("所修订的信息", f"《{item.revises.title}》照常公开，可以重新修订"))
    return found


def _published(item: DisclosureItem) -> list[tuple[str, str]]:
    """Which files go out with an item, and which stay."""
    files = list(item.attachments.order_by("position"))
    out = [f"{one.position}. {one.filename}" for one in files if one.released]
    kept = [one.filename for one in files if not one.released]
    found = [("随信息公开的附件", "；".join(out) or "没有")]
    return [*found, ("只留存的附件", "、".join(kept))] if kept else found


def _cancelled(item: DisclosureItem) -> list[tuple[str, str]]:
    coming = coming_change(item)
    if coming is None:
        return []
    words = f"{coming.effective_on:%Y-%m-%d}起{coming.get_validity_display()}：{coming.reason}"
    return [("取消的变更", words)]


STEPS = {
    step.noun: step
    for step in (
        Step(
            "submission",
            Action.ITEM_SUBMIT,
            forms.Form,
            drafting.submit,
            "已送保密审查。",
            "送审后由保密审查员逐项审查；之后修改稿件须重新送审。",
        ),
        Step(
            "review",
            Action.ITEM_REVIEW,
            ReviewForm,
            signing.review,
            "审查结论已登记。",
            "先审查、后公开，逐项审查。拟稿人不能审查自己的稿件。",
        ),
        Step(
            "approval",
            Action.ITEM_APPROVE,
            ApprovalForm,
            signing.approve,
            "已审批同意，可以发布。",
            "同意公开这条信息。不同意的请退回修改。",
        ),
        Step(
            "return",
            Action.ITEM_RETURN,
            ReturnForm,
            signing.send_back,
            "已退回拟稿人。",
            "退回后须修改并重新审查、审批。没有处理的批注和须遮盖、删除的内容已列在下面。",
            proposal=lambda item: {"corrections": corrections(item)},
        ),
        Step(
            "schedule-cancellation",
            Action.ITEM_UNSCHEDULE,
            forms.Form,
            scheduling.unschedule,
            "已取消定时发布，请在需要时发布。",
            "取消后审批仍然有效，由公开工作人员发布。",
        ),
        Step(
            "publication",
            Action.ITEM_PUBLISH,
            forms.Form,
            own_site.publish,
            "已公开发布。",
            warning="发布后立即对公众公开，并生成永不变更的索引号（修订稿并入原信息，索引号不变）；以后要改正文须修订。",
            touches=_published,
        ),
        Step(
            "withdrawal",
            Action.ITEM_WITHDRAW,
            WithdrawalForm,
            publishing.withdraw,
            "已撤回，公众不能再看到。",
            "撤回后公众不能再看到这条信息；发布记录和撤回原因留存备查。",
            warning="撤回不能取消；需要重新公开的，须另行拟稿、审查、审批。",
        ),
        Step(
            "repeal",
            Action.ITEM_REPEAL,
            RepealForm,
            validity.repeal,
            "已登记废止失效。",
            "废止失效的信息继续公开，从写明的日期起标明不再有效；日期可以是以后的。",
        ),
        Step(
            "validity-cancellation",
            Action.ITEM_CANCEL_VALIDITY,
            CancellationForm,
            validity.cancel_coming,
            "已取消将来的有效性变更。",
            "已登记而日期未到的失效、废止或者修改不再生效。",
            warning="取消后这一变更不再自动生效；仍然需要的，须重新登记。",
            touches=_cancelled,
        ),
        Step(
            "discard",
            Action.ITEM_DISCARD,
            DiscardForm,
            discarding.discard,
            "已作废。按“已作废”筛选可以查到。",
            "作废没有公开过、不再办理的稿件；稿件和办理经过留存备查。",
            warning="作废不能取消；仍然需要的，须重新拟稿。",
            touches=_discarded,
        ),
        Step(
            "new-edition",
            Action.ITEM_BEGIN_REVISION,
            RevisionForm,
            revising.begin_revision,
            "已生成修订稿，请修改后送审；发布以前，公众看到的仍是原文。",
            "修订稿与新拟稿一样须审查、审批；发布后并入原信息，索引号和网址不变，原文留作历史版本。",
        ),
        Step(
            "content-review",
            Action.ITEM_SCHEDULE_REVIEW,
            ContentReviewForm,
            content_review.schedule_review,
            "已确定内容复核日期。",
            "到了这一天，这条信息会回到拟稿人的待办里，核对内容是否仍然准确。",
        ),
    )
}

TONES: dict[str, str] = {
    _Status.IN_REVIEW: "wait",
    _Status.REVIEWED: "wait",
    _Status.APPROVED: "wait",
    _Status.RETURNED: "bad",
    _Status.PUBLISHED: "good",
    _Status.WITHDRAWN: "bad",
    _Status.MERGED: "good",
    _Status.DISCARDED: "bad",
}
# Steps that are only spoken of where there is something to take back.
_IF: dict[Action, Callable[[DisclosureItem], object]] = {
    Action.ITEM_UNSCHEDULE: scheduled,
    Action.ITEM_CANCEL_VALIDITY: coming_change,
}


@dataclass(frozen=True, slots=True)
class Button:
    """A step as an item's page shows it: open, or closed for a reason."""

    label: str
    address: str
    obstacle: str
    leads_on: bool  # whether it is what comes next on the item's way
    comes_later: bool  # whether it may yet become this person's work


def buttons(user: User, item: DisclosureItem) -> list[Button]:
    """All steps, the open ones first, each with what stands against it now."""
    code, pk = item.agency.code, item.pk
    addresses = {
        Action.ITEM_REVISE: reverse("desk:item-revision", args=[code, pk]),
        **{
            step.action: reverse(f"desk:item-{step.noun}", args=[code, pk])
            for step in STEPS.values()
        },
        Action.ITEM_AMEND: reverse("desk:amendment", args=[code, "items", pk]),
    }
    next_ = NEXT_STEP.get(_Status(item.status))
    found = [
        Button(
            action.label,
            address,
            policies.reason_against(user, action, item),
            action == next_,
            next_ is not None and may(user, action, item.agency),
        )
        for action, address in addresses.items()
        if action not in _IF or _IF[action](item)
    ]
    return sorted(found, key=lambda button: button.obstacle != "")


def waits_for(item: DisclosureItem) -> str:
    """Whom the next step waits for, or the time at which the program takes it; may be empty."""
    timed = scheduled(item)
    if timed and timed.publish_at and not timed.failure:
        return f"定于{moment(timed.publish_at)}自动发布"
    action = NEXT_STEP.get(_Status(item.status))
    roles = "、".join(role.label for role in Role if action and role in MATRIX[action])
    return roles and f"等{roles}"
