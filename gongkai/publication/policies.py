"""What may be done with an item now, by its state and the person's roles.

Pages ask `reason_against` for their buttons; transitions call `permit`.
"""

from collections.abc import Mapping

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem

_S = DisclosureItem.Status

# The states in which each act is possible, and what the refusal in another state says.
_STATES: Mapping[Action, tuple[frozenset[_S], str]] = {
    Action.ITEM_REVISE: (
        frozenset({_S.DRAFT, _S.IN_REVIEW, _S.REVIEWED, _S.RETURNED, _S.APPROVED}),
        "已公开的原文不能修改；元数据有误请更正，正文有误请撤回后重新拟稿",
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
    Action.ITEM_AMEND: (
        frozenset({_S.PUBLISHED}),
        "只有已公开的信息可以更正；尚未公开的请直接修改稿件",
    ),
}


def permit(user: User, action: Action, item: DisclosureItem) -> None:
    """Refuse with a sentence unless the person may do this to the item as it stands.

    Raises: NotAllowed.
    """
    policies.permit(user, action, item.agency)
    states, sentence = _STATES[action]
    if item.status not in states:
        raise NotAllowed(f"该信息现为“{item.get_status_display()}”：{sentence}。")
    if action == Action.ITEM_REVIEW and _has_written(user, item):
        raise NotAllowed("拟稿或者修改过该信息的人不能审查它，请由另一位保密审查员审查。")


def reason_against(user: User, action: Action, item: DisclosureItem) -> str:
    """Why the person may not do this to the item now; empty where they may."""
    try:
        permit(user, action, item)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def _has_written(user: User, item: DisclosureItem) -> bool:
    if item.drafter.user_id == user.pk:
        return True
    writing = (Action.ITEM_DRAFT, Action.ITEM_REVISE)
    return log.history(item).filter(action__in=writing, by=user).exists()
