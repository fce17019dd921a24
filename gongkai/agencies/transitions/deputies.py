"""Somebody does an absent person's duties for a time."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency, Deputy, Person, RoleGrant
from gongkai.agencies.queries import person_named
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyEntry:
    """Who does whose duties, which of them, and from when to when, both days included."""

    person: str
    deputy: str
    roles: tuple[str, ...]
    since: date
    until: date
    reason: str


@transaction.atomic
def appoint_deputy(agency: Agency, entry: DeputyEntry, *, acting: Acting) -> Deputy:
    """Appoint a deputy for days that are not past; both work at the agency and have accounts.

    A deputy may do what the absent person may, and no more: what bars either of them from
    signing a text bars the deputy.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.DEPUTY_APPOINT, agency)
    person = person_named(agency, entry.person, field="person")
    deputy = person_named(agency, entry.deputy, field="deputy")
    if entry.since < acting.today:
        raise NotAllowed("代理不能从今天以前开始，已经办理的事项由办理人自己负责。", field="since")
    if person == deputy:
        raise NotAllowed("代理人不能是被代理人自己。", field="deputy")
    if deputy.user is None:
        raise NotAllowed(f"{deputy}没有账号，不能代理；请管理员先关联账号。", field="deputy")
    _refuse_own_case(person, deputy, acting)
    _refuse_roles_not_held(person, entry.roles)
    _refuse_second_deputy(person, entry)
    appointed = Deputy(
        person=person,
        deputy=deputy,
        roles=list(entry.roles),
        since=entry.since,
        until=entry.until,
        reason=entry.reason.strip(),
    )
    records.validate(appointed)
    return records.enter(appointed, action=Action.DEPUTY_APPOINT, acting=acting)


@transaction.atomic
def end_deputy(deputy_id: int, *, acting: Acting) -> Deputy:
    """End a deputyship before its time, with effect at once: the absent person is back.

    Raises: NotAllowed.
    """
    deputy = (
        Deputy.objects.select_for_update(of=("self",))
        .select_related("person__agency", "deputy")
        .get(pk=deputy_id)
    )
    policies.permit(acting.by, Action.DEPUTY_END, deputy.person.agency)
    last_day = deputy.ended_on or deputy.until
    if deputy.ended_on or last_day < acting.today:
        raise NotAllowed(f"这次代理已于{last_day:%Y-%m-%d}结束。")
    deputy.ended_on = acting.today
    deputy.save(update_fields=["ended_on"])
    log.record(Action.DEPUTY_END, deputy, acting, until=deputy.until)
    return deputy


def _refuse_own_case(person: Person, deputy: Person, acting: Acting) -> None:
    """Nobody takes another's duties by an appointment of their own."""
    administrator = Role.ADMINISTRATOR in policies.roles_at(acting.by, person.agency)
    if deputy.user_id == acting.by.pk and person.user_id != acting.by.pk:
        raise NotAllowed("不能指定自己代理别人，请由被代理人、另一位领导或者管理员指定。")
    if not administrator and policies.signs_for(acting.by, Action.DEPUTY_APPOINT, person.agency):
        raise NotAllowed("代理人不能再指定代理人，请由分管领导本人或者管理员指定。")


def _refuse_roles_not_held(person: Person, roles: tuple[str, ...]) -> None:
    if not roles:
        raise NotAllowed("请选择代理哪些角色。", field="roles")
    if policies.NOT_LENT & set(roles):
        raise NotAllowed("上级监督员和系统管理员不能代理，需要时请另行授予角色。", field="roles")
    held = set(
        RoleGrant.objects.filter(user=person.user_id, agency=person.agency_id).values_list(
            "role", flat=True
        )
    )
    missing = [Role(role).label for role in roles if role not in held]
    if missing:
        raise NotAllowed(f"{person}没有{'、'.join(missing)}的角色，不能代理。", field="roles")


def _refuse_second_deputy(person: Person, entry: DeputyEntry) -> None:
    overlapping = Deputy.objects.filter(
        person=person, since__lte=entry.until, until__gte=entry.since, ended_on=None
    )
    for other in overlapping.select_related("deputy"):
        if set(other.roles) & set(entry.roles):
            raise NotAllowed(
                f"{other.since:%Y-%m-%d}至{other.until:%Y-%m-%d}已由{other.deputy}代理，"
                "同一角色同一时间只能有一位代理人。",
                field="since",
            )
