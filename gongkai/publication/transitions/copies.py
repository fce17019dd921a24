"""Copies of files that no public item refers to any more leave the folder of released ones.

Files are named after their content, so that another item may share one: what somebody still uses
stays. Originals are never touched.
"""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from gongkai.catalog import files, previews
from gongkai.catalog.models import Attachment


def retire(attachments: Iterable[Attachment]) -> None:
    """Keep the copies of withdrawn or superseded attachments for the office, apart.

    Part of the act that took them from the public; what was released goes when it commits.
    """
    for attachment in attachments:
        former = str(attachment.released)
        if not former.startswith("released/"):
            continue
        forget_unused(attachment)
        try:
            content = files.read(former)
        except FileNotFoundError:  # a lost file must not keep anything public
            continue
        kind = former.rpartition(".")[2]
        attachment.released.name = files.keep("withdrawn", content, kind)
        attachment.save(update_fields=["released"])


def forget_unused(attachment: Attachment) -> None:
    """Delete, after the commit, the copy an attachment has now, unless a record still uses it."""
    if attachment.released:
        name, sha256 = str(attachment.released), attachment.sha256
        after = partial(_forget, name, sha256, attachment.page_count or 0)
        # Robust, or its failure would keep pages from being made anew.
        transaction.on_commit(after, robust=True)


def _forget(name: str, sha256: str, page_count: int) -> None:
    # One transaction, so that on SQLite nobody attaches the same content in between.
    with transaction.atomic():
        files.forget(name)
        previews.forget(sha256, page_count)
