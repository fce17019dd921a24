"""An item whose text was drafted, reviewed and approved already becomes public."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.transitions import index_numbers
from gongkai.ledgers import records
from gongkai.publication import queries
from gongkai.publication.models import Approval, SecrecyReview
from gongkai.publication.transitions.content import (
    ItemContent,
    Signatures,
    refuse_disorder,
    values_of,
)
from gongkai.publication.transitions.made_public import changed


@transaction.atomic
def publish_signed(
    agency: Agency,
    content: ItemContent,
    signatures: Signatures,
    *,
    published_on: date,
    acting: Acting,
    action: Action,
) -> DisclosureItem:
    """Publish a text that was signed elsewhere in this program, as an annual report is.

    `action` is what the acting person does, must be permitted, and is what the log shows.

    Raises: NotAllowed.
    Source: 保守国家秘密法实施条例(2024) 第四十二条.
    """
    policies.permit(acting.by, action, agency)
    item = DisclosureItem(agency=agency, published_on=published_on, **values_of(agency, content))
    return enter_published(item, signatures, action=action, acting=acting)


def enter_published(
    item: DisclosureItem, signatures: Signatures, *, action: Action, acting: Acting
) -> DisclosureItem:
    """Guard and write a new public item with its review and its approval.

    Raises: NotAllowed.
    """
    refuse_disorder(signatures, item, today=acting.today)
    item.status = DisclosureItem.Status.PUBLISHED
    item.drafter = signatures.drafter
    item.drafted_on = signatures.drafted_on
    if item.index_number is None:
        item.index_number = index_numbers.issue(item.agency, on=item.published_on or acting.today)
    elif index_numbers.is_taken(item.index_number):
        raise NotAllowed(
            f"索引号“{item.index_number}”已被使用，索引号永不重复。", field="index_number"
        )
    records.enter(item, action=action, acting=acting)
    digest = queries.digest_with(item, ())  # new, so that nothing is attached yet
    review = SecrecyReview(
        item=item,
        reviewer=signatures.reviewer,
        reviewed_on=signatures.reviewed_on,
        conclusion=SecrecyReview.Conclusion.MAY_DISCLOSE,
        basis=signatures.basis,
        text_digest=digest,
    )
    approval = Approval(
        item=item,
        approver=signatures.approver,
        approved_on=signatures.approved_on,
        remarks=signatures.remarks,
        text_digest=digest,
    )
    for document in (review, approval):
        records.insert(document)
    changed(item)
    return item
