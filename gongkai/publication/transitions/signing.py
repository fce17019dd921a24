"""A submitted text is reviewed for secrets, approved by the leader, or sent back."""

from django.db import transaction

from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.ledgers import records
from gongkai.publication import policies, queries
from gongkai.publication.models import Approval, Return, SecrecyReview
from gongkai.publication.transitions.content import locked

_Status = DisclosureItem.Status

# Where each conclusion leads; a referred item waits for the answer and is reviewed again.
_AFTER = {
    SecrecyReview.Conclusion.MAY_DISCLOSE: _Status.REVIEWED,
    SecrecyReview.Conclusion.MAY_NOT_DISCLOSE: _Status.RETURNED,
    SecrecyReview.Conclusion.REFER: _Status.IN_REVIEW,
}


@transaction.atomic
def review(item_id: int, *, conclusion: str, basis: str, acting: Acting) -> SecrecyReview:
    """Record the secrecy review of one item; who wrote it never reviews it.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十七条; 保守国家秘密法实施条例(2024) 第四十二条 (逐项审查).
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_REVIEW, item)
    document = SecrecyReview(
        item=item,
        reviewer=person_of(acting.by),
        reviewed_on=acting.today,
        conclusion=conclusion,
        basis=basis.strip(),
        text_digest=queries.text_digest(item),
    )
    records.validate(document)
    document.save(force_insert=True)
    item.status = _AFTER[SecrecyReview.Conclusion(conclusion)]
    item.save(update_fields=["status"])
    log.record(
        Action.ITEM_REVIEW,
        item,
        acting,
        conclusion=conclusion,
        basis=document.basis,
        text_digest=document.text_digest,
    )
    return document


@transaction.atomic
def approve(item_id: int, *, remarks: str, acting: Acting) -> Approval:
    """Record the leader's approval of one reviewed item.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_APPROVE, item)
    document = Approval(
        item=item,
        approver=person_of(acting.by),
        approved_on=acting.today,
        remarks=remarks.strip(),
        text_digest=queries.text_digest(item),
    )
    records.validate(document)
    document.save(force_insert=True)
    item.status = _Status.APPROVED
    item.save(update_fields=["status"])
    log.record(
        Action.ITEM_APPROVE,
        item,
        acting,
        remarks=document.remarks,
        text_digest=document.text_digest,
    )
    return document


@transaction.atomic
def send_back(item_id: int, *, corrections: str, acting: Acting) -> Return:
    """Send an item back to its drafter with what must be corrected.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_RETURN, item)
    document = Return(
        item=item,
        returned_by=person_of(acting.by),
        returned_on=acting.today,
        corrections=corrections.strip(),
    )
    records.validate(document)
    document.save(force_insert=True)
    item.status = _Status.RETURNED
    item.save(update_fields=["status"])
    log.record(Action.ITEM_RETURN, item, acting, corrections=document.corrections)
    return document
