"""Reads of an item's way: the digest of its text, its documents, what waits for whom."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.publication.models import (
    Approval,
    Comment,
    Finding,
    SecrecyReview,
    Upload,
    ValidityChange,
    WorkingCopy,
)

_Status = DisclosureItem.Status
_ABSENT_AFTER = timedelta(seconds=90)

# Where the way of a revision ends.
ENDED = (_Status.MERGED, _Status.DISCARDED)
# What the next step is in each state on the way.
NEXT_STEP = {
    _Status.DRAFT: Action.ITEM_SUBMIT,
    _Status.RETURNED: Action.ITEM_REVISE,
    _Status.IN_REVIEW: Action.ITEM_REVIEW,
    _Status.REVIEWED: Action.ITEM_APPROVE,
    _Status.APPROVED: Action.ITEM_PUBLISH,
}


def text_digest(item: DisclosureItem) -> str:
    """What a review and an approval stand for: what the public will read, as a digest.

    The text and the released copies of the attachments, in their order.
    """
    return digest_with(item, released_attachments(item))


def digest_with(item: DisclosureItem, attachments: Sequence[Attachment]) -> str:
    """The same, where it is known what is attached."""
    text = [
        item.title,
        item.summary,
        item.body,
        item.document_number,
        item.generated_on.isoformat(),
        *([one.position, one.filename, one.sha256] for one in attachments),
    ]
    return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode()).hexdigest()


def revision_token(item: DisclosureItem) -> str:
    """What a form was opened with, as a digest: it changes when anybody saves the content."""
    names = ("topic_category", "genre_category", "business_category", "concern_category")
    more = ("statutory_duty", "column_category_id", "subject_terms", "is_normative_document")
    values = [item.title, item.summary, item.body, item.document_number, str(item.generated_on)]
    values += [str(getattr(item, name)) for name in (*names, *more)]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def is_present(copy: WorkingCopy, *, at: datetime) -> bool:
    """Whether the person is at the form still: an open page reports every few seconds."""
    return at - copy.seen_at < _ABSENT_AFTER


def unsaved(user: User, agency: Agency, item: DisclosureItem | None) -> WorkingCopy | None:
    """What the person typed into the draft and did not save."""
    copies = WorkingCopy.objects.filter(agency=agency, item=item, user=user)
    return copies.filter(kept_at__isnull=False).first()


def others_at(item: DisclosureItem, user: User, *, at: datetime) -> list[WorkingCopy]:
    """Who else has the draft open, the first to come first."""
    copies = item.working_copies.exclude(user=user).select_related("user")
    return list(copies.filter(seen_at__gt=at - _ABSENT_AFTER).order_by("opened_at", "pk"))


def released_attachments(item: DisclosureItem) -> list[Attachment]:
    """The attachments that go to the public with the item, in their order; may be prefetched."""
    released = (one for one in item.attachments.all() if one.released)
    return sorted(released, key=lambda one: one.position)


def findings_of(item: DisclosureItem) -> list[Finding]:
    """What was found in the item's text as it stands, by place, in the order of reading."""
    found = item.findings.filter(text_digest=text_digest(item)).order_by("place", "start", "pk")
    return list(found.select_related("decided_by", "on_behalf_of"))


def is_scanned(item: DisclosureItem) -> bool:
    """Whether the text as it stands was looked through for what must not be public.

    Only the log tells: a scan that finds nothing leaves no finding.
    """
    scanning = (Action.ITEM_SCAN, Action.ITEM_SUBMIT, Action.ITEM_REVISE, Action.ATTACHMENT_REDACT)
    entries = log.history(item).filter(action__in=scanning)
    return entries.filter(data__text_digest=text_digest(item)).exists()


def open_comments(item: DisclosureItem) -> list[Comment]:
    """Comments that nobody has resolved, in the order of reading, whichever text they are about."""
    found = item.comments.filter(resolved_on=None).select_related("by")
    return list(found.order_by("place", "start", "pk"))


def latest_review(item: DisclosureItem) -> SecrecyReview | None:
    """The last secrecy review; the list may be prefetched."""
    return max(item.secrecy_reviews.all(), key=lambda review: review.pk, default=None)


def latest_approval(item: DisclosureItem) -> Approval | None:
    """The last approval; the list may be prefetched."""
    return max(item.approvals.all(), key=lambda approval: approval.pk, default=None)


def scheduled(item: DisclosureItem) -> Approval | None:
    """The approval that sets a time for publishing an item that waits for it."""
    approval = latest_approval(item) if item.status == _Status.APPROVED else None
    return approval if approval and approval.publish_at else None


def coming_change(item: DisclosureItem) -> ValidityChange | None:
    """The change of an item's validity whose day has not come."""
    return item.validity_changes.filter(marked_on=None).first()


def open_revision(item: DisclosureItem) -> DisclosureItem | None:
    """The revision of a public item that is under way."""
    return item.revisions.exclude(status__in=ENDED).first()


def unconfirmed(agency: Agency) -> list[Upload]:
    """Files read in at the agency of which nobody has confirmed a draft, the oldest first."""
    found = Upload.objects.filter(agency=agency).select_related("user")
    return list(found.order_by("uploaded_at", "pk"))


def masked_findings(item: DisclosureItem) -> list[Finding]:
    """What was found in earlier texts and hidden since, in the order of hiding."""
    found = item.findings.filter(masked_on__isnull=False).select_related("masked_by")
    return list(found.order_by("masked_on", "pk"))


def states_waiting_for(user: User, agency: Agency) -> list[str]:
    """States whose next step the person may take at the agency."""
    return [state.value for state, action in NEXT_STEP.items() if may(user, action, agency)]


def last_change(item: DisclosureItem) -> Entry | None:
    """Who last changed the text of an item, and when."""
    writing = (Action.ITEM_DRAFT, Action.ITEM_REVISE)
    return log.history(item).filter(action__in=writing).first()
