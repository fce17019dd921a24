"""The applicant gets another query code: with the number, or where the old one was lost."""

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import codes, policies
from gongkai.applications.models import Submission
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action


@transaction.atomic
def reissue(submission_id: int, *, code: str, acting: Acting) -> Submission:
    """Give a registered application this code; the one before opens nothing any more.

    Sent twice, it is issued once. Neither code is told to the log.

    Raises: NotAllowed.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("agency", "application")
        .get(pk=submission_id)
    )
    policies.permit_code(acting.by, submission, today=acting.today)
    if not codes.is_code(code):
        raise NotAllowed("查询码不完整，请重新打开这一页。")
    if submission.code_hash == codes.digest(code):
        return submission
    had_one = bool(submission.code_hash)
    submission.code_hash = codes.digest(code)
    submission.save(update_fields=["code_hash"])
    log.record(Action.SUBMISSION_REISSUE_CODE, submission, acting, had_one=had_one)
    return submission
