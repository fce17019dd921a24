"""A notice on days off with all that follows from it, for good or only to look at."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.models import User
from gongkai.agencies import queries as agencies
from gongkai.agencies.policies import permit_anywhere
from gongkai.applications.models import DueDateChange
from gongkai.applications.transitions.recompute import recompute
from gongkai.audit.acting import Acting
from gongkai.calendars.models import Notice
from gongkai.calendars.transitions import NoticeEntry, enact, set_local_days


@dataclass(frozen=True, slots=True)
class Moved:
    """One case whose term the notice moves."""

    agency: str
    number: str
    code: str
    pk: int
    before: date
    after: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """How many open cases change, and those of them the person may read."""

    count: int
    shown: list[Moved]


@transaction.atomic
def enter(entry: NoticeEntry, scope: str, *, acting: Acting) -> Notice:
    """Enter the notice, and let every open case follow.

    Raises: NotAllowed.
    """
    act = set_local_days if scope == Notice.Scope.LOCAL else enact
    enactment = act(entry, permit=permit_anywhere, acting=acting)
    recompute(enactment, acting=acting)
    return enactment.notice


def preview(entry: NoticeEntry, scope: str, *, acting: Acting) -> Effect:
    """What `enter` would do; nothing stays.

    Raises: NotAllowed.
    """
    with transaction.atomic():
        found = effect(enter(entry, scope, acting=acting), acting.by)
        transaction.set_rollback(True)
    return found


def effect(notice: Notice, user: User) -> Effect:
    """The cases a notice moved."""
    changes = DueDateChange.objects.filter(notice=notice)
    readable = changes.filter(application__agency__in=agencies.readable_by(user))
    rows = readable.select_related("application__agency").order_by("application__due_on", "pk")
    return Effect(
        changes.count(),
        [
            Moved(
                row.application.agency.short_name,
                row.application.number,
                row.application.agency.code,
                row.application_id,
                row.before,
                row.after,
                row.is_provisional,
            )
            for row in rows.prefetch_related("application__agency__names")
        ],
    )
