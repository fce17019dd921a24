"""What may be done with the suggestion to disclose proactively, before and after the answer."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application, DisclosureSuggestion
from gongkai.applications.policies.cases import regime_of
from gongkai.audit.actions import Action

_GIVEN = ("disclosed", "partially_disclosed")


def permit_suggestion(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the applicant's suggestion may be registered: once, by any time.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款; that of 2007 knows no suggestion.
    """
    permit(user, Action.SUGGESTION_RECEIVE, application.agency)
    refuse_second_suggestion(application)


def refuse_second_suggestion(application: Application) -> None:
    """Refuse where the Regulations know no suggestion, or there is one already.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款.
    """
    if regime_of(application).code == "2008":
        raise NotAllowed(
            "2007年条例没有申请人建议主动公开的规定，请作为内部记录登记。",
            field="suggests_disclosure",
        )
    if hasattr(application, "disclosure_suggestion"):
        raise NotAllowed("申请人主动公开的建议已经登记，请直接审核。")


def permit_suggestion_decision(
    user: User, suggestion: DisclosureSuggestion, *, today: date
) -> None:
    """Refuse unless the suggestion waits to be decided; whoever was told is told for good.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款.
    """
    permit(user, Action.SUGGESTION_DECIDE, suggestion.application.agency)
    if suggestion.item:
        raise NotAllowed("建议公开的信息已经公开，不能再次审核。")
    if suggestion.notified_on:
        raise NotAllowed(f"已于{suggestion.notified_on:%Y-%m-%d}答复申请人，不能再次审核。")


def refuse_adoption(application: Application) -> None:
    """Refuse to adopt a suggestion about what the applicant was not given.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款: “依申请公开的政府信息”; docs/law.md.
    """
    last = application.reopenings.filter(replied_on__isnull=False).order_by("replied_on").last()
    answer = last or getattr(application, "reply", None)
    if answer is None or answer.outcome not in _GIVEN:
        raise NotAllowed(
            "建议针对依申请公开的政府信息（条例第四十四条第二款）：本件还没有答复予以公开或者"
            "部分公开，不能采纳。请先答复申请，或者不予采纳并说明理由。",
            field="is_adopted",
        )


def permit_suggestion_item(user: User, suggestion: DisclosureSuggestion, *, today: date) -> None:
    """Refuse unless an adopted suggestion waits for the item it becomes.

    Raises: NotAllowed.
    """
    permit(user, Action.SUGGESTION_FULFIL, suggestion.application.agency)
    if not suggestion.is_adopted:
        raise NotAllowed("还没有采纳主动公开的建议，不用登记公开的信息。")
    if suggestion.item:
        raise NotAllowed(f"已登记公开为“{suggestion.item.title}”。")


def permit_suggestion_notice(user: User, suggestion: DisclosureSuggestion, *, today: date) -> None:
    """Refuse unless a decided suggestion waits to be told.

    Raises: NotAllowed.
    """
    permit(user, Action.SUGGESTION_NOTIFY, suggestion.application.agency)
    if suggestion.is_adopted is None:
        raise NotAllowed("还没有审核主动公开的建议，请先审核。")
    if suggestion.notified_on:
        raise NotAllowed(f"已于{suggestion.notified_on:%Y-%m-%d}答复申请人的建议。")
