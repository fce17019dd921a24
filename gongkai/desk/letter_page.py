"""What the page of one letter shows: the letter, what is missing, what can be done now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.casework import facts, letter_policies
from gongkai.casework.kinds import KINDS
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import Letter, LetterReview
from gongkai.desk.letter_forms import EDIT, FACT
from gongkai.documents.html import render_fragment
from gongkai.documents.model import Document, OfficialLetter
from gongkai.law.calendar import WorkCalendar
from gongkai.letters.compose import Letter as Composed

_UNSIGNED = "草稿，未签发"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done with the letter, or why it cannot be done now."""

    label: str
    address: str
    obstacle: str
    is_posted: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact the letter needs, and the page where it is filled in."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review, and whether it still holds for the text as it reads now."""

    review: LetterReview
    holds: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Everything on the page; `found` is None once the letter is signed, or cannot be composed."""

    html: SafeString
    fault: str
    found: Composed | None
    missing: list[Missing]
    acts: list[Act]
    obstacles: list[str]
    reviews: list[ReviewLine]


def page_of(user: User, letter: Letter, *, today: date, calendar: WorkCalendar) -> LetterPage:
    """The page of a letter as it stands today."""
    found, fault = None, ""
    is_open = letter.state not in (Letter.State.SIGNED, Letter.State.VOIDED)
    if is_open:
        try:
            found = facts.composed(letter, on=today, calendar=calendar)
        except NotAllowed as refusal:
            fault = str(refusal)
    obstacles = letter_policies.obstacles(letter, on=today, calendar=calendar) if is_open else []
    html = render_fragment(as_draft(found.document)) if found else letter.html
    return LetterPage(
        html=mark_safe(html),  # noqa: S308 - `render_fragment` escapes every text
        fault=fault,
        found=found,
        missing=_missing(letter, found),
        acts=_acts(user, letter, obstacles),
        obstacles=[one for one in obstacles if not found or one not in found.missing],
        reviews=_reviews(letter, found),
    )


def as_draft(document: Document) -> Document:
    """The document with the mark of a draft where the seal will be."""
    if isinstance(document, OfficialLetter):
        return replace(document, seal=_UNSIGNED, number="（签发时编号）")
    return document


def address(letter: Letter, name: str = "letter", **more: object) -> str:
    """The address of a page of the letter."""
    subject = letter.subject
    before, key = ("record-", "record") if letter.record_correction else ("", "pk")
    here = {"code": subject.agency.code, key: subject.pk, "letter": letter.pk}
    return reverse(f"desk:{before}{name}", kwargs=here | more)


def subject_address(letter: Letter) -> str:
    """The page of what the letter is about."""
    name = "record-correction" if letter.record_correction else "application"
    return reverse(f"desk:{name}", args=[letter.subject.agency.code, letter.subject.pk])


def above(letter: Letter) -> list[tuple[str, str]]:
    """The way from the desk to what the letter is about, as labels with their addresses."""
    agency = letter.subject.agency
    register = ("更正申请", "desk:record-corrections")
    if letter.application:
        register = ("申请办理", "desk:applications")
    return [
        ("工作台", reverse("desk:home")),
        (agency.short_name, reverse("desk:agency", args=[agency.code])),
        (register[0], reverse(register[1], args=[agency.code])),
        (letter.subject.number, subject_address(letter)),
    ]


def _acts(user: User, letter: Letter, obstacles: list[str]) -> list[Act]:
    policies = letter_policies
    found: list[tuple[str, str, Callable[[], None], bool]] = []
    if letter.state in (Letter.State.DRAFT, Letter.State.RETURNED) and KINDS[letter.kind].reviews:
        where = address(letter, "letter-submission")
        found.append(("送审", where, lambda: policies.permit_submit(user, letter), True))
    if letter.state == Letter.State.IN_REVIEW:
        for kind in KINDS[letter.kind].reviews:
            where = address(letter, "letter-review", kind=kind.value)
            found.append((kind.label, where, _reviewing(user, letter, kind), False))
    if letter.state not in (Letter.State.SIGNED, Letter.State.VOIDED):
        where = address(letter, "letter-signature")
        found.append(("签发", where, lambda: _signing(user, letter, obstacles), False))
    if letter.state == Letter.State.SIGNED:
        where = address(letter, "letter-service")
        found.append(("送达", where, lambda: policies.permit_serve(user, letter), False))
    if letter.state != Letter.State.VOIDED:
        where = address(letter, "letter-void")
        found.append(("作废", where, lambda: policies.permit_void(user, letter), False))
    return [Act(label, where, obstacle(permit), posted) for label, where, permit, posted in found]


def _signing(user: User, letter: Letter, obstacles: list[str]) -> None:
    letter_policies.permit_signer(user, letter)
    if obstacles:
        raise NotAllowed(f"还有{len(obstacles)}项须先办好，见“还缺”。")


def _reviewing(user: User, letter: Letter, kind: LetterReview.Kind) -> Callable[[], None]:
    return lambda: letter_policies.permit_review(user, letter, kind)


def _missing(letter: Letter, found: Composed | None) -> list[Missing]:
    return [Missing(one, _where(letter, found, one)) for one in found.missing] if found else []


def _where(letter: Letter, found: Composed, sentence: str) -> str:
    """The place where a missing fact is filled in: here, in a setting, or on the case's page."""
    code = letter.subject.agency.code
    for fact in KINDS[letter.kind].particulars:
        if fact.label in sentence:
            return f"#id_{FACT}{fact.name}"
    for field in found.fields:
        if f"“{field.label}”" in sentence:
            return f"#id_{EDIT}{field.key}"
    if "救济途径" in sentence:
        return reverse("desk:records", args=[code, "remedy-settings"])
    if "机关联系" in sentence:
        return reverse("desk:records", args=[code, "offices"])
    return subject_address(letter)


def _reviews(letter: Letter, found: Composed | None) -> list[ReviewLine]:
    now = letter_policies.digest(letter, found) if found else ""
    reviews = letter.reviews.select_related("reviewed_by", "on_behalf_of")
    return [
        ReviewLine(review, not now or review.digest == now)
        for review in reviews.order_by("reviewed_at", "pk")
    ]
