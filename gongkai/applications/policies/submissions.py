"""What may be done with an application as it came."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.queries import is_public
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Submission
from gongkai.audit.actions import Action


def permit_confirmation(user: User, submission: Submission, *, today: date) -> None:
    """Refuse unless the submission waits for its confirmation with the applicant.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十一条; 国办公开办函〔2015〕207号 第一条.
    """
    permit(user, Action.SUBMISSION_CONFIRM, submission.agency)
    if submission.application:
        raise NotAllowed(f"该来件已登记为{submission.application.number}，无需再确认。")


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
