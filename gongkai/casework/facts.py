"""The facts of a case as its letters state them, drawn from the records."""

from dataclasses import replace
from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, Office
from gongkai.agencies.queries import standing_on
from gongkai.applications.models import Application, RecordCorrection
from gongkai.applications.queries import submission_of
from gongkai.casework import step_facts
from gongkai.casework.kinds import ANSWERS, KINDS, Concern, text_of
from gongkai.casework.models import Decision, Letter, RemedySetting, Service, ServiceMethod
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import WorkCalendar
from gongkai.law.receipt import Receipt
from gongkai.law.remedies import RemedyNames
from gongkai.law.value_lists import APPLICANT_KINDS, term
from gongkai.letters import compose, facts
from gongkai.letters.compose import Letter as Composed
from gongkai.letters.loader import TextError
from gongkai.letters.model import LetterText
from gongkai.letters.rewording import reworded
from gongkai.protection.covering import values_to_cover
from gongkai.protection.masking import Kind, masked

BY_INTERNET = frozenset({ServiceMethod.EMAIL, ServiceMethod.ONLINE})


def composed(letter: Letter, *, on: date, calendar: WorkCalendar) -> Composed:
    """The letter as it reads if it is signed `on` a day, with the agency's and officer's words.

    Raises: NotAllowed, where letter and case do not fit together.
    """
    text = worded(letter.subject, letter.kind, on=on)
    try:
        return compose.compose_from(
            text, facts_of(letter, on=on, calendar=calendar), edits=letter.edits
        )
    except compose.WrongLetter as refusal:
        raise NotAllowed(f"{refusal}也可以作废这份文书，重新起草。") from None


def worded(subject: Application | RecordCorrection, kind: str, *, on: date) -> LetterText:
    """The text of a kind of letter in the words the agency uses on a day.

    Raises: NoLetter; NotAllowed for words that no longer fit the letter.
    """
    text = text_of(kind, subject.received_on)
    own = subject.agency.letter_wordings.filter(standing_on(on), kind=kind, regime=text.regime)
    try:
        for wording in own.order_by("since", "pk"):
            text = reworded(text, wording.field, wording.text)
    except TextError as fault:
        raise NotAllowed(f"本机关的文书用语与文书不符：{fault}请更正“文书用语”。") from None
    return text


def facts_of(letter: Letter, *, on: date, calendar: WorkCalendar) -> facts.CaseFacts:
    """Everything the letter may say; `on` is the day it is signed.

    Raises: NotAllowed.
    """
    correction = letter.record_correction
    if correction:
        case = record_facts(correction, on=on)
    else:
        case = case_facts(letter.case, on=on, calendar=calendar)
    stated = letter.particulars
    decision = decision_of(letter)
    case = replace(
        case,
        number=letter.number,
        decided_on=letter.signed_on or on,
        summary=stated.get("summary", ""),
        is_delivered_online=letter.delivery in BY_INTERNET,
    )
    if KINDS[letter.kind].concerns is Concern.CONSULTATION:
        case = step_facts.with_consultation(
            case, letter, disclosed_on=_day(stated.get("disclosed_on", ""))
        )
        case = replace(case, assistance=_assistance(case, letter))
    return step_facts.with_decision(case, decision) if decision else case


def case_facts(application: Application, *, on: date, calendar: WorkCalendar) -> facts.CaseFacts:
    """What every letter of the case may say.

    Raises: NotAllowed.
    """
    submission = submission_of(application)
    agency, remedy = _agency(application.agency, on)
    case = facts.CaseFacts(
        agency=agency,
        received=step_facts.receipt_of(application, submission),
        applicant=step_facts.applicant_of(application, submission),
        applicant_kind=_label(application.applicant_kind),
        case_number=application.number,
        channel=application.channel,
        request=application.content,
        wanted_form=submission.wanted_form if submission else "",
        due_on=application.due_on,
        correction=step_facts.correction_of(application),
        consultations=step_facts.consultations_of(application),
        extension=step_facts.extension_of(application, on=on, calendar=calendar),
        fee=step_facts.fee_of(application),
        justification=step_facts.justification_of(application),
        search=step_facts.search_of(application),
        suggestion=step_facts.suggestion_of(application),
        remedy=remedy,
    )
    return step_facts.with_first_term(case, application, calendar)


def record_facts(correction: RecordCorrection, *, on: date) -> facts.CaseFacts:
    """What the letter about a request to correct a record may say.

    Raises: NotAllowed.
    """
    agency, remedy = _agency(correction.agency, on)
    identity = getattr(correction, "identity", None)
    hidden = values_to_cover(identity, "phone", "address", "email") if identity else {}
    return facts.CaseFacts(
        agency=agency,
        received=Receipt(correction.received_on, "", "", certain=False),
        applicant=facts.Party(correction.applicant, **hidden),
        applicant_kind=_label(correction.applicant_kind),
        case_number=correction.number,
        channel=correction.channel,
        request=correction.record,
        record=facts.RecordCorrection(
            correction.wrong,
            correction.verified,
            "" if correction.waits_to_be_done else correction.result,
            correction.decision,
            _reachable(correction.other_agency, correction.other_contact),
            correction.done_on,
        ),
        remedy=remedy,
    )


def _agency(agency: Agency, on: date) -> tuple[facts.Agency, RemedyNames]:
    """The agency under its name of the day with where it is reached, and its remedies."""
    remedy, kind = remedy_of(agency, on=on)
    office = Office.objects.filter(
        standing_on(on), agency=agency, is_disclosure_office=True
    ).first()
    reached = (office.address, office.phone) if office else ("", "")
    return facts.Agency(agency.name_on(on), kind, *reached), remedy


def on_file(case: facts.CaseFacts) -> facts.CaseFacts:
    """The facts for a paper of the file, which shows of a telephone or an address what pages do."""
    applicant = case.applicant
    return replace(
        case,
        applicant=replace(
            applicant,
            phone=masked(Kind.PHONE, applicant.phone),
            address=masked(Kind.ADDRESS, applicant.address),
            email=masked(Kind.EMAIL, applicant.email),
        ),
    )


def decision_of(letter: Letter) -> Decision | None:
    """The decision a letter states."""
    if letter.kind not in ANSWERS:
        return None
    return letter.case.decisions.filter(pk=letter.concerns or 0).first()


def service_facts(service: Service, *, on: date, calendar: WorkCalendar) -> facts.CaseFacts:
    """The facts of the record of a service (送达回证)."""
    letter = service.letter
    case = facts_of(letter, on=on, calendar=calendar)
    is_consulted = letter.kind in ("D5", "D5c", "D6")
    text = text_of(letter.kind, letter.subject.received_on)
    return replace(
        case,
        service=facts.Service(
            to=case.concerning.party if is_consulted else case.applicant,
            title=text.title,
            number=letter.number,
            method=service.get_method_display(),
            carrier=service.carrier,
            tracking=service.tracking,
            posted_on=service.posted_on,
            signed_on=service.signed_on,
        ),
    )


def remedy_of(agency: Agency, *, on: date) -> tuple[RemedyNames, AgencyKind]:
    """Whom letters of a day name for remedies, and by which kind of agency the law counts them.

    Raises: NotAllowed for a village, which is no administrative agency.
    """
    setting = (
        RemedySetting.objects.filter(agency=agency, since__lte=on).order_by("-since", "-pk").first()
    )
    if setting is None:
        return facts.NOBODY, _kind_of(agency)
    names = RemedyNames(
        tuple(name for name in setting.authorities.split("、") if name),
        setting.court,
        setting.online_channel,
    )
    return names, AgencyKind(setting.kind) if setting.kind else _kind_of(agency)


def _kind_of(agency: Agency) -> AgencyKind:
    """Departments under vertical leadership and of justice are told apart by the setting alone."""
    if agency.kind == Agency.Kind.VILLAGE:
        raise NotAllowed("村（社区）不是行政机关，不出具政府信息公开文书。")
    superior = agency.superior
    if agency.kind == Agency.Kind.DEPARTMENT and superior and superior.kind == Agency.Kind.PROVINCE:
        return AgencyKind.PROVINCE_DEPARTMENT
    return AgencyKind(agency.kind)


def _assistance(case: facts.CaseFacts, letter: Letter) -> facts.Assistance:
    """Another agency is asked by its consultation, a unit by what the letter states."""
    stated = letter.particulars
    asked = case.concerning if letter.kind == "D23" and letter.concerns else facts.Consultation()
    return facts.Assistance(
        asked.party.name or stated.get("unit", ""),
        asked.passage or stated.get("question", ""),
        _day(stated.get("reply_by", "")),
    )


def _reachable(name: str, contact: str) -> str:
    return f"{name}（联系方式：{contact}）" if contact else name


def _label(kind: str) -> str:
    return term(APPLICANT_KINDS, kind).label if kind else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
