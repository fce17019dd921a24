"""A letter is drafted, edited, reviewed, signed with its number, and voided.

draft → in review → signed; a reviewer returns it, an edit takes it back to the draft.
"""

from collections.abc import Mapping

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import signs_for
from gongkai.applications.models import Application
from gongkai.applications.transitions import record_corrections
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import facts, letter_policies
from gongkai.casework import letter_starts as starts
from gongkai.casework.kinds import KINDS
from gongkai.casework.models import Letter, LetterReview, ServiceMethod
from gongkai.casework.queries import chosen_method
from gongkai.casework.transitions.numbers import take_number
from gongkai.catalog import files
from gongkai.documents.docx import render_docx
from gongkai.documents.html import render_fragment
from gongkai.documents.pdf import render_pdf
from gongkai.ledgers import records
from gongkai.letters.compose import Letter as Composed
from gongkai.protection.masking import masked_text

State = Letter.State


@transaction.atomic
def draft(application_id: int, kind: str, *, concerns: int | None = None, acting: Acting) -> Letter:
    """Begin a letter about the case or about one of its steps.

    Raises: NotAllowed.
    """
    application = _locked_case(application_id)
    starts.permit_draft(acting.by, application, kind, concerns)
    letter = Letter(
        application=application,
        kind=kind,
        concerns=concerns,
        delivery=chosen_method(application, kind) or ServiceMethod.POST,
    )
    return _begun(letter, acting)


@transaction.atomic
def draft_on_record(correction_id: int, *, acting: Acting) -> Letter:
    """Begin the letter that tells what became of a request to correct a record.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十一条; 2007: 第二十五条第二款.
    """
    correction = record_corrections.locked(correction_id)
    starts.permit_draft(acting.by, correction, starts.ON_RECORD, None)
    letter = Letter(
        record_correction=correction, kind=starts.ON_RECORD, delivery=ServiceMethod.POST
    )
    return _begun(letter, acting)


@transaction.atomic
def edit(
    letter_id: int,
    edits: Mapping[str, str],
    *,
    particulars: Mapping[str, str] | None = None,
    delivery: str = "",
    acting: Acting,
) -> Letter:
    """Word marked fields differently, or give what only this letter tells; nothing else changes.

    An empty text gives a field back to its usual words. Whoever reviews reads the new text anew.

    Raises: NotAllowed.
    """
    letter = locked(letter_id)
    letter_policies.permit_edit(acting.by, letter)
    before = (letter.edits, letter.particulars, letter.delivery)
    letter.edits = _kept(letter.edits, edits)
    letter.particulars = _kept(letter.particulars, _known(letter.kind, particulars or {}))
    letter.delivery = delivery or letter.delivery
    if before == (letter.edits, letter.particulars, letter.delivery):
        raise NotAllowed("没有改动任何内容，无需保存。")
    facts.composed(letter, on=acting.today, calendar=acting.calendar)
    letter.state = State.DRAFT
    records.validate(letter)
    letter.save(update_fields=["edits", "particulars", "delivery", "state"])
    log.record(
        Action.LETTER_EDIT,
        letter,
        acting,
        fields=[*edits, *(particulars or {})],
        to=letter.delivery,
    )
    return letter


@transaction.atomic
def submit(letter_id: int, *, acting: Acting) -> Letter:
    """Send the letter to its reviewers; what is missing is filled first.

    Raises: NotAllowed.
    """
    letter = locked(letter_id)
    letter_policies.permit_submit(acting.by, letter)
    if missing := _composed(letter, acting).missing:
        raise NotAllowed("".join(missing))
    letter.state = State.IN_REVIEW
    letter.save(update_fields=["state"])
    log.record(Action.LETTER_SUBMIT, letter, acting)
    return letter


@transaction.atomic
def review(
    letter_id: int, kind: str, *, result: str, opinion: str = "", acting: Acting
) -> LetterReview:
    """Review the text as it reads now, or return it with what is to be changed.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十七条 (2007: 第十四条).
    """
    letter = locked(letter_id)
    wanted = _review_kind(kind)
    letter_policies.permit_review(acting.by, letter, wanted)
    given = LetterReview(
        letter=letter,
        kind=wanted,
        result=result,
        opinion=opinion.strip(),
        reviewed_by=acting.by,
        on_behalf_of=signs_for(acting.by, letter_policies.REVIEWING[wanted], letter.subject.agency),
        reviewed_at=acting.at,
        digest=letter_policies.digest(letter, _composed(letter, acting)),
    )
    records.validate(given)
    if result == LetterReview.Result.RETURN:
        if not given.opinion:
            raise NotAllowed("退回的，请写明要修改什么。", field="opinion")
        letter.state = State.RETURNED
        letter.save(update_fields=["state"])
    given.save(force_insert=True)
    log.record(letter_policies.REVIEWING[wanted], letter, acting, result=result)
    return given


@transaction.atomic
def sign(letter_id: int, *, acting: Acting) -> Letter:
    """Sign the letter: it takes the next number of its series and is kept as it reads.

    Raises: NotAllowed, with everything that stands against it.
    """
    letter = locked(letter_id)
    kind = KINDS[letter.kind]
    letter_policies.permit_sign(acting.by, letter, on=acting.today, calendar=acting.calendar)
    take_number(letter, on=acting.today)
    document = _composed(letter, acting).document
    letter.pdf = files.keep("letters", render_pdf(document), "pdf")
    letter.docx = files.keep("letters", render_docx(document), "docx")
    letter.html = render_fragment(document)
    letter.state = State.SIGNED
    letter.signed_on = acting.today
    letter.signed_by = acting.by
    letter.on_behalf_of = signs_for(acting.by, kind.signs, letter.subject.agency)
    letter.save()
    log.record(kind.signs, letter, acting, number=letter.number, pdf=letter.pdf.name)
    return letter


@transaction.atomic
def void(letter_id: int, *, reason: str, acting: Acting) -> Letter:
    """Void a letter that was not served; its number stays used.

    Raises: NotAllowed.
    """
    letter = locked(letter_id)
    letter_policies.permit_void(acting.by, letter)
    if not reason.strip():
        raise NotAllowed("请写明作废的原因。", field="reason")
    letter.state = State.VOIDED
    letter.void_reason = reason.strip()
    records.validate(letter)
    letter.save(update_fields=["state", "void_reason"])
    log.record(
        Action.LETTER_VOID,
        letter,
        acting,
        number=letter.number,
        reason=masked_text(letter.void_reason),
    )
    return letter


def locked(letter_id: int) -> Letter:
    """The letter, with its subject locked before it, as every change of a case locks it first."""
    case, record = Letter.objects.values_list("application_id", "record_correction_id").get(
        pk=letter_id
    )
    application = _locked_case(case) if case else None
    correction = record_corrections.locked(record) if record else None
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    letter.application, letter.record_correction = application, correction
    return letter


def _begun(letter: Letter, acting: Acting) -> Letter:
    letter.state = State.DRAFT
    letter.drafted_by = acting.by
    letter.drafted_at = acting.at
    records.validate(letter)
    letter.save(force_insert=True)
    log.record(Action.LETTER_DRAFT, letter, acting, kind=letter.kind, concerns=letter.concerns)
    return letter


def _locked_case(application_id: int) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("agency__superior")
        .get(pk=application_id)
    )


def _composed(letter: Letter, acting: Acting) -> Composed:
    return facts.composed(letter, on=acting.today, calendar=acting.calendar)


def _kept(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    merged = {**old, **{name: text.strip() for name, text in new.items()}}
    return {name: text for name, text in merged.items() if text}


def _known(kind: str, particulars: Mapping[str, str]) -> Mapping[str, str]:
    names = {one.name for one in KINDS[kind].particulars}
    if unknown := set(particulars) - names:
        raise NotAllowed(f"这种文书没有这些事实：{'、'.join(sorted(unknown))}。")
    return particulars


def _review_kind(kind: str) -> LetterReview.Kind:
    if kind not in LetterReview.Kind.values:
        raise NotAllowed("请选择保密审查或者合法性审查。", field="kind")
    return LetterReview.Kind(kind)
