"""What may be done with an item now, by its state and the person's roles.

Pages ask `reason_against` for their buttons; transitions call `permit`.
"""

from collections.abc import Mapping

from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import levels
from gongkai.publication.models import SecrecyReview

_S = DisclosureItem.Status

_ON_THE_WAY = (
    frozenset({_S.DRAFT, _S.IN_REVIEW, _S.REVIEWED, _S.RETURNED, _S.APPROVED}),
    "已公开的附件不能改动，要改请修订这条信息；已作废的不再改动",
)
_KEPT = frozenset(_S) - {_S.WITHDRAWN, _S.MERGED, _S.DISCARDED}
_GONE = "已撤回、已并入原信息或者已作废的"
_UNDER_WAY = _KEPT - {_S.PUBLISHED}
_WRITING = (
    Action.ITEM_DRAFT,
    Action.ITEM_REVISE,
    Action.ITEM_BEGIN_REVISION,
    Action.ATTACHMENT_ADD,
)
# What nobody does for a text of their own.
_SIGNING = frozenset({Action.ITEM_REVIEW, Action.ITEM_APPROVE, Action.FINDING_DECIDE})

# The states in which each act is possible, and what the refusal in another state says.
_STATES: Mapping[Action, tuple[frozenset[_S], str]] = {
    Action.ITEM_REVISE: (
        frozenset({_S.DRAFT, _S.IN_REVIEW, _S.REVIEWED, _S.RETURNED, _S.APPROVED}),
        "已公开的原文不能修改，元数据有误请更正，正文要改请修订；已作废的请重新拟稿",
    ),
    Action.ATTACHMENT_ADD: _ON_THE_WAY,
    Action.ATTACHMENT_RELEASE: _ON_THE_WAY,
    Action.ATTACHMENT_REMOVE: _ON_THE_WAY,
    Action.ATTACHMENT_ARRANGE: _ON_THE_WAY,
    Action.ATTACHMENT_REDACT: _ON_THE_WAY,
    Action.ITEM_DISCARD: (
        frozenset({_S.DRAFT, _S.RETURNED}),
        "只有没有送审或者被退回的稿件可以作废；已送审的请先退回，已公开的请撤回",
    ),
    Action.ITEM_SUBMIT: (
        frozenset({_S.DRAFT}),
        "只有拟稿可以送审；被退回的请先修改",
    ),
    Action.ITEM_REVIEW: (
        frozenset({_S.IN_REVIEW}),
        "只有已送审的信息可以进行保密审查",
    ),
    Action.ITEM_APPROVE: (
        frozenset({_S.REVIEWED}),
        "只有经保密审查可以公开的信息可以审批",
    ),
    Action.ITEM_RETURN: (
        frozenset({_S.IN_REVIEW, _S.REVIEWED, _S.APPROVED}),
        "只有送审以后、发布以前的信息可以退回",
    ),
    Action.ITEM_PUBLISH: (
        frozenset({_S.APPROVED}),
        "须先经保密审查和审批同意才能发布",
    ),
    Action.ITEM_WITHDRAW: (frozenset({_S.PUBLISHED}), "只有已公开的信息可以撤回"),
    Action.ITEM_REPEAL: (frozenset({_S.PUBLISHED}), "只有已公开的信息可以登记废止失效"),
    Action.ITEM_CANCEL_VALIDITY: (
        frozenset({_S.PUBLISHED}),
        "只有已公开的信息才有将来的有效性变更可以取消",
    ),
    Action.ITEM_AMEND: (
        frozenset({_S.PUBLISHED}),
        "只有已公开的信息可以更正；尚未公开的请直接修改稿件",
    ),
    Action.ITEM_BEGIN_REVISION: (
        frozenset({_S.PUBLISHED}),
        "只有已公开的信息可以修订；尚未公开的请直接修改稿件",
    ),
    Action.ITEM_SCAN: (_UNDER_WAY, "只有尚未公开的稿件需要检查"),
    Action.FINDING_DECIDE: (
        frozenset({_S.IN_REVIEW, _S.REVIEWED, _S.APPROVED}),
        "送审以后、发布以前才能逐项决定",
    ),
    Action.COMMENT_MAKE: (_UNDER_WAY, "只有尚未公开的稿件可以批注"),
    Action.COMMENT_RESOLVE: (_UNDER_WAY, "只有尚未公开的稿件可以处理批注"),
    Action.ITEM_UNSCHEDULE: (frozenset({_S.APPROVED}), "只有待发布的信息才有定时发布可以取消"),
    Action.ITEM_CLASSIFY: (_KEPT, f"{_GONE}，不再更正分类"),
    Action.ITEM_LINK: (_KEPT, f"{_GONE}，不再关联"),
    Action.ITEM_UNLINK: (_KEPT, f"{_GONE}，关联不再变更"),
    Action.ITEM_SCHEDULE_REVIEW: (_KEPT, f"{_GONE}，不再复核"),
}


def permit(user: User, action: Action, item: DisclosureItem) -> None:
    """Refuse with a sentence unless the person may do this to the item as it stands.

    Raises: NotAllowed.
    """
    policies.permit(user, action, item.agency)
    states, sentence = _STATES[action]
    if item.status not in states:
        raise NotAllowed(f"该信息现为“{item.get_status_display()}”：{sentence}。")
    if action in _SIGNING:
        _refuse_own_text(user, action, item)
    if action == Action.ITEM_REVIEW:
        _refuse_second_level(user, item)
    if action == Action.ITEM_APPROVE:
        _refuse_reviewer(user, item)
    if action == Action.ITEM_PUBLISH:
        _refuse_before_its_time(item)


def reason_against(user: User, action: Action, item: DisclosureItem) -> str:
    """Why the person may not do this to the item now; empty where they may."""
    try:
        permit(user, action, item)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def _hands(user: User, action: Action, item: DisclosureItem) -> set[int | None]:
    """Accounts of those who would sign: the person, and the one whose deputy the person is."""
    absent = policies.signs_for(user, action, item.agency)
    return {user.pk, absent.user_id} if absent else {user.pk}


def _refuse_own_text(user: User, action: Action, item: DisclosureItem) -> None:
    entries = log.history(item).filter(action__in=_WRITING)
    writers = {item.drafter.user_id, *entries.values_list("by", flat=True)}
    if not writers & _hands(user, action, item):
        return
    if action == Action.ITEM_APPROVE:
        raise NotAllowed("拟稿或者修改过该信息的人不能审批它，代理人也不能；请由另一位领导审批。")
    raise NotAllowed("拟稿或者修改过该信息的人不能审查它，代理人也不能；请由另一位保密审查员审查。")


def _refuse_before_its_time(item: DisclosureItem) -> None:
    """What the approver set a time for the program publishes, unless it could not."""
    approval = item.approvals.order_by("pk").last()
    if approval and approval.publish_at and not approval.failure:
        raise NotAllowed(
            f"审批人定于{timezone.localtime(approval.publish_at):%Y-%m-%d %H:%M}自动发布；"
            "需要提前发布的，请先取消定时发布。"
        )


def _refuse_second_level(user: User, item: DisclosureItem) -> None:
    standing = levels.standing_reviews(item)
    if _signed(standing) & _hands(user, Action.ITEM_REVIEW, item):
        raise NotAllowed("每一级审查由不同的人办理，您已审查过这一稿，请由另一位审查。")


def _refuse_reviewer(user: User, item: DisclosureItem) -> None:
    """Where the agency chose so on the day of the first review, no reviewer approves."""
    standing = levels.standing_reviews(item)
    if not standing or not levels.is_approver_apart(standing[0].reviewed_on, item.agency):
        return
    if _signed(standing) & _hands(user, Action.ITEM_APPROVE, item):
        raise NotAllowed("本机关规定签发人不得参与审核，您审查过这一稿，请由另一位领导审批。")


def _signed(reviews: list[SecrecyReview]) -> set[int | None]:
    """Accounts of those who reviewed, and of those for whom they did."""
    people = [one for row in reviews for one in (row.reviewer, row.on_behalf_of) if one]
    return {person.user_id for person in people}
