"""A step that was prepared, and that nobody was told of, is dropped; its history stays."""

from typing import TypeVar

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import (
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    Justification,
)
from gongkai.applications.transitions.case import locked_step
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.casework import policies
from gongkai.casework.models import Letter
from gongkai.casework.policies.dropping import DROPS
from gongkai.casework.transitions import letters
from gongkai.protection.masking import Kind, masked, masked_text

Step = TypeVar("Step", Correction, Consultation, Extension, FeeNotice, Justification)


@transaction.atomic
def drop(model: type[Step], step_id: int, *, reason: str, acting: Acting) -> None:
    """Drop a prepared step with the letters begun about it.

    Raises: NotAllowed, once somebody was told of it or its letter is signed.
    """
    step = locked_step(model, step_id)
    policies.permit_dropping(acting.by, step, today=acting.today)
    if not reason.strip():
        raise NotAllowed("请写明取消的原因。", field="reason")
    for letter in policies.letters_about(step).exclude(state=Letter.State.VOIDED):
        letters.void(letter.pk, reason=reason, acting=acting)
    whom: dict[str, str] = {}
    if isinstance(step, Consultation):
        whom["party_name"] = masked(Kind.NAME, step.party_name)
    action, _, _ = DROPS[model]
    log.record(action, step.application, acting, reason=masked_text(reason.strip()), **whom)
    step.delete()
