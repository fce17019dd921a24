"""What may be done with an application as it came."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.queries import is_public
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application, Submission
from gongkai.applications.policies.cases import permit_in_hand
from gongkai.audit.actions import Action


def permit_confirmation(user: User, submission: Submission, *, today: date) -> None:
    """Refuse unless the submission waits for its confirmation with the applicant.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十一条; 国办公开办函〔2015〕207号 第一条.
    """
    permit(user, Action.SUBMISSION_CONFIRM, submission.agency)
    if submission.application:
        raise NotAllowed(f"该来件已登记为{submission.application.number}，无需再确认。")


def permit_day_correction(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the days on which the case came in may be corrected.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.SUBMISSION_CORRECT_DAYS, application)
    if application.split_from:
        raise NotAllowed(f"该申请由{application.split_from.number}拆分，请在那一件上更正收到日期。")
    if not hasattr(application, "submission"):
        raise NotAllowed("该申请没有来件，收到日期请在“依申请公开”台账中更正。")
    if hasattr(application, "reply"):
        raise NotAllowed("该申请已经答复过，收到日期不能再更正。")


def submission_with_code(application: Application) -> Submission:
    """What came in for this very case: a query code opens nothing else.

    Raises: NotAllowed.
    """
    if application.split_from:
        raise NotAllowed(f"该申请由{application.split_from.number}拆分，请在那一件上发出查询码。")
    found: Submission | None = getattr(application, "submission", None)
    if found is None:
        raise NotAllowed("该申请没有登记来件，没有查询码。")
    return found


def permit_code(user: User, submission: Submission, *, today: date) -> None:
    """Refuse unless a query code may be given out: by who registers, once there is a number.

    Raises: NotAllowed.
    """
    permit(user, Action.SUBMISSION_REISSUE_CODE, submission.agency)
    if submission.application is None:
        raise NotAllowed("该来件还没有登记编号，请先与申请人确认；确认后发出查询码。")


def permit_attachment(user: User, submission: Submission, *, today: date) -> None:
    """Refuse unless the person may put a file to the submission; applicants to their own.

    That an applicant holds number and query code is asked by the page.

    Raises: NotAllowed.
    """
    _permit_or_public(user, Action.SUBMISSION_ATTACH, submission)


def permit_proof(user: User, submission: Submission, *, today: date) -> None:
    """Refuse unless the proof of identity may be kept, once.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第二十九条第二款第（一）项.
    """
    _permit_or_public(user, Action.SUBMISSION_KEEP_PROOF, submission)
    if hasattr(submission, "proof"):
        raise NotAllowed("身份证明已经保存，不能重复保存。")


def _permit_or_public(user: User, action: Action, submission: Submission) -> None:
    if not (is_public(user) and submission.channel == "online"):
        permit(user, action, submission.agency)
