"""What a letter may say: the facts of one case, as far as they are known.

A text that is empty, or a day that is None, is not known yet. Wording is not here; it stands
in data/*.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.fees import Charge
from gongkai.law.receipt import Receipt
from gongkai.law.regimes import Consulted
from gongkai.law.remedies import RemedyNames

NOBODY = RemedyNames((), "")


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency that writes, under its full name of the day."""

    name: str
    kind: AgencyKind
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation; everything here is for its own letters only."""

    name: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The applicant is asked to correct the application (补正).

    `content` is the application as corrected.

    Units: `working_days` is 工作日 from the day the notice is received.
    """

    unclear: str = ""
    items: tuple[str, ...] = ()
    guidance: str = ""
    working_days: int = 0
    asked_on: date | None = None
    served_on: date | None = None
    due_on: date | None = None
    corrected_on: date | None = None
    content: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    """A third party, a co-producer or another agency is asked for an opinion (征求意见).

    `passage` is what concerns it; `answer` its answer, in words that stand after 您（单位）;
    `override` why the passage is disclosed all the same.

    Units: `working_days` is 工作日, for a time whose law sets none.
    """

    who: Consulted = Consulted.THIRD_PARTY
    party: Party = Party()
    passage: str = ""
    working_days: int = 0
    sent_on: date | None = None
    answer: str = ""
    override: str = ""
    disclosed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """The term is extended (延期); `unannounced` as in `CaseFacts`.

    Units: `working_days` is 工作日.
    """

    reason: str = ""
    working_days: int = 0
    due_on: date | None = None
    notified_on: date | None = None
    unannounced: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee for processing (信息处理费); `why` says how the applications are excessive."""

    why: str = ""
    charge: Charge | None = None
    payment: str = ""
    served_on: date | None = None
    due_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Justification:
    """Reasons asked for because of the number of applications (说明理由), and the later day set.

    Units: `working_days` is 工作日.
    """

    counts: str = ""
    working_days: int = 0
    stated: str = ""
    delayed_until: date | None = None


@dataclass(frozen=True, slots=True)
class SearchedPlace:
    """Where was searched, and how: keywords, dates."""

    where: str
    how: str


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A search (检索记录): places, who was asked, and what came of it."""

    places: tuple[SearchedPlace, ...] = ()
    asked: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part that is withheld; `reasons` runs from the law's name of a fact to its text."""

    what: str
    ground: str
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provision:
    """How information is provided: its form, its pages, the way and the time.

    `public_at` is where something already public is found.
    """

    form: str = ""
    pages: int = 0
    way: str = ""
    public_at: str = ""


@dataclass(frozen=True, slots=True)
class OtherAgency:
    """The agency that is responsible, as far as it can be determined."""

    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """The answer already given to the same applicant."""

    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordCorrection:
    """A record about oneself is to be corrected (更正): what was verified, what was done.

    `result` is corrected, transferred, redirected or accurate; empty while something is to be
    done for it. `agency` is who may correct the record instead, with how to reach it.
    """

    wrong: str = ""
    verified: str = ""
    result: str = ""
    decision: str = ""
    agency: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The suggestion to disclose proactively; without `publish_on` it is not followed."""

    reason: str = ""
    publish_on: date | None = None
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Assistance:
    """A unit is asked to help (协办)."""

    unit: str = ""
    question: str = ""
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A letter is served (送达); `to` is whoever receives it."""

    to: Party = Party()
    title: str = ""
    number: str = ""
    method: str = ""
    place: str = ""
    carrier: str = ""
    tracking: str = ""
    posted_on: date | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything the letters of a case may draw on.

    `request` is the applicant's own wording, `summary` the one for everybody else.
    `concerning` is the consultation that a letter to a consulted party is about. `reasons`
    runs from the law's name of a fact (`Ground.letter_facts`) to its text. `due_on` is the
    last day of the term as it stands before the letter, `first_due_on` as it stood on receipt;
    `unannounced` are the years that count touched whose days off were not announced. `request`
    is what was applied for in the words of the receipt.
    """

    agency: Agency
    received: Receipt
    applicant: Party = Party()
    applicant_kind: str = ""
    case_number: str = ""
    number: str = ""
    channel: str = ""
    request: str = ""
    summary: str = ""
    wanted_form: str = ""
    due_on: date | None = None
    first_due_on: date | None = None
    unannounced: tuple[int, ...] = ()
    decided_on: date | None = None
    outcome: str = ""
    ground: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    correction: Correction = Correction()
    consultations: tuple[Consultation, ...] = ()
    concerning: Consultation = Consultation()
    extension: Extension = Extension()
    fee: Fee = Fee()
    justification: Justification = Justification()
    search: SearchRecord = SearchRecord()
    given: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    provision: Provision = Provision()
    attachments: tuple[str, ...] = ()
    other_agency: OtherAgency = OtherAgency()
    earlier: EarlierAnswer = EarlierAnswer()
    record: RecordCorrection = RecordCorrection()
    suggestion: Suggestion = Suggestion()
    assistance: Assistance = Assistance()
    service: Service = Service()
    remedy: RemedyNames = NOBODY
    is_delivered_online: bool = False
