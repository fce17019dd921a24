"""What an applicant may send about a case from its page, and when."""

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.casework.models import ApplicantMessage, Letter, Rating, ServiceMethod

Kind = ApplicantMessage.Kind


def permit_message(application: Application, kind: str) -> None:
    """Refuse what the case does not wait for; complaints and other matters always come in.

    A correction or payment after its term is taken until the lapse was registered (docs/law.md).

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十条、第三十五条、第五十一条; 国办函〔2020〕109号 第六条.
    """
    if kind not in Kind.values:
        raise NotAllowed("没有这种事项，请从办理情况页重新选择。")
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
    """Refuse a letter that was not served to the applicant online.

    Raises: NotAllowed.
    """
    online = letter.services.filter(method=ServiceMethod.ONLINE, returned_on=None)
    if letter.state != Letter.State.SIGNED or not online.exists():
        raise NotAllowed("这份文书没有在网上送达，不能下载。")


def _correction(application: Application) -> None:
    record = getattr(application, "correction", None)
    if not record or not record.asked_on:
        raise NotAllowed("本机关没有要求补正；想补充说明的，请选“其他”。")
    if record.corrected_on or record.lapsed_on:
        raise NotAllowed("补正已经登记，不能再次提交；想补充说明的，请选“其他”。")


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
        raise NotAllowed("理由已经登记，不能再次提交；想补充说明的，请选“其他”。")


def _withdrawal(application: Application) -> None:
    if hasattr(application, "reply"):
        raise NotAllowed("这件申请正在重新办理，不能撤回。")
    if application.messages.filter(kind=Kind.WITHDRAWAL, taken_up_at=None).exists():
        raise NotAllowed("您已经提交撤回，工作人员正在登记。")


_CHECKS = {
    Kind.CORRECTION: _correction,
    Kind.PAYMENT: _payment,
    Kind.JUSTIFICATION: _justification,
    Kind.WITHDRAWAL: _withdrawal,
}
