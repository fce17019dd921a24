"""What nobody goes on with is discarded: a draft, a revision, a file read in."""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.catalog import files
from gongkai.catalog.models import DisclosureItem
from gongkai.ledgers import records
from gongkai.publication import policies
from gongkai.publication.incoming import IncomingFile
from gongkai.publication.models import Discard, Upload
from gongkai.publication.transitions.content import locked


@transaction.atomic
def discard(item_id: int, *, reason: str, acting: Acting) -> Discard:
    """Give up a draft or a revision that was never public; what it says stays on record.

    What people typed into it and did not save goes; a revised item may be revised again.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_DISCARD, item)
    if not reason.strip():
        raise NotAllowed("请写明作废的原因。", field="reason")
    document = Discard(
        item=item,
        discarded_by=person_of(acting.by),
        discarded_on=acting.today,
        reason=reason.strip(),
    )
    records.validate(document)
    document.save(force_insert=True)
    item.working_copies.all().delete()
    item.status = DisclosureItem.Status.DISCARDED
    item.save(update_fields=["status"])
    log.record(Action.ITEM_DISCARD, item, acting, reason=document.reason)
    return document


@transaction.atomic
def keep_upload(agency: Agency, file: IncomingFile, *, days: int, acting: Acting) -> Upload:
    """Keep a file a draft was read from until somebody confirms or discards it.

    Units: `days` is how long it stays if nobody does either.
    Raises: NotAllowed.
    """
    permit(acting.by, Action.UPLOAD_KEEP, agency)
    upload = Upload(
        agency=agency,
        user=acting.by,
        filename=file.filename,
        kind=file.kind,
        file=files.set_aside(file.content, file.kind),
        uploaded_at=acting.at,
        stays_until=acting.today + timedelta(days=days),
    )
    upload.save(force_insert=True)
    log.record(Action.UPLOAD_KEEP, upload, acting, filename=upload.filename)
    return upload


@transaction.atomic
def discard_upload(upload_id: int, *, acting: Acting) -> None:
    """Delete a file that was read in and not confirmed.

    Raises: NotAllowed.
    """
    upload = locked_upload(upload_id)
    permit(acting.by, Action.UPLOAD_DISCARD, upload.agency)
    log.record(
        Action.UPLOAD_DISCARD,
        upload,
        acting,
        filename=upload.filename,
        uploaded_by=str(upload.user),
    )
    forget(upload)


def expire_uploads(now: datetime) -> int:
    """Delete every file read in of which nobody confirmed a draft in time; say how many.

    Each goes in a transaction of its own, in the name of who read it in.
    """
    due = Upload.objects.filter(stays_until__lt=now.date()).order_by("pk")
    return sum(_expire(pk, now=now) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _expire(upload_id: int, *, now: datetime) -> bool:
    try:
        upload = locked_upload(upload_id)
    except NotAllowed:  # confirmed or discarded meanwhile
        return False
    acting = Acting(by=upload.user, at=now, calendar=calendar())
    log.record(Action.UPLOAD_EXPIRE, upload, acting, filename=upload.filename)
    forget(upload)
    return True


def locked_upload(upload_id: int) -> Upload:
    """An upload that is still there, locked until the transaction ends.

    Raises: NotAllowed.
    """
    rows = Upload.objects.select_for_update(of=("self",)).select_related("agency", "user")
    upload = rows.filter(pk=upload_id).first()
    if upload is None:
        raise NotAllowed("这次上传已经核对或者作废，请刷新页面。")
    return upload


def forget(upload: Upload) -> None:
    """Let a locked upload go with its file: part of the act of confirming or discarding it."""
    name = str(upload.file)
    upload.delete()
    transaction.on_commit(lambda: files.delete(name))
