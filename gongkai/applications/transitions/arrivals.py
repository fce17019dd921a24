"""On which day a submission counts as received, and whether it still waits for it."""

from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Submission
from gongkai.audit.acting import Acting
from gongkai.law.receipt import MissingFact, Receipt, ReceiptFacts, is_confirmed_late, receipt
from gongkai.law.regimes import NoRegime

DAYS = ("submitted_on", "signed_on", "arrived_on", "confirmed_on")


def check_days(submission: Submission, acting: Acting) -> None:
    """Refuse days to come.

    Raises: NotAllowed.
    """
    for name in DAYS:
        day = getattr(submission, name)
        if day and day > acting.today:
            raise NotAllowed("日期在今天之后，只能登记已经收到的申请。", field=name)


def check_confirmation(submission: Submission) -> None:
    """Refuse a confirmation later than the arrival that nobody gives a reason for.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十一条.
    """
    is_late = is_confirmed_late(submission.channel, ReceiptFacts(**_facts(submission)))
    if is_late and not submission.late_reason.strip():
        raise NotAllowed(
            "确认日期晚于实际到达日期，收到申请之日因此推迟，请写明当日没有确认的原因"
            "（条例第三十一条）。",
            field="late_reason",
        )


def received_on_of(submission: Submission) -> date | None:
    """The day of receipt; None while only the confirmation with the applicant is missing.

    Raises: NotAllowed.
    """
    try:
        return counting(submission).received_on
    except NotAllowed:
        if _waits(submission):
            return None
        raise


def _waits(submission: Submission) -> bool:
    """Whether a confirmation on the last of the known days would settle the day of receipt."""
    known = [day for day in _facts(submission).values() if day]
    if submission.confirmed_on or not known:
        return False
    try:
        receipt(
            submission.channel, ReceiptFacts(**_facts(submission) | {"confirmed_on": max(known)})
        )
    except (MissingFact, NoRegime, KeyError):
        return False
    return True


def counting(submission: Submission) -> Receipt:
    """The day of receipt and why it is that day.

    Raises: NotAllowed, where a day is missing or the days contradict each other.
    """
    try:
        return receipt(submission.channel, ReceiptFacts(**_facts(submission)))
    except (MissingFact, NoRegime) as missing:
        raise NotAllowed(str(missing), field="arrived_on") from None
    except KeyError:
        raise NotAllowed("没有这一申请渠道，请重新选择。", field="channel") from None


def _facts(submission: Submission) -> dict[str, date | None]:
    return {name: getattr(submission, name) for name in DAYS}
