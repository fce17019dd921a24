"""What is typed and not yet saved is kept, so that a closed browser loses nothing.

No record changes here, so nothing stands in the log: that comes when the person saves.
"""

from collections.abc import Mapping

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import policies, queries
from gongkai.publication.models import WorkingCopy


@transaction.atomic
def appear(
    agency: Agency, item: DisclosureItem | None, *, token: str, acting: Acting
) -> WorkingCopy:
    """Note that the person is at the form of a draft; None for one that was never saved.

    Raises: NotAllowed.
    """
    _permit(agency, item, acting)
    copy, created = WorkingCopy.objects.select_for_update().get_or_create(
        agency=agency,
        item=item,
        user=acting.by,
        defaults={"opened_at": acting.at, "seen_at": acting.at, "token": token},
    )
    if not created:
        if not queries.is_present(copy, at=acting.at):
            copy.opened_at = acting.at
        copy.seen_at = acting.at
        copy.save(update_fields=["opened_at", "seen_at"])
    return copy


@transaction.atomic
def keep(
    agency: Agency,
    item: DisclosureItem | None,
    answers: Mapping[str, str],
    *,
    token: str,
    acting: Acting,
) -> WorkingCopy:
    """Keep what the person has typed; the draft itself stays as it is.

    Raises: NotAllowed.
    """
    copy = appear(agency, item, token=token, acting=acting)
    copy.answers, copy.token, copy.kept_at = dict(answers), token, acting.at
    copy.save(update_fields=["answers", "token", "kept_at"])
    return copy


def discard(agency: Agency, item: DisclosureItem | None, *, acting: Acting) -> None:
    """Forget what the person has typed: it was saved, or is not wanted."""
    WorkingCopy.objects.filter(agency=agency, item=item, user=acting.by).delete()


def _permit(agency: Agency, item: DisclosureItem | None, acting: Acting) -> None:
    if item is None:
        permit(acting.by, Action.ITEM_DRAFT, agency)
    else:
        policies.permit(acting.by, Action.ITEM_REVISE, item)
