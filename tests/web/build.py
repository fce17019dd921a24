"""What browsers send with public forms."""

from datetime import datetime

from django.test import override_settings
from django.utils import timezone

from gongkai.web import proof_of_work
from gongkai.web.proof_of_work import Challenge


def challenge(form: str, *, at: datetime, most: int = 20) -> Challenge:
    """A challenge that is quickly solved."""
    with override_settings(PROOF_WORK=most):
        return proof_of_work.issue(form, at=at)


def solution(asked: Challenge) -> str:
    """Its solution, by trying."""
    return next(str(n) for n in range(asked.most) if asked.is_solved_by(str(n)))


def proof(form: str, *, at: datetime | None = None) -> dict[str, str]:
    """What the browser that did the work sends along."""
    asked = challenge(form, at=at or timezone.now())
    return {"proof_challenge": asked.token, "proof_solution": solution(asked)}
