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
from gongkai.applications.models import Application, Submission
from gongkai.applications.transitions import submissions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.audit.acting import Acting
from gongkai.casework.step_facts import receipt_of
from gongkai.law.counting import Deadline
from gongkai.law.receipt import MissingFact, Receipt, ReceiptFacts, receipt
from gongkai.protection.masking import Kind, masked

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


def deadline(application: Application, acting: Acting) -> Deadline:
    """When the answer is due."""
    return queries.deadline_of(application, acting.calendar)


def is_code(code: str) -> bool:
    """Whether a query code is one of ours: the page proposes it, so a form could bring any."""
    return codes.digest(code) != codes.digest("") and len(codes.plain(code)) == codes.LENGTH


def disclosure_office(agency: Agency, on: date) -> Office | None:
    """Whom the applicant can ask."""
    found = Office.objects.filter(standing_on(on), agency=agency, is_disclosure_office=True)
    return found.order_by("pk").first()


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
