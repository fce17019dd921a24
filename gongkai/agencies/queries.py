"""Reads of agencies and of what stands as of a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from gongkai.accounts.models import User
from gongkai.accounts.permissions import CATALOG_READERS, MATRIX, READERS, Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import (
    Agency,
    AgencyName,
    Deputy,
    LeadingGroupMember,
    Office,
    Officer,
    Person,
    RoleGrant,
    Succession,
)
from gongkai.agencies.policies import grants_of
from gongkai.audit.actions import Action
from gongkai.web.prepared import Prepared


def with_names() -> QuerySet[Agency]:
    """All agencies with their names loaded, along the tree."""
    names = Prefetch("names", AgencyName.objects.order_by("since"))
    return Agency.objects.prefetch_related(names).order_by("path", "pk")


def visible_to(user: User) -> QuerySet[Agency]:
    """Agencies the person holds a role at, and for one who looks down, all below."""
    reach = Q(pk__in=[])
    for grant in grants_of(user):
        reach |= Q(pk=grant.agency_id)
        if grant.role in ("supervisor", "administrator"):
            reach |= Q(path__startswith=grant.agency.path)
    return with_names().filter(reach)


def readable_by(user: User) -> QuerySet[Agency]:
    """Agencies all of whose records the person may read; an administrator reads none."""
    return _within_reach(user, READERS)


def catalog_readable_by(user: User) -> QuerySet[Agency]:
    """Agencies of which the person may read what they draft and publish."""
    return _within_reach(user, CATALOG_READERS)


def _within_reach(user: User, roles: frozenset[Role]) -> QuerySet[Agency]:
    reach = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in roles:
            reach |= Q(pk=grant.agency_id)
        if grant.role == "supervisor":
            reach |= Q(path__startswith=grant.agency.path)
    return with_names().filter(reach)


def registering() -> QuerySet[Agency]:
    """Agencies where somebody may register an application."""
    able = RoleGrant.objects.filter(
        role__in=MATRIX[Action.APPLICATION_RECEIVE], user__is_active=True
    )
    return with_names().filter(closed_on=None, pk__in=able.values("agency"))


def receiving_on(day: date) -> QuerySet[Agency]:
    """The same, where a disclosure office stands on a day as well (条例 第四条)."""
    offices = Office.objects.filter(standing_on(day), is_disclosure_office=True)
    return registering().filter(pk__in=offices.values("agency"))


def subtree(agency: Agency) -> QuerySet[Agency]:
    """The agency and all below it."""
    return Agency.objects.filter(path__startswith=agency.path).order_by("path", "pk")


def standing_on(day: date) -> Q:
    """The condition that a record with `since` and `until` stands on `day`."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def leading_group_on(day: date, agencies: QuerySet[Agency]) -> QuerySet[LeadingGroupMember]:
    """Places in the leading group that were held on `day`."""
    return LeadingGroupMember.objects.filter(
        standing_on(day), person__agency__in=agencies
    ).order_by("since", "pk")


def officers_on(day: date, agencies: QuerySet[Agency]) -> QuerySet[Officer]:
    """Officers who did disclosure work on `day`."""
    return Officer.objects.filter(standing_on(day), person__agency__in=agencies).order_by(
        "since", "pk"
    )


_NAMESAKES = Prepared(
    lambda agency, name: Person.objects.filter(agency=agency, name=name).order_by("pk"), -1, "#"
)


def person_named(agency: Agency, name: str, *, field: str) -> Person:
    """The one person of the agency called `name`, or `name（note）` where there are namesakes.

    Raises: NotAllowed, about `field`.
    """
    plain, _, note = name.replace("(", "（").replace(")", "）").removesuffix("）").partition("（")
    found: list[Person] = _NAMESAKES.records(agency.pk, plain)
    if note:
        found = [person for person in found if person.note == note]
    if not found:
        raise NotAllowed(f"没有登记过名为“{name}”的人员，请先在“人员”台账中登记。", field=field)
    if len(found) > 1:
        raise NotAllowed(f"有多位“{name}”，请写成“{plain}（区分说明）”。", field=field)
    return found[0]


def person_of(user: User) -> Person:
    """The person behind an account.

    Raises: NotAllowed, where the account has none.
    """
    person = Person.objects.filter(user=user).first()
    if person is None:
        raise NotAllowed("您的账号没有对应的人员，请管理员先在人员中关联账号。")
    return person


def person_behind(user: User) -> Person | None:
    """The person registered for an account, if there is one."""
    return Person.objects.filter(user=user).select_related("agency").first()


def accounts_at(agency: Agency) -> QuerySet[User]:
    """Accounts with a role at the agency, each with its roles there as `grants_here`."""
    here = RoleGrant.objects.filter(agency=agency).order_by("pk")
    return (
        User.objects.filter(pk__in=here.values("user"))
        .prefetch_related(Prefetch("role_grants", here, to_attr="grants_here"))
        .order_by("-is_active", "full_name", "pk")
    )


def people_without_account(agency: Agency) -> QuerySet[Person]:
    """Registered people of the agency whom no account stands for."""
    return Person.objects.filter(agency=agency, user=None).order_by("name", "pk")


def people_names(agency: Agency) -> list[str]:
    """Names of the agency's people as `person_named` takes them, for suggestions."""
    return [str(person) for person in Person.objects.filter(agency=agency).order_by("name", "pk")]


def visible_agency(user: User, code: str) -> Agency:
    """The agency an address names, if the person holds a role that reaches it.

    Raises: Http404, so that nobody learns which codes exist.
    """
    agency = visible_to(user).filter(code=code).first()
    if agency is None:
        raise Http404("没有这个机关，或者您在那里没有角色。")
    return agency


def readable_agency(user: User, code: str) -> Agency:
    """The agency an address names, if the person may read all its records.

    Raises: Http404, so that nobody learns which codes exist.
    """
    return _named(code, readable_by(user))


def catalog_readable_agency(user: User, code: str) -> Agency:
    """The agency an address names, if the person may read what it drafts and publishes.

    Raises: Http404, so that nobody learns which codes exist.
    """
    return _named(code, catalog_readable_by(user))


def _named(code: str, agencies: QuerySet[Agency]) -> Agency:
    agency = agencies.filter(code=code).first()
    if agency is None:
        raise Http404("没有这个机关，或者您无权查看它的记录。")
    return agency


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an agency's history (沿革)."""

    on: date
    sentence: str
    basis: str


def history_of(agency: Agency) -> list[Event]:
    """What became of an agency, oldest first, in the names of each day."""
    names = sorted(agency.names.all(), key=lambda name: name.since)
    events = [
        Event(
            name.since,
            f"更名为{name.full_name}" if later else f"设立，名称为{name.full_name}",
            name.basis,
        )
        for later, name in enumerate(names)
    ]
    both = Succession.objects.filter(Q(predecessor=agency) | Q(successor=agency)).order_by("pk")
    for row in both.prefetch_related("predecessor__names", "successor__names"):
        day = row.effective_on
        if row.predecessor_id != agency.pk:
            sentence = f"承继{row.predecessor.name_on(day)}的职责（{row.get_kind_display()}）"
        elif row.successor:
            sentence = f"{row.get_kind_display()}，职责由{row.successor.name_on(day)}承继"
        else:
            sentence = "撤销"
        events.append(Event(day, sentence, row.basis))
    return sorted(events, key=lambda event: event.on)


def deputies_at(agency: Agency) -> QuerySet[Deputy]:
    """Who was and is whose deputy at the agency, the latest first."""
    rows = Deputy.objects.filter(person__agency=agency).select_related("person", "deputy")
    return rows.order_by("-since", "-pk")
