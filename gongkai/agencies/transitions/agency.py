"""An agency is established, renamed, moved, merged, split and closed; its code never changes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency, AgencyName, RoleGrant, Succession
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.web.page_cache import purge


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEntry:
    """An agency as it is established."""

    code: str
    full_name: str
    short_name: str
    kind: str
    superior: str = ""
    organization_code: str = ""
    established_on: date
    closed_on: date | None = None


@transaction.atomic
def found(entry: AgencyEntry, *, acting: Acting) -> Agency:
    """Establish the first agency of an installation and make the acting person its administrator.

    Raises: NotAllowed, once there is an agency.
    """
    if Agency.objects.exists():
        raise NotAllowed("系统中已有行政机关，请由管理员在其下设立。")
    agency = _create(entry, None, acting)
    RoleGrant.objects.create(user=acting.by, agency=agency, role=Role.ADMINISTRATOR)
    return agency


@transaction.atomic
def establish(superior: Agency, entry: AgencyEntry, *, acting: Acting) -> Agency:
    """Establish an agency below `superior`, or below the agency of its subtree the entry names.

    Raises: NotAllowed.
    """
    _lock_tree()
    if entry.superior and entry.superior != superior.code:
        below = Agency.objects.filter(path__startswith=superior.path, code=entry.superior).first()
        if below is None:
            raise NotAllowed(f"没有代码为“{entry.superior}”的下级机关。", field="superior")
        superior = below
    superior = _locked(superior.pk)
    policies.permit(acting.by, Action.AGENCY_ESTABLISH, superior)
    purge("agencies")
    if superior.closed_on and superior.closed_on <= entry.established_on:
        raise NotAllowed("上级机关已撤销，不能在其下设立机关。", field="superior")
    return _create(entry, superior, acting)


@transaction.atomic
def rename(
    agency_id: int, *, full_name: str, short_name: str, since: date, basis: str, acting: Acting
) -> AgencyName:
    """Give the agency a new name from a day on; records of earlier days keep the earlier name.

    Raises: NotAllowed.
    """
    agency = _locked(agency_id)
    policies.permit(acting.by, Action.AGENCY_RENAME, agency)
    purge("agencies")
    _refuse_closed(agency, since)
    latest = agency.names.order_by("since").last()
    if latest and since <= latest.since:
        raise NotAllowed(f"启用日期须晚于现名称的启用日期{latest.since:%Y-%m-%d}。", field="since")
    name = AgencyName(
        agency=agency, full_name=full_name, short_name=short_name, since=since, basis=basis
    )
    records.validate(name)
    name.save()
    log.record(Action.AGENCY_RENAME, agency, acting, name=full_name, since=since, basis=basis)
    return name


@transaction.atomic
def move(
    agency_id: int,
    *,
    superior: Agency,
    reason: str,
    follow: Callable[[Agency, str], object],
    acting: Acting,
) -> Agency:
    """Put the agency, with all below it, under another superior.

    `follow` is told the agency and the path it had, and brings up to date what higher rooms keep
    for each branch of the tree.
    Raises: NotAllowed.
    """
    _lock_tree()
    agency, superior = _locked(agency_id), _locked(superior.pk)
    policies.permit(acting.by, Action.AGENCY_MOVE, agency)
    purge("agencies")
    policies.permit(acting.by, Action.AGENCY_MOVE, superior)
    _refuse_closed(agency, acting.today)
    if not reason.strip():
        raise NotAllowed("请写明调整隶属关系的依据。", field="reason")
    if superior.closed_on and superior.closed_on <= acting.today:
        raise NotAllowed("新的上级机关已撤销，请选择其他机关。", field="superior")
    if agency.superior_id == superior.pk:
        raise NotAllowed(f"该机关已隶属于{superior.name}。", field="superior")
    if superior.path.startswith(agency.path):
        raise NotAllowed("不能隶属于本机关或者它的下级机关。", field="superior")
    before = agency.path
    after = f"{superior.path}{agency.code}/"
    # Whoever acts at one of these agencies comes before or after, and nobody waits in a ring.
    list(Agency.objects.select_for_update(no_key=True).filter(path__startswith=before))
    log.wait_turn()
    Agency.objects.filter(path__startswith=before).update(
        path=Concat(Value(after), Substr(F("path"), len(before) + 1))
    )
    agency.refresh_from_db()
    agency.superior = superior
    agency.save(update_fields=["superior"])
    follow(agency, before)
    log.record(Action.AGENCY_MOVE, agency, acting, path=[before, after], reason=reason)
    return agency


@transaction.atomic
def merge(
    agency_ids: Sequence[int], *, into: Agency, effective_on: date, basis: str, acting: Acting
) -> list[Succession]:
    """Several agencies end and one carries on their duties; their records stay theirs.

    Raises: NotAllowed.
    """
    _lock_tree()
    into = _locked(into.pk)
    policies.permit(acting.by, Action.AGENCY_MERGE, into)
    purge("agencies")
    successions = []
    for agency_id in agency_ids:
        agency = _locked(agency_id)
        if agency.pk == into.pk:
            continue
        policies.permit(acting.by, Action.AGENCY_MERGE, agency)
        _refuse_ended(agency, effective_on)
        successions.append(_end(agency, Succession.Kind.MERGED, into, effective_on, basis))
        log.record(
            Action.AGENCY_MERGE, agency, acting, into=into.code, on=effective_on, basis=basis
        )
    if not successions:
        raise NotAllowed("请选择要并入的机关。", field="agencies")
    return successions


@transaction.atomic
def split(
    agency_id: int, *, into: Sequence[Agency], effective_on: date, basis: str, acting: Acting
) -> list[Succession]:
    """The agency ends and several carry on its duties.

    Raises: NotAllowed.
    """
    _lock_tree()
    agency = _locked(agency_id)
    policies.permit(acting.by, Action.AGENCY_SPLIT, agency)
    purge("agencies")
    into = [_locked(pk) for pk in sorted({successor.pk for successor in into})]
    for successor in into:
        policies.permit(acting.by, Action.AGENCY_SPLIT, successor)
    if len(into) < 2:
        raise NotAllowed("分设须有两个以上的承继机关；只有一个时请用合并。", field="into")
    _refuse_ended(agency, effective_on)
    successions = [
        _end(agency, Succession.Kind.SPLIT, successor, effective_on, basis) for successor in into
    ]
    codes = [successor.code for successor in into]
    log.record(Action.AGENCY_SPLIT, agency, acting, into=codes, on=effective_on, basis=basis)
    return successions


@transaction.atomic
def close(agency_id: int, *, effective_on: date, basis: str, acting: Acting) -> Succession:
    """The agency ends and nobody carries on its duties.

    Raises: NotAllowed.
    """
    _lock_tree()
    agency = _locked(agency_id)
    policies.permit(acting.by, Action.AGENCY_CLOSE, agency)
    purge("agencies")
    _refuse_ended(agency, effective_on)
    succession = _end(agency, Succession.Kind.CLOSED, None, effective_on, basis)
    log.record(Action.AGENCY_CLOSE, agency, acting, on=effective_on, basis=basis)
    return succession


@transaction.atomic
def grant(agency: Agency, *, user: User, role: Role, acting: Acting) -> RoleGrant:
    """Give a person a role at the agency.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.ACCOUNT_GRANT, agency)
    granted, created = RoleGrant.objects.get_or_create(user=user, agency=agency, role=role)
    if not created:
        raise NotAllowed(f"{user}已经是{role.label}。")
    log.record(Action.ACCOUNT_GRANT, user, acting, agency=agency.code, role=role)
    return granted


@transaction.atomic
def revoke(grant_id: int, *, acting: Acting) -> None:
    """Take a role back.

    Raises: NotAllowed.
    """
    granted = (
        RoleGrant.objects.select_for_update(of=("self",))
        .select_related("agency", "user")
        .get(pk=grant_id)
    )
    policies.permit(acting.by, Action.ACCOUNT_REVOKE, granted.agency)
    if granted.user_id == acting.by.pk and granted.role == Role.ADMINISTRATOR:
        raise NotAllowed("不能收回自己的管理员角色，请由另一位管理员办理。")
    granted.delete()
    log.record(
        Action.ACCOUNT_REVOKE, granted.user, acting, agency=granted.agency.code, role=granted.role
    )


def _create(entry: AgencyEntry, superior: Agency | None, acting: Acting) -> Agency:
    # SQLite takes "Xinhe" and "xinhe" for the same beginning of a path.
    if not re.fullmatch("[a-z0-9_-]+", entry.code):
        raise NotAllowed("代码只能用小写字母、数字和连字符，例如 xinhe。", field="code")
    if Agency.objects.filter(code=entry.code).exists():
        raise NotAllowed(f"代码“{entry.code}”已被使用，代码永不重复。", field="code")
    agency = Agency(
        code=entry.code,
        kind=entry.kind,
        superior=superior,
        path=f"{superior.path if superior else '/'}{entry.code}/",
        organization_code=entry.organization_code,
        established_on=entry.established_on,
        closed_on=entry.closed_on,
    )
    records.enter(agency, action=Action.AGENCY_ESTABLISH, acting=acting)
    name = AgencyName(
        agency=agency,
        full_name=entry.full_name,
        short_name=entry.short_name,
        since=entry.established_on,
    )
    records.validate(name)
    name.save()
    return agency


def _lock_tree() -> None:
    """Let the tree change one act at a time: a path read meanwhile would be stale."""
    list(Agency.objects.select_for_update(no_key=True).filter(superior=None))


def _locked(agency_id: int) -> Agency:
    # Not its key: rows that refer to it ask for that at their commit, when they hold the log.
    return Agency.objects.select_for_update(no_key=True).get(pk=agency_id)


def _refuse_closed(agency: Agency, day: date) -> None:
    if agency.closed_on and agency.closed_on <= day:
        raise NotAllowed(f"该机关已于{agency.closed_on:%Y-%m-%d}撤销。")


def _refuse_ended(agency: Agency, day: date) -> None:
    """Refuse to end an agency twice, or before those below it have a place to go."""
    if agency.closed_on and agency.closed_on != day:
        raise NotAllowed(f"{agency.name}已于{agency.closed_on:%Y-%m-%d}撤销。")
    if agency.successions.exists():
        raise NotAllowed(f"{agency.name}的沿革已登记过，不能再次登记。")
    below = agency.subordinates.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    if below.exists():
        raise NotAllowed(f"{agency.name}还有{below.count()}个下级机关，请先调整它们的隶属关系。")


def _end(
    agency: Agency, kind: str, successor: Agency | None, effective_on: date, basis: str
) -> Succession:
    if successor and successor.pk == agency.pk:
        raise NotAllowed("承继机关不能是该机关自己。", field="into")
    if successor and successor.closed_on and successor.closed_on <= effective_on:
        raise NotAllowed(f"承继机关{successor.name}已撤销，请选择其他机关。", field="into")
    if successor and successor.established_on > effective_on:
        raise NotAllowed(f"承继机关{successor.name}在生效日期还没有设立。", field="effective_on")
    succession = Succession(
        kind=kind, predecessor=agency, successor=successor, effective_on=effective_on, basis=basis
    )
    records.validate(succession)
    succession.save()
    agency.closed_on = effective_on
    records.validate(agency)
    agency.save(update_fields=["closed_on"])
    return succession
