"""The steps of a case as its letters state them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai.applications import queries as applications
from gongkai.applications.models import Application, Consultation, Identity, Submission
from gongkai.applications.policies.cases import regime_of
from gongkai.casework.models import Decision, FoundDocument, Letter, documents_of, grounds_of
from gongkai.law import clock, fees
from gongkai.law.calendar import OutsideCalendar, WorkCalendar
from gongkai.law.counting import Deadline
from gongkai.law.grounds import ground as ground_of
from gongkai.law.receipt import MissingFact, Receipt, ReceiptFacts, receipt
from gongkai.law.regimes import Consulted
from gongkai.letters import facts
from gongkai.letters.placeholders import day
from gongkai.protection.covering import values_to_cover

_OPINIONS = {
    Consultation.Answer.AGREE: "同意公开",
    Consultation.Answer.OBJECT_WITH_REASON: "不同意公开",
    Consultation.Answer.OBJECT_WITHOUT_REASON: "不同意公开",
    Consultation.Answer.NONE: "逾期未提出意见",
}


def receipt_of(application: Application, submission: Submission | None) -> Receipt:
    """The day of receipt with its reason; from a ledger alone the day itself is all there is."""
    day_of = application.received_on
    if submission and submission.application_id == application.pk:
        known = ReceiptFacts(
            submitted_on=submission.submitted_on,
            signed_on=submission.signed_on,
            arrived_on=submission.arrived_on,
            confirmed_on=submission.confirmed_on,
        )
    else:
        known = ReceiptFacts(submitted_on=day_of, arrived_on=day_of, confirmed_on=day_of)
    try:
        found = receipt(application.channel, known)
    except MissingFact:
        return Receipt(day_of, "", "", certain=False)
    return replace(found, received_on=day_of)


def applicant_of(application: Application, submission: Submission | None) -> facts.Party:
    """The applicant; telephone and addresses only to be kept out of other people's letters."""
    identity = getattr(submission, "identity", None)
    hidden = values_to_cover(identity, "phone", "address", "email") if identity else {}
    return facts.Party(application.applicant, **hidden)


def correction_of(application: Application) -> facts.Correction:
    found = getattr(application, "correction", None)
    if found is None:
        return facts.Correction()
    return facts.Correction(
        found.unclear,
        tuple(line.strip() for line in found.items.splitlines() if line.strip()),
        found.guidance,
        found.working_days,
        found.asked_on,
        found.served_on,
        found.due_on,
        found.corrected_on,
        found.corrected_content,
    )


def consultations_of(application: Application) -> tuple[facts.Consultation, ...]:
    return tuple(map(consultation, application.consultations.order_by("pk")))


def consultation(found: Consultation) -> facts.Consultation:
    """One consultation; the party's telephone and addresses only to be kept out of letters."""
    hidden = values_to_cover(found, "phone", "address", "email")
    return facts.Consultation(
        who=Consulted(found.who),
        party=facts.Party(found.party_name, **hidden),
        passage=found.passage,
        working_days=found.working_days or 0,
        sent_on=found.sent_on,
        answer=_opinion(found),
        override=found.override,
    )


def _opinion(found: Consultation) -> str:
    if not found.answer:
        return ""
    words = _OPINIONS[Consultation.Answer(found.answer)]
    return f"于{day(found.answered_on)}答复{words}" if found.answered_on else words


def with_consultation(
    case: facts.CaseFacts, letter: Letter, *, disclosed_on: date | None
) -> facts.CaseFacts:
    """The facts with the consultation that the letter is about."""
    found = letter.case.consultations.filter(pk=letter.concerns or 0).first()
    if found is None:
        return case
    return replace(case, concerning=replace(consultation(found), disclosed_on=disclosed_on))


def extension_of(application: Application, *, on: date, calendar: WorkCalendar) -> facts.Extension:
    """The extension with the day it extends to, if it is told `on` a day."""
    found = getattr(application, "extension", None)
    if found is None:
        return facts.Extension()
    told = clock.Extension(found.working_days, found.notified_on or on)
    others = [
        event
        for event in applications.clock_of(application)
        if not isinstance(event, clock.Extension)
    ]
    known = facts.Extension(found.reason, found.working_days, None, found.notified_on)
    try:
        deadline = clock.reply_deadline(application.received_on, calendar, events=[*others, told])
    except (clock.ImpossibleClock, OutsideCalendar):
        return known
    return replace(known, due_on=deadline.due_on, unannounced=_unannounced(deadline, calendar))


def with_first_term(
    case: facts.CaseFacts, application: Application, calendar: WorkCalendar
) -> facts.CaseFacts:
    """The facts with the term as it was counted on receipt, before any step."""
    try:
        first = clock.reply_deadline(application.received_on, calendar)
    except OutsideCalendar:
        return case
    return replace(case, first_due_on=first.due_on, unannounced=_unannounced(first, calendar))


def _unannounced(deadline: Deadline, calendar: WorkCalendar) -> tuple[int, ...]:
    days = (step.day for step in deadline.steps)
    return tuple(sorted({one.year for one in days if calendar.is_provisional(one)}))


def fee_of(application: Application) -> facts.Fee:
    """The fee with its derivation, by the tariff of the day of receipt."""
    found = getattr(application, "fee_notice", None)
    if found is None:
        return facts.Fee()
    on = application.received_on
    if found.method == found.Method.PER_ITEM:
        charge = fees.item_fee(found.quantity, found.quantity, on=on)
    else:
        charge = fees.page_fee(found.quantity, on=on)
    return facts.Fee(found.why, charge, found.payment, found.served_on, found.due_on, found.paid_on)


def justification_of(application: Application) -> facts.Justification:
    found = getattr(application, "justification", None)
    if found is None:
        return facts.Justification()
    return facts.Justification(found.counts, found.working_days, found.stated, found.delayed_until)


def suggestion_of(application: Application) -> facts.Suggestion:
    found = getattr(application, "disclosure_suggestion", None)
    if found is None:
        return facts.Suggestion()
    return facts.Suggestion(found.opinion, found.publish_on, found.suggested_on)


def search_of(application: Application) -> facts.SearchRecord:
    """All searches together; the result is that of the last."""
    records = list(application.searches.order_by("searched_on", "pk"))
    if not records:
        return facts.SearchRecord()
    return facts.SearchRecord(
        tuple(facts.SearchedPlace(*place) for one in records for place in one.places),
        tuple(dict.fromkeys(name for one in records for name in one.asked)),
        records[-1].result,
    )


def with_decision(case: facts.CaseFacts, decision: Decision) -> facts.CaseFacts:
    """The facts with what is decided, and the documents it gives and withholds."""
    documents = list(documents_of(decision.application, decision.reopening_id))
    judged = FoundDocument.Judgement
    given = [one for one in documents if one.judgement in (judged.GIVE, judged.PARTLY)]
    withheld = [one for one in documents if one.judgement in (judged.WITHHOLD, judged.PARTLY)]
    way = [text for text in (decision.provided_way, decision.provided_at) if text]
    earlier = getattr(decision.earlier, "reply", None)
    return replace(
        case,
        outcome=decision.outcome,
        ground=decision.ground or None,
        reasons=decision.reasons,
        given=tuple(one.title for one in given),
        withheld=tuple(
            facts.Withheld(_part(one, ground), ground, one.reasons)
            for one in withheld
            for ground in grounds_of(one)
        ),
        provision=facts.Provision(
            decision.provided_form,
            _pages(given),
            "，".join(way),
            decision.public_at,
        ),
        attachments=tuple(one.title for one in given if one.released),
        other_agency=facts.OtherAgency(decision.other_agency, decision.other_contact),
        earlier=facts.EarlierAnswer(earlier.number, earlier.replied_on)
        if earlier
        else facts.EarlierAnswer(),
    )


def _part(document: FoundDocument, ground: str) -> str:
    """What is withheld: the whole document, or what was removed from its copy on a ground."""
    if document.judgement == FoundDocument.Judgement.WITHHOLD:
        return document.title
    if len(grounds_of(document)) == 1:
        return f"{document.title}中遮盖的内容"
    label = ground_of(ground, regime=regime_of(document.application).code).label
    return f"{document.title}中因{label}而遮盖的内容"


def _pages(given: Sequence[FoundDocument]) -> int:
    """The pages of all that is given; 0, which is left out, where one of them is not counted."""
    counts = [one.page_count if one.released else None for one in given]
    return sum(count or 0 for count in counts) if all(counts) else 0


def identity_of(application: Application) -> Identity | None:
    """Who applied, where it is known apart from the name."""
    return getattr(applications.submission_of(application), "identity", None)
