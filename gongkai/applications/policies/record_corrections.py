"""What may be done with a request to correct a record about oneself."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import RecordCorrection
from gongkai.audit.actions import Action
from gongkai.law.regimes import regime_on

Result = RecordCorrection.Result


def permit_evidence(user: User, correction: RecordCorrection, *, today: date) -> None:
    """Refuse unless evidence may still be added: until it is decided.

    Raises: NotAllowed.
    """
    permit(user, Action.RECORD_CORRECTION_ATTACH, correction.agency)
    _refuse_decided(correction)


def permit_verification(user: User, correction: RecordCorrection, *, today: date) -> None:
    """Refuse unless what was found may be written down, until it is decided.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    permit(user, Action.RECORD_CORRECTION_VERIFY, correction.agency)
    _refuse_decided(correction)


def permit_record_decision(user: User, correction: RecordCorrection, *, today: date) -> None:
    """Refuse unless it was verified; what was done or told is decided for good.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    permit(user, Action.RECORD_CORRECTION_DECIDE, correction.agency)
    if not correction.verified_on:
        raise NotAllowed("还没有登记审核的事实，请先审核（条例第四十一条：审核属实的予以更正）。")
    if correction.done_on or correction.notified_on:
        raise NotAllowed("已经更正、转送或者告知申请人，不能再改变决定。")


def refuse_result(correction: RecordCorrection, result: str) -> None:
    """Refuse a result that the Regulations of the day of receipt do not give.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2007) 第二十五条第二款: 应当转送; (2019) 第四十一条 lets choose.
    """
    if result not in Result.values:
        raise NotAllowed("请选择处理结果。", field="result")
    if result == Result.REDIRECTED and regime_of(correction) == "2008":
        raise NotAllowed(
            "2007年条例第二十五条第二款规定无权更正的应当转送有权更正的机关，不能只告知申请人。",
            field="result",
        )


def permit_completion(user: User, correction: RecordCorrection, *, today: date) -> None:
    """Refuse unless the decision leaves something to be done.

    Raises: NotAllowed.
    """
    permit(user, Action.RECORD_CORRECTION_CARRY_OUT, correction.agency)
    if not correction.waits_to_be_done:
        raise NotAllowed("只有决定更正或者转送、还没有办理的，才登记办理日期。")


def permit_record_notice(user: User, correction: RecordCorrection, *, today: date) -> None:
    """Refuse unless the result waits to be told.

    Raises: NotAllowed.
    """
    permit(user, Action.RECORD_CORRECTION_NOTIFY, correction.agency)
    refuse_untold(correction)


def refuse_untold(correction: RecordCorrection) -> None:
    """Refuse to tell what is not decided, not done yet, or told already.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条: 予以更正并告知, 转送…并告知; 2007: 第二十五条第二款.
    """
    if not correction.decided_on:
        raise NotAllowed("还没有决定更正申请的处理结果，请先决定。")
    if correction.waits_to_be_done:
        raise NotAllowed(f"决定“{correction.get_result_display()}”还没有办理，办理后再告知申请人。")
    if correction.notified_on:
        raise NotAllowed(f"已于{correction.notified_on:%Y-%m-%d}告知申请人。")


def regime_of(correction: RecordCorrection) -> str:
    """The code of the Regulations that govern a request."""
    return regime_on(correction.received_on).code


def _refuse_decided(correction: RecordCorrection) -> None:
    if correction.decided_on:
        raise NotAllowed(f"已于{correction.decided_on:%Y-%m-%d}决定，不能再补充证据和审核的事实。")
