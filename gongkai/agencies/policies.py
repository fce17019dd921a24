"""Whether a person may act for, or read the records of, one agency."""

from django.db.models import prefetch_related_objects

from gongkai.accounts.models import User
from gongkai.accounts.permissions import MATRIX, READERS, Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, RoleGrant
from gongkai.audit.actions import Action


def grants_of(user: User) -> list[RoleGrant]:
    """The person's roles, read once for each loaded account."""
    prefetch_related_objects([user], "role_grants__agency")
    return list(user.role_grants.all())


def roles_at(user: User, agency: Agency) -> frozenset[Role]:
    """Roles that count at `agency`: its own, and a supervisor's or administrator's from above."""
    reaching_down = {Role.SUPERVISOR, Role.ADMINISTRATOR}
    return frozenset(
        Role(grant.role)
        for grant in grants_of(user)
        if grant.agency_id == agency.pk
        or (Role(grant.role) in reaching_down and agency.path.startswith(grant.agency.path))
    )


def may(user: User, action: Action, agency: Agency) -> bool:
    """Whether one of the person's roles at `agency` allows `action`."""
    return bool(MATRIX[action] & roles_at(user, agency))


def permit(user: User, action: Action, agency: Agency) -> None:
    """Refuse with a sentence unless the person may.

    Raises: NotAllowed.
    """
    if not may(user, action, agency):
        raise _refusal(action)


def permit_anywhere(user: User, action: Action) -> None:
    """Refuse unless the person may at some agency: for what the whole installation shares.

    Raises: NotAllowed.
    """
    if not any(grant.role in MATRIX[action] for grant in grants_of(user)):
        raise _refusal(action)


def _refusal(action: Action) -> NotAllowed:
    holders = "、".join(role.label for role in Role if role in MATRIX[action])
    return NotAllowed(f"您没有“{action.label}”的权限，该项工作由{holders}办理。")


def may_read(user: User, agency: Agency) -> bool:
    """Whether the person may see the records of `agency`."""
    return bool(READERS & roles_at(user, agency))


def may_open(user: User, entering: Action, agency: Agency) -> bool:
    """Whether the person may see a register: a reader any, another those it is theirs to fill.

    An administrator reads no contents, but keeps the offices and the people.
    """
    return may_read(user, agency) or may(user, entering, agency)
