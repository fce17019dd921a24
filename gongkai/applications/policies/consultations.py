"""What may be done with a request for somebody's opinion."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Consultation
from gongkai.applications.policies.cases import permit_in_hand, regime_of
from gongkai.audit.actions import Action
from gongkai.law.opinions import Effect, effect_of


def permit_consultation(user: User, application: Application, *, today: date) -> None:
    """Refuse unless somebody may be asked for an opinion.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十二条至第三十四条; 2007: 第二十三条.
    """
    permit_in_hand(user, Action.CONSULTATION_PREPARE, application)


def permit_consultation_sending(user: User, consultation: Consultation, *, today: date) -> None:
    """Refuse once the letter has gone out.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CONSULTATION_SEND, consultation.application)
    if consultation.sent_on:
        raise NotAllowed(f"已于{consultation.sent_on:%Y-%m-%d}发出征求意见书。")


def permit_consultation_service(user: User, consultation: Consultation, *, today: date) -> None:
    """Refuse unless the letter is on its way.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CONSULTATION_SERVE, consultation.application)
    _refuse_unsent(consultation)
    if consultation.served_on:
        raise NotAllowed(f"已登记对方于{consultation.served_on:%Y-%m-%d}收到。")


def permit_opinion(user: User, consultation: Consultation, *, today: date) -> None:
    """Refuse unless the opinion is awaited; one that comes too late may still be recorded.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CONSULTATION_ANSWER, consultation.application)
    _refuse_unsent(consultation)
    if consultation.answered_on:
        raise NotAllowed(f"对方已于{consultation.answered_on:%Y-%m-%d}答复。")


def permit_consultation_closing(user: User, consultation: Consultation, *, today: date) -> None:
    """Refuse unless no opinion came.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CONSULTATION_CLOSE, consultation.application)
    _refuse_unsent(consultation)
    if consultation.answer:
        raise NotAllowed("已登记答复情况，无需再登记逾期未答复。")
    if consultation.served_on is None:
        raise NotAllowed("答复期限自对方收到征求意见书起计算，请先登记对方收到日期。")


def permit_override(user: User, consultation: Consultation, *, today: date) -> None:
    """Refuse unless the third party's objection stands in the way.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十五条、第三十二条; 2007: 第二十三条.
    """
    permit_in_hand(user, Action.CONSULTATION_OVERRIDE, consultation.application)
    effect = effect_of(
        consultation.who, consultation.answer, regime=regime_of(consultation.application)
    )
    if effect is not Effect.WITHHOLD:
        raise NotAllowed("对方没有提出妨碍公开的意见，无需认定公共利益，请直接决定。")


def _refuse_unsent(consultation: Consultation) -> None:
    if not consultation.sent_on:
        raise NotAllowed("征求意见书还没有发出，请先登记发出日期。")
