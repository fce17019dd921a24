"""The steps of a case as its letters state them."""

from dataclasses import replace
from datetime import date

from gongkai.applications import queries as applications
from gongkai.applications.models import Application, Consultation, Identity, Submission
from gongkai.casework.models import Decision, FoundDocument, Letter
from gongkai.law import clock, fees
from gongkai.law.calendar import OutsideCalendar, WorkCalendar
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


def request_of(application: Application) -> str:
    """What is applied for, in the applicant's words, as corrected."""
    correction = getattr(application, "correction", None)
    return (correction and correction.corrected_content) or application.content


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
    found = letter.application.consultations.filter(pk=letter.concerns or 0).first()
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
    try:
        due_on = clock.reply_deadline(
            application.received_on, calendar, events=[*others, told]
        ).due_on
    except (clock.ImpossibleClock, OutsideCalendar):
        return facts.Extension(found.reason, found.working_days, None, found.notified_on)
    return facts.Extension(found.reason, found.working_days, due_on, found.notified_on)


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
    return facts.Justification(found.counts, found.working_days, found.stated)


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
    documents = list(decision.application.found_documents.order_by("position", "pk"))
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
        withheld=tuple(facts.Withheld(_part(one), one.ground, one.reasons) for one in withheld),
        provision=facts.Provision(
            decision.provided_form,
            sum(one.page_count or 0 for one in given if one.released),
            "，".join(way),
            decision.public_at,
        ),
        attachments=tuple(one.title for one in given if one.released),
        other_agency=facts.OtherAgency(decision.other_agency, decision.other_contact),
        earlier=facts.EarlierAnswer(earlier.number, earlier.replied_on)
        if earlier
        else facts.EarlierAnswer(),
    )


def _part(document: FoundDocument) -> str:
    """What is withheld: the whole document, or what was removed from its copy."""
    is_whole = document.judgement == FoundDocument.Judgement.WITHHOLD
    return document.title if is_whole else f"{document.title}中遮盖的内容"


def identity_of(application: Application) -> Identity | None:
    """Who applied, where it is known apart from the name."""
    return getattr(applications.submission_of(application), "identity", None)
