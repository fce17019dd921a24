"""A step whose letter is signed is not prepared anew: the letter would tell something else."""

from datetime import date
from typing import Protocol, TypeVar

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies
from gongkai.applications.models import Application, Justification
from gongkai.casework.models import Letter

Step_contra = TypeVar("Step_contra", bound=Application | Justification, contravariant=True)


class _Permit(Protocol[Step_contra]):
    def __call__(self, user: User, record: Step_contra, /, *, today: date) -> None: ...


def _unless_signed(permit: _Permit[Step_contra], kind: str) -> _Permit[Step_contra]:
    """The policy, refusing as well while a signed letter waits to be served."""

    def permitted(user: User, record: Step_contra, /, *, today: date) -> None:
        permit(user, record, today=today)
        case = record if isinstance(record, Application) else record.application
        signed = Letter.objects.filter(application=case, kind=kind, state=Letter.State.SIGNED)
        if letter := signed.filter(services=None).order_by("pk").first():
            raise NotAllowed(f"文书{letter.number}已经签发；内容要改的，请先作废这份文书。")

    return permitted


permit_correction = _unless_signed(policies.permit_correction, "D2")
permit_justification = _unless_signed(policies.permit_justification, "D3")
permit_judgement = _unless_signed(policies.permit_judgement, "D3b")
permit_extension_grant = _unless_signed(policies.permit_extension_grant, "D4")
permit_fee_notice = _unless_signed(policies.permit_fee_notice, "D7")
