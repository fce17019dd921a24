"""Reads of an item's way: the digest of its text, its documents, what waits for whom."""

import hashlib
import json

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import Approval, SecrecyReview

_Status = DisclosureItem.Status

# What the next step is in each state on the way.
NEXT_STEP = {
    _Status.DRAFT: Action.ITEM_SUBMIT,
    _Status.RETURNED: Action.ITEM_REVISE,
    _Status.IN_REVIEW: Action.ITEM_REVIEW,
    _Status.REVIEWED: Action.ITEM_APPROVE,
    _Status.APPROVED: Action.ITEM_PUBLISH,
}


def text_digest(item: DisclosureItem) -> str:
    """What a review and an approval stand for: the text the public will read, as a digest."""
    text = [
        item.title,
        item.summary,
        item.body,
        item.document_number,
        item.generated_on.isoformat(),
    ]
    return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode()).hexdigest()


def latest_review(item: DisclosureItem) -> SecrecyReview | None:
    """The last secrecy review; the list may be prefetched."""
    return max(item.secrecy_reviews.all(), key=lambda review: review.pk, default=None)


def latest_approval(item: DisclosureItem) -> Approval | None:
    """The last approval; the list may be prefetched."""
    return max(item.approvals.all(), key=lambda approval: approval.pk, default=None)


def states_waiting_for(user: User, agency: Agency) -> list[str]:
    """States whose next step the person may take at the agency."""
    return [state.value for state, action in NEXT_STEP.items() if may(user, action, agency)]
