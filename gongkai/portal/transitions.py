"""Drafts of applications are kept, gone on with, and deleted; an application is sent in."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gongkai.accounts.models import User
from gongkai.accounts.queries import public_account
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.applications import codes
from gongkai.applications.models import Submission
from gongkai.applications.transitions import submissions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.audit.acting import Acting
from gongkai.law.calendar import WorkCalendar
from gongkai.portal.models import Draft
from gongkai.portal.proofs import Envelope
from gongkai.protection.models import Protected
from gongkai.protection.transitions import open_value
from gongkai.protection.values import change

KEPT = timedelta(days=30)


@transaction.atomic
def save_draft(agency: Agency, answers: Mapping[str, str], *, code: str, today: date) -> str:
    """Keep what was typed, and say under which code; an older draft under `code` is replaced."""
    content = json.dumps(dict(answers), ensure_ascii=False)
    draft = _drafts(code, today).select_for_update().first()
    if draft:
        draft.agency, draft.saved_on = agency, today
        draft.save(update_fields=["agency", "saved_on"])
        change(draft, content=content)
        return code
    code = codes.new_code()
    Draft.objects.create(
        agency=agency, code_hash=codes.digest(code), content=content, saved_on=today
    )
    return code


def open_draft(code: str, *, at: datetime, calendar: WorkCalendar) -> tuple[Agency, dict[str, str]]:
    """What was typed, for whoever holds the code; that it was opened stays on record.

    Raises: Draft.DoesNotExist.
    """
    draft = _drafts(code, at.date()).select_related("agency").get()
    acting = Acting(by=public_account(), at=at, calendar=calendar)
    content = open_value(
        draft, "content", reason="申请人凭续填码继续填写", permit=_anybody, acting=acting
    )
    return draft.agency, json.loads(content)


@transaction.atomic
def submit(
    agency: Agency,
    entry: SubmissionEntry,
    envelope: Envelope,
    *,
    at: datetime,
    calendar: WorkCalendar,
) -> Submission:
    """Send an application in with its papers, or nothing of it; the draft goes.

    The query code, which nobody can be told again, makes it happen once: what comes with the same
    code again is there already.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第二十九条、第三十一条.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    if twice := submitted(agency, envelope.code):
        return twice
    submission = submissions.submit_online(
        agency, entry, code=envelope.code, at=at, calendar=calendar
    )
    acting = Acting(by=public_account(), at=at, calendar=calendar)
    submissions.keep_proof(
        submission.pk,
        media_type=envelope.proof.media_type,
        content=envelope.proof.content,
        acting=acting,
    )
    for filename, content in envelope.enclosures:
        try:
            submissions.attach(submission.pk, filename=filename, content=content, acting=acting)
        except NotAllowed as refusal:
            raise NotAllowed(f"“{filename}”：{refusal}", field="enclosures") from None
    _drafts(envelope.draft, at.date()).delete()
    return submission


def submitted(agency: Agency, code: str) -> Submission | None:
    """What was sent in with a query code."""
    found = Submission.objects.filter(agency=agency, code_hash=codes.digest(code))
    return found.select_related("application").first() if codes.is_code(code) else None


@transaction.atomic
def forget_drafts(*, today: date) -> int:
    """Delete what nobody went on with for thirty days; say how many."""
    return Draft.objects.filter(saved_on__lt=today - KEPT).delete()[0]


def _drafts(code: str, today: date) -> QuerySet[Draft]:
    """The draft under a code, as long as it is kept; none under no code."""
    found = Draft.objects.filter(code_hash=codes.digest(code), saved_on__gte=today - KEPT)
    return found if codes.plain(code) else found.none()


def _anybody(user: User, record: Protected) -> None:
    """Whoever holds the code may read what they typed themselves."""
