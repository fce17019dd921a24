"""What may be done with a decision."""

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.policies.cases import permit_in_hand
from gongkai.applications.queries import reopening_of
from gongkai.audit.actions import Action
from gongkai.casework.models import Decision
from gongkai.casework.policies.findings import refuse_signed


def permit_drafting(user: User, application: Application) -> None:
    """Refuse unless a decision may be drafted: one for the case, one for each reopening.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.DECISION_DRAFT, application)
    if application.decisions.filter(reopening=reopening_of(application)).exists():
        raise NotAllowed("已经拟定办理决定，请直接修改。")


def permit_revision(user: User, decision: Decision) -> None:
    """Refuse unless the decision may be changed.

    Raises: NotAllowed.
    """
    _permit(user, Action.DECISION_REVISE, decision)


def permit_checklist(user: User, decision: Decision) -> None:
    """Refuse unless the questions before signing may be answered.

    Raises: NotAllowed.
    """
    _permit(user, Action.DECISION_CHECK, decision)


def _permit(user: User, action: Action, decision: Decision) -> None:
    application = decision.application
    permit_in_hand(user, action, application)
    reopening = reopening_of(application)
    if decision.reopening_id != (reopening.pk if reopening else None):
        raise NotAllowed("这是此前答复所依据的决定，不能再改动；请就重新办理另行拟定。")
    refuse_signed(application)
