"""Whether a person may act for, or read the records of, one agency."""

from django.db.models import Prefetch, prefetch_related_objects

from gongkai.accounts.models import User
from gongkai.accounts.permissions import CATALOG_READERS, CATALOG_ROOMS, MATRIX, READERS, Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, Deputy, Person, RoleGrant
from gongkai.audit.actions import Action

# Whoever reads all below or keeps the accounts is granted that role, not lent it.
NOT_LENT = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


def grants_of(user: User) -> list[RoleGrant]:
    """The person's own roles and those of people whose deputy they are today (`user.today`)."""
    return [*own_grants_of(user), *(grant for grant, _ in lent_to(user))]


def own_grants_of(user: User) -> list[RoleGrant]:
    """The roles granted to the person, read once for each loaded account."""
    with_agency = Prefetch("role_grants", RoleGrant.objects.select_related("agency"))
    prefetch_related_objects([user], with_agency)
    return list(user.role_grants.all())


def lent_to(user: User) -> list[tuple[RoleGrant, Person]]:
    """Roles of absent people whose deputy the person is today, each with whose it is.

    A role that was taken from the absent person meanwhile is lent no longer.
    """
    if user.today is None:
        return []
    return [
        (grant, deputyship.person)
        for deputyship in _deputyships(user)
        if deputyship.since <= user.today <= deputyship.until and deputyship.person.user
        for grant in deputyship.person.user.role_grants.all()
        if grant.role in deputyship.roles and grant.agency_id == deputyship.person.agency_id
    ]


def signs_for(user: User, action: Action, agency: Agency) -> Person | None:
    """Whose duty the person does with `action`: an absent person's, or None for their own."""
    if any(
        grant.agency_id == agency.pk and grant.role in MATRIX[action]
        for grant in own_grants_of(user)
    ):
        return None
    lent = (
        person
        for grant, person in lent_to(user)
        if grant.agency_id == agency.pk and grant.role in MATRIX[action]
    )
    return next(lent, None)


def stands_in_for(user: User, action: Action, agency: Agency) -> set[int]:
    """Keys of the accounts of absent people for whom the person may do `action` today."""
    return {
        person.user_id
        for grant, person in lent_to(user)
        if grant.agency_id == agency.pk and grant.role in MATRIX[action] and person.user_id
    }


def _deputyships(user: User) -> list[Deputy]:
    """When the person is whose deputy, read once for each loaded account."""
    if user.deputyships is None:
        rows = Deputy.objects.filter(deputy__user=user, ended_on=None)
        user.deputyships = list(
            rows.select_related("person__user")
            .prefetch_related(
                Prefetch("person__user__role_grants", RoleGrant.objects.select_related("agency"))
            )
            .order_by("pk")
        )
    return user.deputyships


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
    """Refuse with a sentence unless the person may; a deputy's act is logged with whose it is.

    Raises: NotAllowed.
    """
    if not may(user, action, agency):
        raise _refusal(action)
    absent = signs_for(user, action, agency)
    user.acts_for = {**user.acts_for, action: str(absent or "")}


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
    """Whether the person may see all records of `agency`."""
    return bool(READERS & roles_at(user, agency))


def may_read_catalog(user: User, agency: Agency) -> bool:
    """Whether the person may see what `agency` is, drafts and publishes."""
    return bool(CATALOG_READERS & roles_at(user, agency))


def works_at(user: User, agency: Agency) -> bool:
    """Whether the person reads the agency's records as one of its own people, not from above."""
    own = {grant.role for grant in grants_of(user) if grant.agency_id == agency.pk}
    return bool(CATALOG_READERS & own)


def may_open(user: User, room: str, entering: Action, agency: Agency) -> bool:
    """Whether the person may see a register of a room.

    A reader sees any, a part-time officer those of some rooms, everybody those it is theirs to
    fill: an administrator reads no contents, but keeps the offices and the people.
    """
    if room in CATALOG_ROOMS and may_read_catalog(user, agency):
        return True
    return may_read(user, agency) or may(user, entering, agency)
