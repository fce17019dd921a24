"""What may be done with an application now; the page asks the same questions as the transitions."""

from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application
from gongkai.audit.actions import Action


def permit_extension(user: User, application: Application, *, today: date) -> None:
    """Refuse unless the person may extend the term of this application today.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十三条第二款 (2007: 第二十四条第二款).
    """
    permit(user, Action.APPLICATION_EXTEND, application.agency)
    if application.status != Application.Status.IN_HAND:
        raise NotAllowed("该申请已经办结，只有办理中的申请可以延期。")
    if hasattr(application, "extension"):
        raise NotAllowed("该申请已延期一次，不得再次延期，请在期限内答复。")
    if today > application.due_on:
        raise NotAllowed(f"答复期限已于{application.due_on:%Y-%m-%d}届满，不能再延期，请尽快答复。")


def permit_answer(user: User, application: Application) -> None:
    """Refuse unless the person may answer this application.

    Raises: NotAllowed.
    """
    permit(user, Action.APPLICATION_ANSWER, application.agency)
    if application.status != Application.Status.IN_HAND:
        raise NotAllowed("该申请已经办结，如登记有误，请在台账中更正。")
