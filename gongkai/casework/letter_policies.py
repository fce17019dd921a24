"""What may be done with a letter now; the page asks the same questions as the transitions."""

import hashlib
from collections.abc import Iterator
from datetime import date

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.casework import facts, policies
from gongkai.casework.kinds import KINDS, Concern
from gongkai.casework.letter_starts import refuse_unfit
from gongkai.casework.models import Letter, LetterReview, documents_of
from gongkai.casework.queries import chosen_method
from gongkai.documents.fonts import find_fonts, missing_glyphs
from gongkai.documents.model import OfficialLetter, texts
from gongkai.law.calendar import WorkCalendar
from gongkai.letters.compose import Letter as Composed
from gongkai.letters.draft import GAP

State = Letter.State
_OPEN = (State.DRAFT, State.IN_REVIEW, State.RETURNED)
# Steps that may have changed since their letter was signed; other letters stand as they were.
_STEPS = (
    *(Concern.CORRECTION, Concern.JUSTIFICATION, Concern.EXTENSION),
    *(Concern.CONSULTATION, Concern.FEE_NOTICE, Concern.SUGGESTION, Concern.RECORD),
)
REVIEWING = {
    LetterReview.Kind.SECRECY: Action.LETTER_REVIEW_SECRECY,
    LetterReview.Kind.LEGAL: Action.LETTER_REVIEW_LEGAL,
}


def permit_edit(user: User, letter: Letter) -> None:
    """Refuse unless the person may change the letter's marked fields.

    Raises: NotAllowed.
    """
    permit(user, Action.LETTER_EDIT, letter.subject.agency)
    if letter.state not in _OPEN:
        raise NotAllowed("已签发和作废的文书不能再修改，请另行起草。")


def permit_submit(user: User, letter: Letter) -> None:
    """Refuse unless the person may send the letter to its reviewers.

    Raises: NotAllowed.
    """
    permit(user, Action.LETTER_SUBMIT, letter.subject.agency)
    if not KINDS[letter.kind].reviews:
        raise NotAllowed("这种文书不用审查，可以直接签发。")
    if letter.state not in (State.DRAFT, State.RETURNED):
        raise NotAllowed(f"文书{letter.get_state_display()}，只有起草中和退回的文书可以送审。")


def permit_review(user: User, letter: Letter, kind: LetterReview.Kind) -> None:
    """Refuse unless the person may give this review: whoever wrote the letter may not.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十七条 (2007: 第十四条).
    """
    permit(user, REVIEWING[kind], letter.subject.agency)
    if letter.state != State.IN_REVIEW:
        raise NotAllowed(f"文书{letter.get_state_display()}，只有送审后的文书可以审查。")
    if kind not in KINDS[letter.kind].reviews:
        raise NotAllowed(f"这种文书不需要{kind.label}。")
    wrote = (Action.LETTER_DRAFT, Action.LETTER_EDIT)
    if log.history(letter).filter(by=user, action__in=wrote).exists():
        raise NotAllowed("起草或者修改过这份文书的人不能审查它，请由其他审查人审查。")


def permit_sign(user: User, letter: Letter, *, on: date, calendar: WorkCalendar) -> None:
    """Refuse unless the person may sign the letter `on` a day, and nothing stands against it.

    Raises: NotAllowed, with everything that does.
    """
    permit_signer(user, letter)
    if found := obstacles(letter, on=on, calendar=calendar):
        raise NotAllowed("".join(found))


def permit_signer(user: User, letter: Letter) -> None:
    """Refuse unless it is the person's to sign the letter, once nothing stands against it.

    Raises: NotAllowed.
    """
    permit(user, KINDS[letter.kind].signs, letter.subject.agency)
    if letter.state not in _OPEN:
        raise NotAllowed("文书已经签发或者作废，不能再签发。")


def obstacles(letter: Letter, *, on: date, calendar: WorkCalendar) -> list[str]:
    """Everything that stands against signing: missing facts, reviews, the decision itself."""
    try:
        found = facts.composed(letter, on=on, calendar=calendar)
        refuse_unfit(letter.subject, letter.kind, letter.concerns)
    except NotAllowed as refusal:
        return [str(refusal)]
    decision = facts.decision_of(letter)
    return [
        *found.missing,
        *(policies.obstacles(decision) if decision else ()),
        *_unreviewed(letter, found),
        *_gaps(found),
        *_unprintable(found),
    ]


def permit_void(user: User, letter: Letter) -> None:
    """Refuse unless the person may void the letter: whoever may sign it, or draft a draft.

    Raises: NotAllowed.
    """
    agency = letter.subject.agency
    permit(user, Action.LETTER_VOID, agency)
    if letter.state == State.VOIDED:
        raise NotAllowed("文书已经作废。")
    if letter.state == State.SIGNED:
        permit(user, KINDS[letter.kind].signs, agency)
    if letter.services.exists():
        raise NotAllowed("文书已经送达，不能作废；有错误的，请重新办理并另发文书。")


def permit_serve(user: User, letter: Letter) -> None:
    """Refuse unless the person may serve the letter: a draft never leaves.

    Raises: NotAllowed.
    Source: 国办公开办函〔2016〕235号.
    """
    permit(user, Action.LETTER_SERVE, letter.subject.agency)
    if letter.state != State.SIGNED:
        raise NotAllowed("只有已签发的文书可以送达，请先签发。")
    if letter.services.filter(returned_on__isnull=True).exists():
        raise NotAllowed("文书已经送达；邮件退回的，请先登记退回，再重新送达。")


def refuse_unwanted(letter: Letter, method: str, consent: str) -> None:
    """Refuse to serve by Internet whoever neither chose this way nor agreed to it.

    Raises: NotAllowed.
    Source: none in the Regulations; 民事诉讼法 第九十条第一款 by analogy, see docs/law.md.
    """
    chosen = chosen_method(letter.application, letter.kind) if letter.application else None
    if chosen == method or consent.strip():
        return
    raise NotAllowed(
        "申请时没有选择以这种方式获取，电子送达须经对方同意：请写明对方何时、以什么方式同意；"
        "没有同意的，请邮寄或者当面送达。",
        field="consent",
    )


def refuse_outdated(letter: Letter, *, calendar: WorkCalendar) -> None:
    """Refuse a letter about a step that reads otherwise now than when it was signed.

    Raises: NotAllowed.
    """
    kind = KINDS[letter.kind]
    if letter.signed_on is None or kind.concerns not in _STEPS:
        return
    found = facts.composed(letter, on=letter.signed_on, calendar=calendar)
    if set(kind.reviews) - passed(letter, found):
        raise NotAllowed(
            "签发以后案件有变化，这份文书与案件不再一致，不能送达；请作废后重新起草、签发。"
        )


def digest(letter: Letter, found: Composed) -> str:
    """What a review was given for: the text without its number and its day, and the copies."""
    document = found.document
    parts: list[object] = [document.title, document.blocks]
    if decision := facts.decision_of(letter):
        copies = documents_of(letter.case, decision.reopening_id).exclude(sha256="")
        parts += copies.values_list("sha256", flat=True)
    if isinstance(document, OfficialLetter):
        parts += [document.attachments, document.enclosures]
    return hashlib.sha256("\0".join(texts(tuple(parts))).encode()).hexdigest()


def passed(letter: Letter, found: Composed) -> set[str]:
    """The reviews that count: the last of each kind, passed, of the text as it reads now."""
    last = {review.kind: review for review in letter.reviews.order_by("reviewed_at", "pk")}
    now = digest(letter, found)
    return {
        kind
        for kind, review in last.items()
        if review.result == LetterReview.Result.PASS and review.digest == now
    }


def _unreviewed(letter: Letter, found: Composed) -> Iterator[str]:
    done = passed(letter, found)
    for kind in KINDS[letter.kind].reviews:
        if kind not in done:
            yield f"还没有通过{kind.label}（文字修改后须重新审查）。"


def _gaps(found: Composed) -> Iterator[str]:
    """A gap that an officer's own words carry on."""
    if not found.missing and any(GAP in text for text in texts(found.document)):
        yield f"改写的文字中还有“{GAP}”，请写完整。"


def _unprintable(found: Composed) -> Iterator[str]:
    if characters := missing_glyphs(found.document, find_fonts()):
        yield f"字体中没有这些字：{'、'.join(sorted(characters))}，请更换写法或者安装字体。"
