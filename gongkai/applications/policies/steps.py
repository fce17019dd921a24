"""What may be done with the steps that stop, lengthen or begin the term anew."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import (
    Application,
    Correction,
    Extension,
    FeeNotice,
    Justification,
)
from gongkai.applications.policies.cases import permit_in_hand, regime_of
from gongkai.audit.actions import Action


def permit_correction(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the applicant may be asked to correct: once, all at one time.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条; 2007: 第二十一条第（四）项.
    """
    permit_in_hand(user, Action.CORRECTION_PREPARE, application)
    correction = getattr(application, "correction", None)
    if correction and correction.asked_on:
        if regime_of(application).correction_notice is None:
            raise NotAllowed(
                "已经告知申请人更改、补充；仍不明确的，请以“申请内容不明确”答复"
                "（2007年条例第二十一条第（四）项）。"
            )
        raise NotAllowed(
            "已经告知申请人补正一次，补正应当一次性告知（条例第三十条）；仍不明确的，"
            "可以“补正后申请内容仍不明确”答复。"
        )


def permit_correction_asking(user: User, correction: Correction, *, today: date) -> None:
    """Refuse once the notice has gone out.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CORRECTION_ASK, correction.application)
    if correction.asked_on:
        raise NotAllowed(f"已于{correction.asked_on:%Y-%m-%d}告知补正。")


def permit_correction_service(user: User, correction: Correction, *, today: date) -> None:
    """Refuse unless the notice is on its way.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CORRECTION_SERVE, correction.application)
    _refuse_unasked(correction)
    if correction.served_on:
        raise NotAllowed(f"已登记申请人于{correction.served_on:%Y-%m-%d}收到。")


def permit_correction_receipt(user: User, correction: Correction, *, today: date) -> None:
    """Refuse unless a correction is awaited.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.CORRECTION_RECEIVE, correction.application)
    _refuse_corrected(correction)


def permit_correction_lapse(user: User, correction: Correction, *, today: date) -> None:
    """Refuse unless the applicant let the term of the correction pass.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条; that of 2007 knows no lapse.
    """
    application = correction.application
    permit_in_hand(user, Action.CORRECTION_LAPSE, application)
    if regime_of(application).correction_notice is None:
        raise NotAllowed(
            "2007年条例没有逾期不补正视为放弃申请的规定，请以“申请内容不明确”答复"
            "（第二十一条第（四）项）。"
        )
    _refuse_corrected(correction)
    _refuse_before(correction.due_on, today, "补正期限（第三十条）", "申请人收到补正告知的日期")


def permit_extension(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the person may extend the term of this application today.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十三条第二款 (2007: 第二十四条第二款).
    """
    permit_in_hand(user, Action.APPLICATION_EXTEND, application)
    _refuse_second_extension(application, today)


def permit_extension_grant(user: User, application: Application, *, today: date) -> None:
    """The same for an extension whose notice goes out later.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十三条第二款 (2007: 第二十四条第二款).
    """
    permit_in_hand(user, Action.EXTENSION_GRANT, application)
    _refuse_second_extension(application, today)


def permit_extension_notice(user: User, extension: Extension, *, today: date) -> None:
    """Refuse unless the granted extension waits to be told.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.EXTENSION_NOTIFY, extension.application)
    if extension.notified_on:
        raise NotAllowed(f"已于{extension.notified_on:%Y-%m-%d}告知申请人延期。")


def permit_justification(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the applicant may be asked for reasons.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十五条.
    """
    permit_in_hand(user, Action.JUSTIFICATION_PREPARE, application)
    if regime_of(application).delay_article is None:
        raise NotAllowed("2007年条例没有要求申请人说明理由的规定，请直接办理。")
    justification = getattr(application, "justification", None)
    if justification and justification.asked_on:
        raise NotAllowed("已经要求申请人说明理由，不能再次要求。")


def permit_justification_asking(user: User, justification: Justification, *, today: date) -> None:
    """Refuse once the applicant was asked.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.JUSTIFICATION_ASK, justification.application)
    if justification.asked_on:
        raise NotAllowed(f"已于{justification.asked_on:%Y-%m-%d}要求说明理由。")


def permit_statement(user: User, justification: Justification, *, today: date) -> None:
    """Refuse unless reasons are awaited.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.JUSTIFICATION_STATE, justification.application)
    _refuse_judged(justification)
    if justification.stated_on:
        raise NotAllowed(f"申请人已于{justification.stated_on:%Y-%m-%d}说明理由。")


def permit_judgement(user: User, justification: Justification, *, today: date) -> None:
    """Refuse unless the reasons wait for a judgement, or the day it set was not told yet.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十五条.
    """
    permit_in_hand(user, Action.JUSTIFICATION_JUDGE, justification.application)
    _refuse_judged(justification)


def permit_delay_notice(user: User, justification: Justification, *, today: date) -> None:
    """Refuse unless a later day waits to be told.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十五条.
    """
    permit_in_hand(user, Action.JUSTIFICATION_NOTIFY, justification.application)
    if justification.delayed_until is None:
        raise NotAllowed("还没有确定延迟答复的日期，请先认定理由是否合理。")
    if justification.delay_told_on:
        raise NotAllowed(f"已于{justification.delay_told_on:%Y-%m-%d}告知申请人延迟答复。")


def permit_fee_notice(user: User, application: Application, *, today: date) -> None:
    """Refuse unless a fee may be decided on: once, by one method, within the term.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十二条; 国办函〔2020〕109号 第三条、第六条.
    """
    permit_in_hand(user, Action.FEE_NOTICE_PREPARE, application)
    notice = getattr(application, "fee_notice", None)
    if notice and notice.notified_on:
        raise NotAllowed(
            "该申请已发出收费通知，同一申请不得同时按件、按量计收（国办函〔2020〕109号第三条）。"
        )
    _refuse_late_fee(application, today)


def permit_fee_notification(user: User, notice: FeeNotice, *, today: date) -> None:
    """Refuse once the notice has gone out.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.FEE_NOTICE_NOTIFY, notice.application)
    if notice.notified_on:
        raise NotAllowed(f"已于{notice.notified_on:%Y-%m-%d}发出收费通知。")


def permit_fee_service(user: User, notice: FeeNotice, *, today: date) -> None:
    """Refuse unless the notice is on its way.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.FEE_NOTICE_SERVE, notice.application)
    _refuse_settled(notice)
    if notice.served_on:
        raise NotAllowed(f"已登记申请人于{notice.served_on:%Y-%m-%d}收到。")


def permit_payment(user: User, notice: FeeNotice, *, today: date) -> None:
    """Refuse unless a payment is awaited.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.FEE_NOTICE_PAY, notice.application)
    _refuse_settled(notice)


def permit_fee_lapse(user: User, notice: FeeNotice, *, today: date) -> None:
    """Refuse unless the applicant let the term of payment pass.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第六条.
    """
    permit_in_hand(user, Action.FEE_NOTICE_LAPSE, notice.application)
    _refuse_settled(notice)
    if not notice.application.is_stopped:
        raise NotAllowed(
            "收费通知在答复期限届满以后发出，不能据此视为放弃申请，请直接答复"
            "（国办函〔2020〕109号第六条）。"
        )
    _refuse_before(
        notice.due_on,
        today,
        "缴费期限（国办函〔2020〕109号第六条）",
        "申请人收到收费通知的日期",
    )


def _refuse_late_fee(application: Application, day: date) -> None:
    """Refuse a fee after the term of the answer has run out.

    Raises: NotAllowed.
    Source: 国办函〔2020〕109号 第六条.
    """
    if not application.is_stopped and day > application.due_on:
        raise NotAllowed(
            f"收费通知须在办理期限内发出（国办函〔2020〕109号第六条），期限已于"
            f"{application.due_on:%Y-%m-%d}届满，请直接答复。"
        )


def _refuse_second_extension(application: Application, today: date) -> None:
    article = regime_of(application).extension.article
    extension = getattr(application, "extension", None)
    if extension and extension.notified_on:
        raise NotAllowed(f"该申请已延期一次，不得再次延期，请在期限内答复（{article}）。")
    correction = getattr(application, "correction", None)
    notice = getattr(application, "fee_notice", None)
    is_awaited = (correction and correction.asked_on and not correction.corrected_on) or (
        notice and notice.notified_on and not notice.paid_on
    )
    # Asked for too late it stops nothing.
    if is_awaited and application.is_stopped:
        raise NotAllowed("等待补正或者缴费期间期限不计算，期限重新起算以后再决定是否延期。")
    if not application.is_stopped and today > application.due_on:
        raise NotAllowed(
            f"答复期限已于{application.due_on:%Y-%m-%d}届满，不能再延期，请尽快答复（{article}）。"
        )


def _refuse_unasked(correction: Correction) -> None:
    if not correction.asked_on:
        raise NotAllowed("补正告知书还没有送出，请先登记告知日期。")


def _refuse_corrected(correction: Correction) -> None:
    _refuse_unasked(correction)
    if correction.corrected_on:
        raise NotAllowed(f"已于{correction.corrected_on:%Y-%m-%d}收到补正。")
    if correction.lapsed_on:
        raise NotAllowed("已登记逾期未补正，视为放弃申请，请结案。")


def _refuse_settled(notice: FeeNotice) -> None:
    if not notice.notified_on:
        raise NotAllowed("收费通知还没有发出，请先登记发出日期。")
    if notice.paid_on:
        raise NotAllowed(f"申请人已于{notice.paid_on:%Y-%m-%d}缴费。")
    if notice.lapsed_on:
        raise NotAllowed("已登记逾期未缴费，视为放弃申请，请结案。")


def _refuse_judged(justification: Justification) -> None:
    if not justification.asked_on:
        raise NotAllowed("还没有要求申请人说明理由，请先登记告知日期。")
    if justification.judged_on and not justification.is_delay_untold:
        raise NotAllowed(f"已于{justification.judged_on:%Y-%m-%d}认定理由是否合理。")


def _refuse_before(due_on: date | None, today: date, term: str, missing: str) -> None:
    """Nothing lapses before its term has ended."""
    if due_on is None:
        raise NotAllowed(f"{term}自申请人收到告知起计算，请先登记{missing}（“登记对方收到日期”）。")
    if today <= due_on:
        raise NotAllowed(f"{term}到{due_on:%Y-%m-%d}才届满，届满后才能登记逾期。")
