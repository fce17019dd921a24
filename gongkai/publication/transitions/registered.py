"""What was public before it was entered here: registered from a ledger, and corrected."""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.intake.html import from_text, text_of
from gongkai.publication import policies, queries
from gongkai.publication.transitions.content import (
    ItemEntry,
    change,
    locked,
    metadata_of,
    plain,
    refuse_disorder,
    signatures_of,
    signatures_on,
)
from gongkai.publication.transitions.made_public import changed
from gongkai.publication.transitions.signed import enter_published
from gongkai.web.prepared import Prepared


@transaction.atomic
def register(agency: Agency, entry: ItemEntry, *, acting: Acting) -> DisclosureItem:
    """Register an item that is public already, with who drafted, reviewed and approved it.

    Without an index number of its own it is given the next one of its year.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第十二条 (2007: 第十九条); 保守国家秘密法实施条例(2024) 第四十二条.
    """
    permit(acting.by, Action.ITEM_REGISTER, agency)
    _refuse_withdrawn(agency, entry)
    item = DisclosureItem(
        agency=agency,
        index_number=entry.index_number or None,
        published_on=entry.published_on,
        validity=entry.validity,
        invalid_on=entry.invalid_on,
        is_registered=True,
        body=from_text(entry.body),
        **metadata_of(agency, entry),
    )
    return enter_published(
        item, signatures_of(agency, entry), action=Action.ITEM_REGISTER, acting=acting
    )


@transaction.atomic
def amend(item_id: int, entry: ItemEntry, *, reason: str, acting: Acting) -> DisclosureItem:
    """Correct the metadata of a public item; its index number stays for ever.

    What happened in this program (text, days, signatures) is not corrected but a fact;
    of a registered item it is what somebody typed, and can be.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_AMEND, item)
    if not reason.strip():
        raise NotAllowed("请写明更正的原因。", field="reason")
    if entry.index_number and entry.index_number != item.index_number:
        raise NotAllowed("索引号一经生成不得变更。", field="index_number")
    if not item.is_registered:
        _refuse_facts(item, entry)
    changes = _amend_item(item, entry, acting) | _amend_signatures(item, entry)
    if not changes:
        raise NotAllowed("没有改动任何内容，无需保存。")
    changed(item)
    log.record(Action.ITEM_AMEND, item, acting, changes=changes, reason=reason)
    return item


def _amend_item(item: DisclosureItem, entry: ItemEntry, acting: Acting) -> dict[str, list[object]]:
    signatures = signatures_of(item.agency, entry)
    body = from_text(entry.body) if _says_otherwise(entry, item) else item.body
    values = metadata_of(item.agency, entry) | {
        "body": body,
        "published_on": entry.published_on,
        "validity": entry.validity,
        "invalid_on": entry.invalid_on,
        "drafter": signatures.drafter,
        "drafted_on": signatures.drafted_on,
    }
    changes = change(item, values)
    refuse_disorder(signatures, item, today=acting.today)
    # Releases and deliveries are records of the rooms above, which refuse the same from their side.
    if (
        item.releases.filter(released_on__lt=entry.published_on).exists()
        or item.holdings.filter(delivered_on__lt=entry.published_on).exists()
    ):
        raise NotAllowed("已有更早的发布或移送记录，发布日期不能晚于它。", field="published_on")
    return changes


def _amend_signatures(item: DisclosureItem, entry: ItemEntry) -> dict[str, list[object]]:
    signatures = signatures_of(item.agency, entry)
    review, approval = queries.latest_review(item), queries.latest_approval(item)
    if review is None or approval is None:
        raise LookupError(f"item {item.pk} has no review or no approval")
    return change(
        review,
        {
            "reviewer": signatures.reviewer,
            "reviewed_on": signatures.reviewed_on,
            "basis": signatures.basis,
        },
    ) | change(
        approval,
        {
            "approver": signatures.approver,
            "approved_on": signatures.approved_on,
            "remarks": signatures.remarks,
        },
    )


def _refuse_facts(item: DisclosureItem, entry: ItemEntry) -> None:
    if _says_otherwise(entry, item):
        raise NotAllowed("正文已公开，不能更正；要改正文请修订。", field="body")
    if entry.published_on != item.published_on:
        raise NotAllowed("在本系统发布的信息，发布日期不能更正。", field="published_on")
    if signatures_of(item.agency, entry) != signatures_on(item):
        raise NotAllowed("拟稿、审查、审批是在本系统办理的，不能更正。", field="drafter")


def _says_otherwise(entry: ItemEntry, item: DisclosureItem) -> bool:
    """Whether the plain text of an entry is another than the item's."""
    return plain(entry.body) != plain(text_of(item.body))


_WITHDRAWN = Prepared(
    lambda agency, title, number, day: (
        DisclosureItem.objects.filter(
            agency=agency,
            status=DisclosureItem.Status.WITHDRAWN,
            title=title,
            document_number=number,
            generated_on=day,
        )
        .order_by("pk")
        .values_list("index_number")[:1]
    ),
    -1,
    "#title",
    "#number",
    date(1901, 1, 1),
)


def _refuse_withdrawn(agency: Agency, entry: ItemEntry) -> None:
    withdrawn = _WITHDRAWN.first(agency.pk, entry.title, entry.document_number, entry.generated_on)
    if withdrawn:
        raise NotAllowed(
            f"这条信息（{withdrawn[0]}）公开后已撤回，不能再登记；确需重新公开的，请拟稿后送审。",
            field="title",
        )
