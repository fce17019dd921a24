"""Offices, people and their posts, the leading group, the officers."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency, LeadingGroupMember, Office, Officer, Person, Post
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.web.page_cache import purge


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry:
    """An internal unit as it is registered."""

    name: str
    is_disclosure_office: bool = False
    address: str = ""
    opening_hours: str = ""
    phone: str = ""
    fax: str = ""
    internet_contact: str = ""
    since: date
    until: date | None = None


@transaction.atomic
def open_office(agency: Agency, entry: OfficeEntry, *, acting: Acting) -> Office:
    """Register an internal unit.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第四条 (the disclosure office is designated by the agency).
    """
    policies.permit(acting.by, Action.OFFICE_OPEN, agency)
    purge("offices", f"agency:{agency.code}")
    office = Office(agency=agency, **asdict(entry))
    return records.enter(office, action=Action.OFFICE_OPEN, acting=acting)


@transaction.atomic
def amend_office(office_id: int, entry: OfficeEntry, *, reason: str, acting: Acting) -> Office:
    """Correct an internal unit's registration.

    Raises: NotAllowed.
    """
    office = (
        Office.objects.select_for_update(of=("self",)).select_related("agency").get(pk=office_id)
    )
    policies.permit(acting.by, Action.OFFICE_AMEND, office.agency)
    purge("offices", f"agency:{office.agency.code}")
    return records.amend(
        office, asdict(entry), reason=reason, action=Action.OFFICE_AMEND, acting=acting
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person in a post."""

    name: str
    note: str = ""
    office: str = ""
    title: str
    since: date
    until: date | None = None


@transaction.atomic
def enter_person(agency: Agency, entry: PersonEntry, *, acting: Acting) -> Post:
    """Register a person's post, and the person where this is the first.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.PERSON_ENTER, agency)
    person, _ = Person.objects.get_or_create(agency=agency, name=entry.name, note=entry.note)
    if Post.objects.filter(person=person, title=entry.title, since=entry.since).exists():
        raise NotAllowed(f"{entry.name}同一天任同一职务已登记过。", field="title")
    post = Post(
        person=person,
        office=_office_named(agency, entry.office),
        title=entry.title,
        since=entry.since,
        until=entry.until,
    )
    return records.enter(post, action=Action.PERSON_ENTER, acting=acting)


@transaction.atomic
def amend_person(post_id: int, entry: PersonEntry, *, reason: str, acting: Acting) -> Post:
    """Correct a post; the person is another record and keeps the name.

    Raises: NotAllowed.
    """
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("person__agency")
        .get(pk=post_id)
    )
    agency = post.person.agency
    policies.permit(acting.by, Action.PERSON_AMEND, agency)
    person, _ = Person.objects.get_or_create(agency=agency, name=entry.name, note=entry.note)
    values = {
        "person": person,
        "office": _office_named(agency, entry.office),
        "title": entry.title,
        "since": entry.since,
        "until": entry.until,
    }
    return records.amend(post, values, reason=reason, action=Action.PERSON_AMEND, acting=acting)


@transaction.atomic
def link_account(person_id: int, *, user: User, acting: Acting) -> Person:
    """Say which account a person signs in with.

    Raises: NotAllowed.
    """
    person = (
        Person.objects.select_for_update(of=("self",)).select_related("agency").get(pk=person_id)
    )
    policies.permit(acting.by, Action.ACCOUNT_GRANT, person.agency)
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise NotAllowed("该账号已关联另一位人员。")
    person.user = user
    person.save(update_fields=["user"])
    log.record(Action.ACCOUNT_GRANT, person, acting, account=user.username)
    return person


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingGroupEntry:
    """A place in the leading group."""

    name: str
    position: str
    duties: str = ""
    since: date
    until: date | None = None


@transaction.atomic
def appoint_to_group(
    agency: Agency, entry: LeadingGroupEntry, *, acting: Acting
) -> LeadingGroupMember:
    """Appoint a person to the leading group; it has one head at a time.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.GROUP_APPOINT, agency)
    place = LeadingGroupMember(**_group_values(agency, entry))
    _refuse_second_head(place, agency)
    return records.enter(place, action=Action.GROUP_APPOINT, acting=acting)


@transaction.atomic
def amend_group_place(
    place_id: int, entry: LeadingGroupEntry, *, reason: str, acting: Acting
) -> LeadingGroupMember:
    """Correct a place in the leading group.

    Raises: NotAllowed.
    """
    place = (
        LeadingGroupMember.objects.select_for_update(of=("self",))
        .select_related("person__agency")
        .get(pk=place_id)
    )
    agency = place.person.agency
    policies.permit(acting.by, Action.GROUP_AMEND, agency)
    records.amend(
        place,
        _group_values(agency, entry),
        reason=reason,
        action=Action.GROUP_AMEND,
        acting=acting,
    )
    _refuse_second_head(place, agency)
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerEntry:
    """A person who does disclosure work."""

    name: str
    kind: str
    unit: str = ""
    since: date
    until: date | None = None


@transaction.atomic
def appoint_officer(agency: Agency, entry: OfficerEntry, *, acting: Acting) -> Officer:
    """Register that a person does disclosure work, in one of the three kinds.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.OFFICER_APPOINT, agency)
    officer = Officer(**_officer_values(agency, entry))
    _refuse_double_duty(officer)
    return records.enter(officer, action=Action.OFFICER_APPOINT, acting=acting)


@transaction.atomic
def amend_officer(officer_id: int, entry: OfficerEntry, *, reason: str, acting: Acting) -> Officer:
    """Correct an officer's registration.

    Raises: NotAllowed.
    """
    officer = (
        Officer.objects.select_for_update(of=("self",))
        .select_related("person__agency")
        .get(pk=officer_id)
    )
    agency = officer.person.agency
    policies.permit(acting.by, Action.OFFICER_AMEND, agency)
    records.amend(
        officer,
        _officer_values(agency, entry),
        reason=reason,
        action=Action.OFFICER_AMEND,
        acting=acting,
    )
    _refuse_double_duty(officer)
    return officer


def _office_named(agency: Agency, name: str) -> Office | None:
    if not name:
        return None
    office = Office.objects.filter(agency=agency, name=name).first()
    if office is None:
        raise NotAllowed(
            f"没有登记过名为“{name}”的内设机构，请先在“内设机构”台账中登记。", field="office"
        )
    return office


def _group_values(agency: Agency, entry: LeadingGroupEntry) -> dict[str, object]:
    return {
        "person": queries.person_named(agency, entry.name, field="name"),
        "position": entry.position,
        "duties": entry.duties,
        "since": entry.since,
        "until": entry.until,
    }


def _officer_values(agency: Agency, entry: OfficerEntry) -> dict[str, object]:
    return {
        "person": queries.person_named(agency, entry.name, field="name"),
        "kind": entry.kind,
        "unit": entry.unit,
        "since": entry.since,
        "until": entry.until,
    }


def _refuse_second_head(place: LeadingGroupMember, agency: Agency) -> None:
    if place.position != LeadingGroupMember.Position.HEAD:
        return
    heads = LeadingGroupMember.objects.filter(
        person__agency=agency, position=place.position
    ).exclude(pk=place.pk)
    if any(_overlap(place, other) for other in heads):
        raise NotAllowed("同一时期领导小组只能有一位组长。", field="position")


def _refuse_double_duty(officer: Officer) -> None:
    others = Officer.objects.filter(person=officer.person_id).exclude(pk=officer.pk)
    if any(_overlap(officer, other) for other in others):
        raise NotAllowed(
            f"{officer.person}在同一时期已登记为信息公开人员，一人只计一次。", field="name"
        )


def _overlap(one: LeadingGroupMember | Officer, other: LeadingGroupMember | Officer) -> bool:
    return (other.until is None or one.since <= other.until) and (
        one.until is None or other.since <= one.until
    )
