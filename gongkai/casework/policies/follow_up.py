"""What an applicant may send about a case from its page, and when."""

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.queries import regime_of, submission_of
from gongkai.casework.models import ApplicantMessage, Letter, Rating
from gongkai.letters.loader import letter_on
from gongkai.letters.model import To

Kind = ApplicantMessage.Kind


def permit_message(application: Application, kind: str) -> None:
    """Refuse what the case does not wait for; complaints and other matters always come in.

    A suggestion to disclose comes before the answer or after it, once; a request to correct a
    record about oneself is a matter of its own.

    A correction or payment after its term is taken until the lapse was registered (docs/law.md).

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条、第三十五条、第四十一条、第四十四条第二款、
    第五十一条; 国办函〔2020〕109号 第六条.
    """
    if kind not in Kind.values:
        raise NotAllowed("没有这种事项，请从办理情况页重新选择。")
    if kind == Kind.SUGGESTION:
        _suggestion(application)
    check = _CHECKS.get(Kind(kind))
    if check is None:
        return
    if application.status != Application.Status.IN_HAND:
        raise NotAllowed("这件申请已经办结，不能再办理这一事项；有意见的，可以投诉。")
    check(application)


def permit_rating(application: Application) -> None:
    """Refuse before the end, and a second time.

    Raises: NotAllowed.
    """
    if application.status != Application.Status.ANSWERED:
        raise NotAllowed("办结以后才能评价。")
    if Rating.objects.filter(application=application).exists():
        raise NotAllowed("您已经评价过，每件申请评价一次。")


def permit_fetch(letter: Letter) -> None:
    """Refuse a letter that was not served, in whatever way, or came back.

    To fetch a letter that was posted serves nothing: its own service stays the one that counts.

    Raises: NotAllowed.
    """
    served = letter.services.filter(returned_on=None)
    if letter.state != Letter.State.SIGNED or not served.exists():
        raise NotAllowed("这份文书还没有送达或者已被退回，不能下载；请向办理机关询问。")
    if not letter.pdf:
        raise NotAllowed("这份文书已按保存期限清除，不能再下载。")


def permit_online(letter: Letter) -> None:
    """Refuse to serve on the status page what its applicant could not reach there.

    Raises: NotAllowed.
    Source: 民法典 第一百三十七条第二款: what can be fetched is received, and nothing else.
    """
    application = letter.application or asked_from(letter)
    if application is None:
        raise NotAllowed(
            "这件更正申请不是在查询页面上提出的，申请人在网上看不到文书，请用其他方式送达。",
            field="method",
        )
    if letter_on(letter.kind, letter.subject.received_on).to is not To.APPLICANT:
        raise NotAllowed(
            "查询页面只有申请人能进入，这份文书不是给申请人的，请用其他方式送达。", field="method"
        )
    submission = submission_of(application)
    if submission is None or not submission.code_hash:
        raise NotAllowed(
            "申请人没有这件申请的查询码，在网上看不到文书，请用其他方式送达。", field="method"
        )


def asked_from(letter: Letter) -> Application | None:
    """The case from whose page somebody asked for the correction that the letter is about."""
    found = ApplicantMessage.objects.filter(record_correction=letter.record_correction_id or 0)
    message = found.select_related("application").first()
    return message.application if message else None


def _correction(application: Application) -> None:
    record = getattr(application, "correction", None)
    if not record or not record.asked_on:
        raise NotAllowed("本机关没有要求补正；想补充说明的，请选“补充说明或者询问”。")
    if record.corrected_on or record.lapsed_on:
        raise NotAllowed("补正已经登记，不能再次提交；想补充说明的，请选“补充说明或者询问”。")


def _payment(application: Application) -> None:
    record = getattr(application, "fee_notice", None)
    if not record or not record.notified_on:
        raise NotAllowed("本机关没有向您收费，无需缴费。")
    if record.paid_on or record.lapsed_on:
        raise NotAllowed("缴费情况已经登记，无需再提交凭证。")


def _justification(application: Application) -> None:
    record = getattr(application, "justification", None)
    if not record or not record.asked_on:
        raise NotAllowed("本机关没有要求您说明理由，申请信息无需理由。")
    if record.stated_on or record.judged_on:
        raise NotAllowed("理由已经登记，不能再次提交；想补充说明的，请选“补充说明或者询问”。")


def _withdrawal(application: Application) -> None:
    if hasattr(application, "reply"):
        raise NotAllowed("这件申请正在重新办理，不能撤回。")
    if application.messages.filter(kind=Kind.WITHDRAWAL, taken_up_at=None).exists():
        raise NotAllowed("您已经提交撤回，工作人员正在登记。")


def _suggestion(application: Application) -> None:
    if regime_of(application.received_on).code == "2008":
        raise NotAllowed("这件申请适用的2007年条例没有这项规定，可以选“补充说明或者询问”写明。")
    if hasattr(application, "disclosure_suggestion"):
        raise NotAllowed("您已经提出主动公开的建议，本机关审核后在这里告诉您结果。")
    if application.messages.filter(kind=Kind.SUGGESTION, taken_up_at=None).exists():
        raise NotAllowed("您已经提出主动公开的建议，工作人员正在登记。")


_CHECKS = {
    Kind.CORRECTION: _correction,
    Kind.PAYMENT: _payment,
    Kind.JUSTIFICATION: _justification,
    Kind.WITHDRAWAL: _withdrawal,
}
