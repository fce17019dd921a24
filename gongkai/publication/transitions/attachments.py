"""Files are attached to a draft, released with it or kept back, ordered and removed.

Each of these sends the item back to being a draft: the review and the approval of before spoke
of other files, or of the same ones at other addresses.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Sum

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog import files
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.publication import policies
from gongkai.publication.incoming import Copy, IncomingFile
from gongkai.publication.transitions import copies
from gongkai.publication.transitions.content import locked

_MOST = 99  # attachments of one item
_LONGEST = 300  # characters of an obstacle, which may name what a file hides
_MEGABYTE = 1024 * 1024
# Clears the way while positions change places; more than an item ever has.
_APART = 1_000


@transaction.atomic
def attach(item_id: int, file: IncomingFile, *, most_bytes: int, acting: Acting) -> Attachment:
    """Attach a file that is to go to the public with the item.

    Units: `most_bytes` is what all files of the item may take together.
    Raises: NotAllowed.
    """
    item = _permitted(item_id, Action.ATTACHMENT_ADD, acting)
    attachment = _kept(item, file, most_bytes=most_bytes)
    show(attachment, file.copy)
    attachment.obstacle = file.obstacle[:_LONGEST]
    attachment.save(force_insert=True)
    _back_to_draft(item)
    log.record(
        Action.ATTACHMENT_ADD,
        item,
        acting,
        filename=attachment.filename,
        sha256=attachment.sha256,
    )
    return attachment


@transaction.atomic
def keep_source(item_id: int, file: IncomingFile, *, most_bytes: int, acting: Acting) -> Attachment:
    """Keep the file a draft was read from; only the office sees it unless it is released.

    Raises: NotAllowed.
    """
    item = _permitted(item_id, Action.ATTACHMENT_ADD, acting)
    attachment = _kept(item, file, most_bytes=most_bytes)
    attachment.save(force_insert=True)
    _back_to_draft(item)
    log.record(Action.ATTACHMENT_ADD, item, acting, filename=attachment.filename, sha256="")
    return attachment


@transaction.atomic
def release(attachment_id: int, *, copy: Copy, acting: Acting) -> Attachment:
    """Have a file that only the office keeps go to the public with the item.

    `copy` is what `incoming.copy_of` made of the original.

    Raises: NotAllowed.
    """
    item, attachment = _found(attachment_id, Action.ATTACHMENT_RELEASE, acting)
    if attachment.released:
        raise NotAllowed("该附件已随信息公开，无需再选。")
    show(attachment, copy)
    attachment.obstacle = ""
    attachment.save(update_fields=[*SHOWN, "obstacle"])
    _back_to_draft(item)
    log.record(
        Action.ATTACHMENT_RELEASE,
        item,
        acting,
        filename=attachment.filename,
        sha256=attachment.sha256,
    )
    return attachment


@transaction.atomic
def hold_back(attachment_id: int, *, acting: Acting) -> Attachment:
    """Keep a file in the office: the public will not get it.

    Raises: NotAllowed.
    """
    item, attachment = _found(attachment_id, Action.ATTACHMENT_RELEASE, acting)
    if not attachment.released and not attachment.obstacle:
        raise NotAllowed("该附件本来就不公开。")
    show(attachment, None)
    attachment.obstacle = ""
    attachment.save(update_fields=[*SHOWN, "obstacle"])
    _back_to_draft(item)
    log.record(Action.ATTACHMENT_RELEASE, item, acting, filename=attachment.filename, sha256="")
    return attachment


@transaction.atomic
def remove(attachment_id: int, *, acting: Acting) -> None:
    """Remove a file from a draft; what stood behind it moves up.

    Raises: NotAllowed.
    """
    item, attachment = _found(attachment_id, Action.ATTACHMENT_REMOVE, acting)
    copies.forget_unused(attachment)
    attachment.delete()
    _number(item, list(item.attachments.order_by("position")))
    _back_to_draft(item)
    log.record(Action.ATTACHMENT_REMOVE, item, acting, filename=attachment.filename)


@transaction.atomic
def move(attachment_id: int, *, position: int, acting: Acting) -> Attachment:
    """Give a file another place among the item's files.

    Units: `position` counts from 1.
    Raises: NotAllowed.
    """
    item, attachment = _found(attachment_id, Action.ATTACHMENT_ARRANGE, acting)
    order = list(item.attachments.order_by("position"))
    if not 1 <= position <= len(order):
        raise NotAllowed(f"附件的顺序应在1至{len(order)}之间。", field="position")
    if attachment.position == position:
        raise NotAllowed("附件已在这个位置，无需移动。", field="position")
    order.remove(attachment)
    order.insert(position - 1, attachment)
    _number(item, order)
    _back_to_draft(item)
    log.record(
        Action.ATTACHMENT_ARRANGE,
        item,
        acting,
        filename=attachment.filename,
        position=position,
    )
    attachment.refresh_from_db()
    return attachment


SHOWN = ("released", "sha256", "text", "page_count")


def show(attachment: Attachment, copy: Copy | None) -> None:
    """Describe the public's copy; nothing of a file that has none. A former copy goes."""
    copies.forget_unused(attachment)
    values: dict[str, Any] = {"released": "", "sha256": "", "text": "", "page_count": None}
    if copy is not None:
        values = {
            "released": files.keep("released", copy.content, attachment.kind),
            "sha256": copy.sha256,
            "text": copy.text,
            "page_count": copy.page_count,
        }
    for name, value in values.items():
        setattr(attachment, name, value)


def _kept(item: DisclosureItem, file: IncomingFile, *, most_bytes: int) -> Attachment:
    used = item.attachments.aggregate(last=Max("position"), size=Sum("size"))
    if (used["last"] or 0) >= _MOST:
        raise NotAllowed(f"一条信息最多有{_MOST}个附件，请合并后再上传。", field="uploads")
    if (used["size"] or 0) + len(file.content) > most_bytes:
        raise NotAllowed(
            f"一条信息的附件合计不得超过{most_bytes // _MEGABYTE}MB，请压缩或拆分后再上传。",
            field="uploads",
        )
    if item.attachments.filter(filename=file.filename).exists():
        raise NotAllowed(
            f"已有名为“{file.filename}”的附件；请先删除旧的，或改名后再上传。", field="uploads"
        )
    return Attachment(
        item=item,
        position=(used["last"] or 0) + 1,
        filename=file.filename,
        kind=file.kind,
        size=len(file.content),
        original=files.keep("originals", file.content, file.kind),
        warnings="\n".join(file.warnings),
    )


def _permitted(item_id: int, action: Action, acting: Acting) -> DisclosureItem:
    item = locked(item_id)
    policies.permit(acting.by, action, item)
    return item


def _found(attachment_id: int, action: Action, acting: Acting) -> tuple[DisclosureItem, Attachment]:
    item = _permitted(Attachment.objects.get(pk=attachment_id).item_id, action, acting)
    attachment = item.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise NotAllowed("这个附件已被删除，请刷新页面。")
    return item, attachment


def _number(item: DisclosureItem, order: Sequence[Attachment]) -> None:
    item.attachments.update(position=F("position") + _APART)
    for position, attachment in enumerate(order, start=1):
        item.attachments.filter(pk=attachment.pk).update(position=position)


def _back_to_draft(item: DisclosureItem) -> None:
    if item.status != DisclosureItem.Status.DRAFT:
        item.status = DisclosureItem.Status.DRAFT
        item.save(update_fields=["status"])
