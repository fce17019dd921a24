"""The letters of a case in plain rows, for the page of the case."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.applications.models import Application, RecordCorrection
from gongkai.casework.kinds import KINDS, Concern, text_of
from gongkai.casework.models import Letter, LetterReview, Service
from gongkai.desk.letter_page import address

State = Letter.State
_TONES = {State.SIGNED: "good", State.RETURNED: "bad", State.IN_REVIEW: "wait", State.VOIDED: ""}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter: what it is, how it stands, and what comes next."""

    title: str
    about: str
    number: str
    state: str
    tone: str
    next_act: str
    address: str


def letter_rows(subject: Application | RecordCorrection) -> list[LetterRow]:
    """All letters of a subject, the latest first; voided ones too, for their numbers are used."""
    parties = {}
    if isinstance(subject, Application):
        parties = dict(subject.consultations.order_by("pk").values_list("pk", "party_name"))
    letters = subject.letters.prefetch_related("reviews", "services").order_by("-pk")
    return [_row(subject, letter, parties) for letter in letters]


def title_of(letter: Letter, subject: Application | RecordCorrection) -> str:
    """What the letter is called, in the words of the regime of its subject."""
    return text_of(letter.kind, subject.received_on).title


def party_of(letter: Letter, parties: Mapping[int, str]) -> str:
    """Who is asked for an opinion by the letter; nobody by most. `parties` has their names."""
    asks_somebody = KINDS[letter.kind].concerns is Concern.CONSULTATION
    return parties.get(letter.concerns or 0, "") if asks_somebody else ""


def service_line(service: Service) -> str:
    """How a service went, in one line."""
    if service.returned_on:
        return f"{service.returned_on:%Y-%m-%d}退回"
    if service.received_on is None:
        return f"{service.served_on:%Y-%m-%d}{service.get_method_display()}，等待对方收到"
    return f"{service.served_on:%Y-%m-%d}{service.get_method_display()}送达"


def _row(
    subject: Application | RecordCorrection, letter: Letter, parties: dict[int, str]
) -> LetterRow:
    return LetterRow(
        title=title_of(letter, subject),
        about=party_of(letter, parties),
        number=letter.number,
        state=letter.get_state_display(),
        tone=_TONES.get(State(letter.state), ""),
        next_act=_next_act(letter),
        address=address(letter),
    )


def _next_act(letter: Letter) -> str:
    reviews = KINDS[letter.kind].reviews
    match letter.state:
        case State.VOIDED:
            return "—"
        case State.SIGNED:
            return _after_signing(letter)
        case State.IN_REVIEW:
            passed = {
                review.kind
                for review in letter.reviews.all()
                if review.result == LetterReview.Result.PASS
            }
            waiting = [kind.label for kind in reviews if kind not in passed]
            return f"等待{'、'.join(waiting)}" if waiting else "等待签发"
        case _:
            return "补齐后送审" if reviews else "补齐后签发"


def _after_signing(letter: Letter) -> str:
    services = sorted(letter.services.all(), key=lambda service: service.pk)
    if not services or services[-1].returned_on:
        return "送达"
    return service_line(services[-1])
