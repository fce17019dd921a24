"""What may be done with a case as a whole."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application, Reopening
from gongkai.audit.actions import Action
from gongkai.law.regimes import Regime, regime_on


def permit_in_hand(user: User, action: Action, application: Application) -> None:
    """Refuse unless the person may do this and the case is in hand.

    Raises: NotAllowed.
    """
    permit(user, action, application.agency)
    if application.status != Application.Status.IN_HAND:
        raise NotAllowed("该申请已经办结，不能再办理这一步骤；确需办理的，请先重新办理该申请。")


def regime_of(application: Application) -> Regime:
    """The Regulations that govern a registered application."""
    return regime_on(application.received_on)


def permit_answer(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the person may answer this application.

    Raises: NotAllowed.
    """
    permit(user, Action.APPLICATION_ANSWER, application.agency)
    if application.status != Application.Status.IN_HAND:
        raise NotAllowed("该申请已经办结，如登记有误，请在台账中更正。")
    if hasattr(application, "reply"):
        raise NotAllowed("该申请正在重新办理，请登记重新答复，原答复保留。")
    if application.answered_with:
        raise NotAllowed(
            f"该申请与{application.answered_with.number}合并答复，请答复后者，或者先取消合并。"
        )


def permit_transfer(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the case may be handed to another agency.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.APPLICATION_TRANSFER, application)
    if hasattr(application, "transfer"):
        raise NotAllowed(f"该申请已移送{application.transfer.to_agency}，不能再次移送。")
    _refuse_reopened(application)


def permit_splitting(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the matters of the application may be told apart: before any other step.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.APPLICATION_SPLIT, application)
    _refuse_reopened(application)
    begun = ("correction", "extension", "fee_notice", "justification", "transfer", "answered_with")
    if any(getattr(application, step, None) for step in begun) or (
        application.consultations.exists() or application.answered_too.exists()
    ):
        raise NotAllowed("该申请已开始其他步骤，各件的期限会不一致，不能再拆分；请一并答复。")


def permit_merging(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the application may be answered together with another.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.APPLICATION_MERGE, application)
    _refuse_reopened(application)
    if application.answered_with:
        raise NotAllowed(f"该申请已与{application.answered_with.number}合并答复。")
    refuse_with_others(application)


def permit_separation(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the application is to be answered with another and still can be apart.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.APPLICATION_SEPARATE, application)
    if application.answered_with is None:
        raise NotAllowed("该申请没有与其他申请合并答复。")


def permit_withdrawal(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the application may be taken back.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.APPLICATION_WITHDRAW, application)
    _refuse_reopened(application)
    refuse_with_others(application)


def permit_assignment(user: User, application: Application, *, today: date) -> None:
    """Refuse unless a case in hand may be given to somebody.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.APPLICATION_ASSIGN, application)


def permit_note(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the person works at the agency; a closed case may be noted on as well.

    Raises: NotAllowed.
    """
    permit(user, Action.NOTE_WRITE, application.agency)


def permit_reopening(user: User, application: Application, *, today: date) -> None:
    """Refuse unless an answered case may be taken up again.

    Raises: NotAllowed.
    """
    permit(user, Action.APPLICATION_REOPEN, application.agency)
    if application.status != Application.Status.ANSWERED:
        raise NotAllowed("该申请还在办理，不需要重新办理。")
    if hasattr(application, "withdrawal"):
        raise NotAllowed("申请人已撤回该申请，不能重新办理；申请人再次申请的，请另行登记。")


def permit_new_answer(user: User, reopening: Reopening, *, today: date) -> None:
    """Refuse unless the case taken up again waits for its answer.

    Raises: NotAllowed.
    """
    permit(user, Action.APPLICATION_ANSWER_ANEW, reopening.application.agency)
    if reopening.replied_on:
        raise NotAllowed(f"已于{reopening.replied_on:%Y-%m-%d}重新答复。")


def permit_archiving(user: User, application: Application, *, today: date) -> None:
    """Refuse unless a closed case may go to the archive.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十五条.
    """
    permit(user, Action.APPLICATION_ARCHIVE, application.agency)
    if application.status != Application.Status.ANSWERED:
        raise NotAllowed("该申请还没有办结，办结后才能归档。")
    if application.archived_on:
        raise NotAllowed(f"该申请已于{application.archived_on:%Y-%m-%d}归档。")


def refuse_with_others(application: Application) -> None:
    """Refuse what would leave the applications answered with this one without an answer.

    Raises: NotAllowed.
    """
    in_hand = application.answered_too.filter(status=Application.Status.IN_HAND)
    if other := in_hand.order_by("pk").first():
        raise NotAllowed(f"{other.number}与该申请合并答复，请先取消合并。")


def _refuse_reopened(application: Application) -> None:
    if hasattr(application, "reply"):
        raise NotAllowed("该申请已经答复过，正在重新办理，请直接登记重新答复。")
