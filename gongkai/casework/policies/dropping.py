"""Whether a step that was prepared, and that nobody was told of, may be dropped."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from django.db.models import QuerySet

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import (
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    Justification,
)
from gongkai.applications.policies.cases import permit_in_hand
from gongkai.audit.actions import Action
from gongkai.casework.kinds import KINDS, Concern
from gongkai.casework.models import Letter

Droppable: TypeAlias = Correction | Consultation | Extension | FeeNotice | Justification

# The action, what letters call the step, and the day on which somebody is told.
DROPS: Mapping[type[Droppable], tuple[Action, Concern, str]] = {
    Correction: (Action.CORRECTION_DROP, Concern.CORRECTION, "asked_on"),
    Consultation: (Action.CONSULTATION_DROP, Concern.CONSULTATION, "sent_on"),
    Extension: (Action.EXTENSION_DROP, Concern.EXTENSION, "notified_on"),
    FeeNotice: (Action.FEE_NOTICE_DROP, Concern.FEE_NOTICE, "notified_on"),
    Justification: (Action.JUSTIFICATION_DROP, Concern.JUSTIFICATION, "asked_on"),
}


def permit_dropping(user: User, step: Droppable, *, today: date) -> None:
    """Refuse unless the step was told to nobody, and no letter about it is signed.

    Raises: NotAllowed.
    """
    action, _, told_on = DROPS[type(step)]
    permit_in_hand(user, action, step.application)
    if day := getattr(step, told_on):
        raise NotAllowed(f"已于{day:%Y-%m-%d}告知对方，不能再取消。")
    if letter := letters_about(step).filter(state=Letter.State.SIGNED).first():
        raise NotAllowed(f"文书{letter.number}已经签发，请先作废这份文书，再取消。")


def letters_about(step: Droppable) -> QuerySet[Letter]:
    """The letters of a step, voided ones included."""
    _, concern, _ = DROPS[type(step)]
    kinds = [code for code, kind in KINDS.items() if kind.concerns is concern]
    found = Letter.objects.filter(application=step.application, kind__in=kinds, concerns=step.pk)
    return found.order_by("pk")
