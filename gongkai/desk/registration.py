"""An application on its way into the register: found again, previewed, taken with its papers."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, Office
from gongkai.agencies.queries import standing_on
from gongkai.applications import codes, queries
from gongkai.applications.models import Application, Identity, Submission
from gongkai.applications.queries.retention import ERASED
from gongkai.applications.transitions import submissions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.audit.acting import Acting
from gongkai.casework.step_facts import receipt_of
from gongkai.law.counting import Deadline
from gongkai.law.receipt import MissingFact, Receipt, ReceiptFacts, receipt
from gongkai.law.regimes import regime_on
from gongkai.protection.masking import Kind, masked, normal

_KNOWN = 5


@dataclass(frozen=True, slots=True)
class Known:
    """An applicant of earlier applications, masked, with the last of them."""

    submission: Submission
    name: str
    phone: str
    id_number: str
    last: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What registering would bring: the day of receipt and the term, or why it must wait."""

    receipt: Receipt | None
    deadline: Deadline | None
    waits: str


def known_applicants(agency: Agency, *, id_number: str, phone: str) -> list[Known]:
    """Who has this identity number or telephone, each person once."""
    found: dict[str, Known] = {}
    rows = queries.applicants_known(agency, id_number=id_number, phone=phone)
    for row in rows[:50]:
        if row.applicant not in found:
            found[row.applicant] = _known(row)
    return list(found.values())[:_KNOWN]


def preview(agency: Agency, entry: SubmissionEntry, *, acting: Acting) -> Preview:
    """What `take` would do; nothing stays.

    Raises: NotAllowed.
    """
    with transaction.atomic():
        taken = submissions.take(agency, entry, acting=acting)
        application = taken.application
        found = (
            Preview(receipt_of(application, taken), deadline(application, acting), "")
            if application
            else Preview(None, None, _why_it_waits(taken))
        )
        transaction.set_rollback(True)
    return found


@transaction.atomic
def take_with_papers(
    agency: Agency,
    entry: SubmissionEntry,
    *,
    code: str,
    scans: Iterable[Any],
    proof: Any,
    acting: Acting,
) -> Submission:
    """Register it with its papers, or nothing of it; sent twice, it is registered once.

    Raises: NotAllowed.
    """
    twice = Submission.objects.filter(agency=agency, code_hash=codes.digest(code)).first()
    if twice:
        return twice
    taken = submissions.take(agency, entry, code=code, acting=acting)
    with _about("scans"):
        for scan in scans:
            submissions.attach(taken.pk, filename=scan.name, content=scan.read(), acting=acting)
    if proof:
        with _about("proof"):
            submissions.keep_proof(
                taken.pk, media_type=proof.content_type, content=proof.read(), acting=acting
            )
    return taken


def warnings(agency: Agency, entry: SubmissionEntry, *, on: date) -> list[str]:
    """What an application should have and was not typed, and what does not fit earlier ones.

    None of it stands in the way of registering (docs/law.md).

    Source: 政府信息公开条例(2019) 第二十九条第二款第（一）项 (2007: 第二十条第二款第（一）项).
    """
    known = Submission.objects.filter(agency=agency, pk=entry.known or 0).first()
    identity: Identity | None = getattr(known, "identity", None)
    return [
        *_absent(entry, identity, regime_on(on).code),
        *_other_names(agency, entry, known),
    ]


def _absent(entry: SubmissionEntry, identity: Identity | None, regime: str) -> Iterator[str]:
    if regime != "2008" and not (entry.id_number or getattr(identity, "id_number", "")):
        yield (
            "没有登记证件号码。申请应当包括身份证明（条例第二十九条第二款第（一）项），"
            "请在下面上传，或者请申请人补交。"
        )
    if not any(
        getattr(entry, name) or getattr(identity, name, "")
        for name in ("phone", "email", "address")
    ):
        article = "第二十条" if regime == "2008" else "第二十九条"
        yield (
            f"没有登记任何联系方式，文书无法送达。申请应当包括联系方式（条例{article}第二款第（一）项），"
            "请向申请人问明。"
        )


def _other_names(agency: Agency, entry: SubmissionEntry, known: Submission | None) -> Iterator[str]:
    """The identity number stands under another name."""
    rows = list(queries.applicants_known(agency, id_number=entry.id_number)[:50])
    if known and not entry.id_number:
        rows.append(known)
    own = normal(Kind.NAME, entry.applicant)
    others = {row.applicant for row in rows if normal(Kind.NAME, row.applicant) != own}
    if others := others - {ERASED}:
        names = "、".join(sorted(masked(Kind.NAME, name) for name in others))
        yield f"这个证件号码以前登记的姓名是{names}，与这次的不同，请核对证件。"


def deadline(application: Application, acting: Acting) -> Deadline:
    """When the answer is due."""
    return queries.deadline_of(application, acting.calendar)


def disclosure_office(agency: Agency, on: date) -> Office | None:
    """Whom the applicant can ask."""
    found = Office.objects.filter(standing_on(on), agency=agency, is_disclosure_office=True)
    return found.order_by("pk").first()


def name_on_paper(taken: Submission) -> str:
    """The applicant on a receipt that lies about at a counter: of a person the name is masked."""
    is_person = taken.applicant_kind in ("", "natural_person")
    return masked(Kind.NAME, taken.applicant) if is_person else taken.applicant


def _known(row: Submission) -> Known:
    identity = row.identity
    last = row.application.number if row.application else "待确认的来件"
    return Known(
        row,
        masked(Kind.NAME, row.applicant),
        identity.phone.masked,
        identity.id_number.masked,
        f"{last} {row.content[:30]}",
    )


def _why_it_waits(submission: Submission) -> str:
    names = ("submitted_on", "signed_on", "arrived_on", "confirmed_on")
    try:
        receipt(
            submission.channel,
            ReceiptFacts(**{name: getattr(submission, name) for name in names}),
        )
    except MissingFact as missing:
        return str(missing)
    return ""


@contextmanager
def _about(field: str) -> Iterator[None]:
    """Let a refusal speak of the form's field."""
    try:
        yield
    except NotAllowed as refusal:
        raise NotAllowed(str(refusal), field=field) from None
