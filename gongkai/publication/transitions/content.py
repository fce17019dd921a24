"""What an item consists of, who signed it, and how both are looked up and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Model

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, Person
from gongkai.agencies.queries import person_named
from gongkai.catalog.duties import duty_code
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import column_named
from gongkai.intake.html import clean, from_text, text_of
from gongkai.ledgers import records
from gongkai.publication import queries


@dataclass(frozen=True, kw_only=True)
class ItemContent:
    """What an item says and how it is classified; the body is HTML of any origin.

    Categories are codes of `gongkai.law.value_lists`; the duty is its text or its code.
    """

    title: str
    document_number: str = ""
    generated_on: date
    summary: str = ""
    body: str = ""
    topic_category: str = ""
    genre_category: str = ""
    business_category: str = ""
    concern_category: str = ""
    statutory_duty: str = ""
    column_category: str = ""
    subject_terms: str = ""
    is_normative_document: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemEntry(ItemContent):
    """An item that is public already, with the names and days of its way.

    The body is plain text here, as a cell of a ledger holds it.
    The index number does not count when two entries are compared: a row without one
    is given one on entering, and must be known again without it.
    """

    index_number: str = field(default="", compare=False)
    published_on: date
    validity: str = DisclosureItem.Validity.IN_FORCE
    invalid_on: date | None = None
    drafter: str
    drafted_on: date
    reviewer: str
    reviewed_on: date
    review_basis: str
    approver: str
    approved_on: date
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Who drafted, reviewed and approved a text that is public, and when."""

    drafter: Person
    drafted_on: date
    reviewer: Person
    reviewed_on: date
    basis: str
    approver: Person
    approved_on: date
    remarks: str = ""


def values_of(agency: Agency, content: ItemContent) -> dict[str, Any]:
    """The item's fields for a content.

    Raises: NotAllowed.
    """
    return metadata_of(agency, content) | {"body": clean(content.body)}


def metadata_of(agency: Agency, content: ItemContent) -> dict[str, Any]:
    """The item's fields for a content, but for its body.

    Raises: NotAllowed.
    """
    return {
        "title": content.title,
        "document_number": content.document_number,
        "generated_on": content.generated_on,
        "summary": content.summary,
        "topic_category": content.topic_category,
        "genre_category": content.genre_category,
        "business_category": content.business_category,
        "concern_category": content.concern_category,
        "statutory_duty": duty_code(agency, content.statutory_duty, on=content.generated_on),
        "column_category": column_named(agency, content.column_category, field="column_category"),
        "subject_terms": content.subject_terms,
        "is_normative_document": content.is_normative_document,
    }


def plain(text: str) -> str:
    """A plain text as a body made of it gives it back: the same for ledger and record."""
    return text_of(from_text(text))


def signatures_of(agency: Agency, entry: ItemEntry) -> Signatures:
    """The people an entry names.

    Raises: NotAllowed.
    """
    return Signatures(
        drafter=person_named(agency, entry.drafter, field="drafter"),
        drafted_on=entry.drafted_on,
        reviewer=person_named(agency, entry.reviewer, field="reviewer"),
        reviewed_on=entry.reviewed_on,
        basis=entry.review_basis,
        approver=person_named(agency, entry.approver, field="approver"),
        approved_on=entry.approved_on,
        remarks=entry.remarks,
    )


def signatures_on(item: DisclosureItem) -> Signatures:
    """The signatures a public item bears."""
    review, approval = queries.latest_review(item), queries.latest_approval(item)
    if review is None or approval is None:
        raise LookupError(f"item {item.pk} has no review or no approval")
    return Signatures(
        drafter=item.drafter,
        drafted_on=item.drafted_on,
        reviewer=review.reviewer,
        reviewed_on=review.reviewed_on,
        basis=review.basis,
        approver=approval.approver,
        approved_on=approval.approved_on,
        remarks=approval.remarks,
    )


def locked(item_id: int) -> DisclosureItem:
    """The item, locked until the transaction ends."""
    return (
        DisclosureItem.objects.select_for_update(of=("self",))
        .select_related("agency", "drafter")
        .get(pk=item_id)
    )


def change(record: Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Give a locked record new values, and say what each was and is.

    Raises: NotAllowed.
    """
    names = {name: record._meta.get_field(name).attname for name in values}  # type: ignore[union-attr]
    before = {name: getattr(record, attribute) for name, attribute in names.items()}
    for name, value in values.items():
        setattr(record, name, value)
    changes = {
        name: [before[name], getattr(record, attribute)]
        for name, attribute in names.items()
        if before[name] != getattr(record, attribute)
    }
    if changes:
        records.validate(record)
        record.save(update_fields=list(changes))
    if "body" in changes:
        # The log is read by people.
        changes["body"] = [text_of(one) for one in changes["body"]]
    return changes


def refuse_disorder(signatures: Signatures, item: DisclosureItem, *, today: date) -> None:
    """Refuse an item whose review did not come before its publication.

    Raises: NotAllowed.
    Source: 保守国家秘密法实施条例(2024) 第四十二条: 先审查、后公开，逐项审查.
    """
    if signatures.reviewer == signatures.drafter:
        raise NotAllowed("保密审查人不能是拟稿人自己。", field="reviewer")
    way = (
        ("drafted_on", "拟稿日期", signatures.drafted_on),
        ("reviewed_on", "审查日期", signatures.reviewed_on),
        ("approved_on", "审批日期", signatures.approved_on),
        ("published_on", "发布日期", item.published_on or today),
    )
    for (_, earlier, before), (name, later, after) in pairwise(way):
        if after < before:
            raise NotAllowed(
                f"{later}{after:%Y-%m-%d}早于{earlier}{before:%Y-%m-%d}，请核对先后。", field=name
            )
    refuse_wrong_days(item, today=today)


def refuse_wrong_days(item: DisclosureItem, *, today: date) -> None:
    """Refuse days after today, and publication before the text was made.

    Raises: NotAllowed.
    """
    published_on = item.published_on or today
    if published_on > today:
        raise NotAllowed("发布日期在今天之后，只能登记已经公开的信息。", field="published_on")
    if published_on < item.generated_on:
        raise NotAllowed(
            f"发布日期{published_on:%Y-%m-%d}早于生成日期{item.generated_on:%Y-%m-%d}，请核对。",
            field="published_on",
        )
    if item.invalid_on and item.invalid_on > today:
        raise NotAllowed("失效废止日期在今天之后，请到时再登记。", field="invalid_on")
    if item.invalid_on and item.invalid_on < item.generated_on:
        raise NotAllowed("失效废止日期早于生成日期，请核对。", field="invalid_on")
