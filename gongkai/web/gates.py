"""What stands before a form that anybody may post: work for the browser, a limit for the source.

    _GATE = Gate(name="error-report", sentence="从您的网络提交的纠错太多", per_hour=20)

    at = timezone.localtime()
    form = ErrorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _GATE.admits(request, form, at=at):
        …  # the transition
    context = {"form": form, "proof": _GATE.proof(request, at=at)}
    return render(request, "portal/error_report.html", context, status=status_of(form))

In the template, before the button of the form, what `parts/proof.html` has:
`{{ proof_of_work(proof) }}`. The page must be `never_cache`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest

from gongkai.web import proof_of_work
from gongkai.web.proof_of_work import Challenge, Unproven
from gongkai.web.rate_limits import Limit, TooOften, source_of, take

_HOUR = timedelta(hours=1)
_TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the form shows: the challenge, and its solution where the browser has found it."""

    challenge: Challenge
    solution: str = ""

    @property
    def wait(self) -> int:
        """How many seconds stand for the work."""
        return int(proof_of_work.WAIT.total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The gate of one form; `sentence` says, without its stop, what was too much.

    `per_hour` is for each source, `per_hour_unproven` for one whose browser did no work.
    """

    name: str
    sentence: str
    per_hour: int
    per_hour_unproven: int = 5

    def admits(self, request: HttpRequest, form: Form, *, at: datetime) -> bool:
        """Whether a valid form comes in; if not, the form says why and what to do."""
        try:
            self._admit(request, at)
        except Unproven as refusal:
            form.add_error(None, str(refusal))
        except TooOften as refusal:
            form.add_error(None, ValidationError(str(refusal), code=_TOO_OFTEN))
        return not form.errors

    def proof(self, request: HttpRequest, *, at: datetime) -> Proof:
        """What to show: what came with the form as long as it is good, else something new."""
        try:
            challenge = self._challenge(request, at)
        except Unproven:
            return Proof(proof_of_work.issue(self.name, at=at))
        if proof_of_work.is_spent(challenge):
            return Proof(proof_of_work.issue(self.name, at=at))
        solution = _solution(request)
        return Proof(challenge, solution if challenge.is_solved_by(solution) else "")

    def _admit(self, request: HttpRequest, at: datetime) -> None:
        challenge = self._challenge(request, at)
        done = proof_of_work.is_done(challenge, _solution(request), at=at)
        most = self.per_hour if done else self.per_hour_unproven
        name = self.name if done else f"{self.name}, unproven"
        take(Limit(name, self.sentence, most, _HOUR), source_of(request), at=at)
        proof_of_work.spend(challenge)

    def _challenge(self, request: HttpRequest, at: datetime) -> Challenge:
        return proof_of_work.read(self.name, request.POST.get("proof_challenge", ""), at=at)


def status_of(form: Form) -> int:
    """The status of a page with a form that may have come too often."""
    return 429 if form.is_bound and form.has_error(NON_FIELD_ERRORS, _TOO_OFTEN) else 200


def _solution(request: HttpRequest) -> str:
    return request.POST.get("proof_solution", "")
