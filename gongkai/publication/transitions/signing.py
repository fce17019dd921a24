"""A submitted text is reviewed for secrets, approved by the leader, or sent back."""

from datetime import datetime

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import signs_for
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.ledgers import records
from gongkai.publication import levels, policies, queries
from gongkai.publication.models import Approval, Return, SecrecyReview
from gongkai.publication.transitions.content import locked
from gongkai.publication.transitions.findings import refuse_unsettled

_Status = DisclosureItem.Status

# Where each conclusion of the last level leads; a referred item waits for the answer and is
# reviewed again.
_AFTER = {
    SecrecyReview.Conclusion.MAY_DISCLOSE: _Status.REVIEWED,
    SecrecyReview.Conclusion.MAY_NOT_DISCLOSE: _Status.RETURNED,
    SecrecyReview.Conclusion.REFER: _Status.IN_REVIEW,
}


@transaction.atomic
def review(item_id: int, *, conclusion: str, basis: str, acting: Acting) -> SecrecyReview:
    """Record the secrecy review of one item on the level it waits for.

    Who wrote the text never reviews it, and each level is another person's.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十七条; 保守国家秘密法实施条例(2024) 第四十二条 (逐项审查).
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_REVIEW, item)
    passes = conclusion == SecrecyReview.Conclusion.MAY_DISCLOSE
    if passes:
        refuse_unsettled(item)
    standing = levels.standing_reviews(item)
    document = SecrecyReview(
        item=item,
        reviewer=person_of(acting.by),
        on_behalf_of=signs_for(acting.by, Action.ITEM_REVIEW, item.agency),
        reviewed_on=acting.today,
        submission=levels.submission_of(item),
        level=len(standing) + 1,
        conclusion=conclusion,
        basis=basis.strip(),
        text_digest=queries.text_digest(item),
    )
    records.validate(document)
    document.save(force_insert=True)
    if not passes or document.level >= levels.levels_needed(item, standing, today=acting.today):
        item.status = _AFTER[SecrecyReview.Conclusion(conclusion)]
        item.save(update_fields=["status"])
    log.record(
        Action.ITEM_REVIEW,
        item,
        acting,
        conclusion=conclusion,
        level=document.level,
        basis=document.basis,
        on_behalf_of=document.on_behalf_of and str(document.on_behalf_of),
        text_digest=document.text_digest,
    )
    return document


@transaction.atomic
def approve(
    item_id: int, *, remarks: str, publish_at: datetime | None = None, acting: Acting
) -> Approval:
    """Record the leader's approval of one reviewed item; who wrote the text never approves it.

    With `publish_at`, the program publishes the item by itself at that time.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_APPROVE, item)
    if publish_at and publish_at <= acting.at:
        raise NotAllowed("定时发布的时间须在现在以后。", field="publish_at")
    refuse_unsettled(item)
    document = Approval(
        item=item,
        approver=person_of(acting.by),
        on_behalf_of=signs_for(acting.by, Action.ITEM_APPROVE, item.agency),
        publish_at=publish_at,
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
        publish_at=publish_at,
        on_behalf_of=document.on_behalf_of and str(document.on_behalf_of),
        text_digest=document.text_digest,
    )
    return document


@transaction.atomic
def send_back(item_id: int, *, corrections: str, acting: Acting) -> Return:
    """Send an item back to its drafter with what must be corrected.

    What is to be masked or removed, and every open comment, is to be corrected too: the drafter
    finds them beside the text.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_RETURN, item)
    document = Return(
        item=item,
        returned_by=person_of(acting.by),
        on_behalf_of=signs_for(acting.by, Action.ITEM_RETURN, item.agency),
        returned_on=acting.today,
        corrections=corrections.strip(),
    )
    records.validate(document)
    document.save(force_insert=True)
    item.status = _Status.RETURNED
    item.save(update_fields=["status"])
    log.record(
        Action.ITEM_RETURN,
        item,
        acting,
        corrections=document.corrections,
        on_behalf_of=document.on_behalf_of and str(document.on_behalf_of),
    )
    return document
