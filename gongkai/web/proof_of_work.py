"""Work that a browser does while its reader types: the cost of posting, instead of a puzzle.

The server hides a number: the challenge is a salt and SHA-256 of salt and number, signed, so that
nothing of it is kept. The browser tries the numbers in turn (`static/proof.js`). Where no script
runs, having had the page for some seconds stands for the work, and `gates` allows less.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

from gongkai.accounts.refusals import NotAllowed
from gongkai.web.models import SpentChallenge

WAIT = timedelta(seconds=10)  # instead of the work
LIFE = timedelta(hours=2)  # for whoever writes slowly
_LONGEST_SOLUTION = 12


class Unproven(NotAllowed):
    """What came with a public form does not let it in; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the browser is asked: which number below `most` makes `target` of `salt`."""

    token: str  # all of it, signed for one form
    issued_at: datetime
    salt: str
    target: str
    most: int

    def is_solved_by(self, solution: str) -> bool:
        """Whether a text is the number."""
        if len(solution) > _LONGEST_SOLUTION:
            return False
        return constant_time_compare(_digest(self.salt, solution), self.target)

    def expires_at(self) -> datetime:
        """From when on it is worth nothing."""
        return self.issued_at + LIFE


def issue(form: str, *, at: datetime) -> Challenge:
    """A new challenge for one form, of the difficulty in the settings."""
    salt, most = secrets.token_hex(16), settings.PROOF_WORK
    target = _digest(salt, str(secrets.randbelow(most)))
    return _challenge(_signer(form).sign(f"{int(at.timestamp())}.{salt}.{target}.{most}"))


def read(form: str, token: str, *, at: datetime) -> Challenge:
    """The challenge that was issued for a form.

    Raises: Unproven.
    """
    try:
        _signer(form).unsign(token)
    except BadSignature:
        raise Unproven("这一页没有打开完整，请再按一次按钮。") from None
    challenge = _challenge(token)
    if at >= challenge.expires_at():
        raise Unproven("这一页打开得太久了，请再按一次按钮。您填写的内容都在。")
    return challenge


def is_done(challenge: Challenge, solution: str, *, at: datetime) -> bool:
    """Whether the work was done; False where the reader waited instead.

    Raises: Unproven for neither.
    """
    if challenge.is_solved_by(solution):
        return True
    left = challenge.issued_at + WAIT - at
    if left > timedelta(0):
        raise Unproven(f"请等{int(left.total_seconds()) + 1}秒，再按一次按钮。您填写的内容都在。")
    return False


def spend(challenge: Challenge) -> None:
    """Use a challenge, which is possible once.

    Raises: Unproven.
    """
    _, is_first = SpentChallenge.objects.get_or_create(
        salt=challenge.salt, defaults={"expires_at": challenge.expires_at()}
    )
    if not is_first:
        raise Unproven("这一页刚才已经提交过一次。确实要再提交一次的，请再按一次按钮。")


def is_spent(challenge: Challenge) -> bool:
    """Whether a challenge was used."""
    return SpentChallenge.objects.filter(pk=challenge.salt).exists()


def forget(*, at: datetime) -> int:
    """Delete spent challenges that have expired; say how many."""
    return SpentChallenge.objects.filter(expires_at__lt=at).delete()[0]


def _signer(form: str) -> Signer:
    return Signer(salt=f"web.proof_of_work.{form}")


def _challenge(token: str) -> Challenge:
    issued, salt, target, most = token.rpartition(":")[0].split(".")
    issued_at = datetime.fromtimestamp(int(issued), tz=UTC)
    return Challenge(token, issued_at, salt, target, int(most))


def _digest(salt: str, number: str) -> str:
    return sha256(f"{salt}{number}".encode()).hexdigest()
