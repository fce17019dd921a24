"""Deputies have an absent person's roles on the days of the absence, and no others."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Deputy, RoleGrant
from gongkai.agencies.policies import grants_of, lent_to, may, may_read, roles_at
from gongkai.agencies.transitions import deputies
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from tests.build import Town, act

ENTRY = deputies.DeputyEntry(
    person="赵负责",
    deputy="吴档案",
    roles=(Role.LEADER,),
    since=date(2018, 3, 5),
    until=date(2018, 3, 9),
    reason="外出学习",
)


def appointed(town: Town) -> Deputy:
    return deputies.appoint_deputy(town.agency, ENTRY, acting=town.acting("admin"))


def on(town: Town, name: str, day: date) -> User:
    """One of the people as they act on a day."""
    return town.acting(name, day).by


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2018, 3, 4), False),
        (date(2018, 3, 5), True),
        (date(2018, 3, 9), True),
        (date(2018, 3, 10), False),
    ],
)
def test_the_role_counts_from_the_first_to_the_last_day(
    town: Town, day: date, counts: bool
) -> None:
    appointed(town)
    wu = on(town, "wu", day)
    assert (Role.LEADER in roles_at(wu, town.agency)) is counts
    assert may(wu, Action.ITEM_APPROVE, town.agency) is counts
    assert Role.ARCHIVIST in roles_at(wu, town.agency)


def test_without_a_day_nobody_is_a_deputy(town: Town) -> None:
    appointed(town)
    assert lent_to(User.objects.get(username="wu")) == []


def test_the_role_counts_at_the_absent_persons_agency_alone(town: Town) -> None:
    appointed(town)
    wu = on(town, "wu", date(2018, 3, 5))
    assert roles_at(wu, town.neighbour) == frozenset()
    assert [(grant.role, person.name) for grant, person in lent_to(wu)] == [("leader", "赵负责")]
    assert len(grants_of(wu)) == 2


def test_a_role_taken_from_the_absent_person_is_lent_no_longer(town: Town) -> None:
    appointed(town)
    RoleGrant.objects.get(user=town.users["zhao"], role=Role.LEADER).delete()
    assert lent_to(on(town, "wu", date(2018, 3, 5))) == []


def test_roles_that_are_not_lent_stay_with_the_absent_person(town: Town) -> None:
    appointed(town)
    RoleGrant.objects.create(
        user=town.users["zhao"], agency=town.agency, role=Role.SECRECY_REVIEWER
    )
    assert not may(on(town, "wu", date(2018, 3, 5)), Action.ITEM_REVIEW, town.agency)


def test_a_deputy_who_only_kept_accounts_may_read(town: Town) -> None:
    entry = replace(ENTRY, deputy="管理员")
    with pytest.raises(NotAllowed, match="管理员"):
        deputies.appoint_deputy(town.agency, entry, acting=town.acting("zhao"))
    assert not may_read(on(town, "admin", date(2018, 3, 5)), town.agency)


def test_appointing_writes_one_entry(town: Town) -> None:
    entries = Entry.objects.count()
    made = appointed(town)
    assert (made.person, made.deputy) == (town.people["zhao"], town.people["wu"])
    assert made.role_labels == "分管领导"
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize("person", ["li", "sun", "zhou", "qian", "wu", "zheng", "wang"])
def test_administrators_and_leaders_appoint(town: Town, person: str) -> None:
    with pytest.raises(NotAllowed, match="分管领导"):
        deputies.appoint_deputy(town.agency, ENTRY, acting=town.acting(person))
    deputies.appoint_deputy(town.agency, ENTRY, acting=town.acting("zhao"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"deputy": "赵负责"}, "deputy"),
        ({"since": date(2018, 2, 28)}, "since"),
        ({"until": date(2018, 3, 4)}, ""),
        ({"roles": ()}, "roles"),
        ({"roles": (Role.ADMINISTRATOR,)}, "roles"),
        ({"roles": (Role.SECRECY_REVIEWER,)}, "roles"),
        ({"person": "无此人"}, "person"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_cannot_be_appointed(town: Town, changes: dict[str, object], field: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        deputies.appoint_deputy(town.agency, replace(ENTRY, **changes), acting=town.acting("admin"))
    assert refusal.value.field == field


def test_a_deputy_needs_an_account(town: Town) -> None:
    town.people["wu"].user = None
    town.people["wu"].save()
    with pytest.raises(NotAllowed, match="没有账号"):
        appointed(town)


def test_one_deputy_at_a_time_for_a_role(town: Town) -> None:
    appointed(town)
    second = replace(ENTRY, deputy="周主任", since=date(2018, 3, 9), until=date(2018, 3, 20))
    with pytest.raises(NotAllowed, match="已由吴档案代理"):
        deputies.appoint_deputy(town.agency, second, acting=town.acting("admin"))
    later = replace(second, since=date(2018, 3, 10))
    deputies.appoint_deputy(town.agency, later, acting=town.acting("admin"))


def test_nobody_makes_themselves_a_deputy(town: Town) -> None:
    RoleGrant.objects.create(user=town.users["wu"], agency=town.agency, role=Role.LEADER)
    with pytest.raises(NotAllowed, match="自己代理别人"):
        deputies.appoint_deputy(town.agency, ENTRY, acting=town.acting("wu"))


def test_a_deputy_appoints_no_deputy(town: Town) -> None:
    appointed(town)
    entry = replace(ENTRY, person="孙审查", deputy="周主任", roles=(Role.SECRECY_REVIEWER,))
    with pytest.raises(NotAllowed, match="不能再指定"):
        deputies.appoint_deputy(town.agency, entry, acting=town.acting("wu", date(2018, 3, 5)))


def test_ending_counts_at_once(town: Town) -> None:
    made = appointed(town)
    entries = Entry.objects.count()
    deputies.end_deputy(made.pk, acting=town.acting("zhao", date(2018, 3, 7)))
    assert lent_to(on(town, "wu", date(2018, 3, 7))) == []
    assert Deputy.objects.get().ended_on == date(2018, 3, 7)
    assert Entry.objects.count() == entries + 1
    with pytest.raises(NotAllowed, match="已于2018-03-07结束"):
        deputies.end_deputy(made.pk, acting=town.acting("zhao", date(2018, 3, 8)))


def test_a_past_deputyship_is_not_ended_again(town: Town) -> None:
    made = appointed(town)
    with pytest.raises(NotAllowed, match="已于2018-03-09结束"):
        deputies.end_deputy(made.pk, acting=town.acting("admin", date(2018, 3, 10)))


def test_only_administrators_and_leaders_end(town: Town) -> None:
    made = appointed(town)
    for person in ("li", "sun", "wang"):
        with pytest.raises(NotAllowed, match="结束代理"):
            deputies.end_deputy(made.pk, acting=town.acting(person))


def test_the_acting_day_is_the_account_s_day(town: Town) -> None:
    assert act(town.users["li"], date(2019, 5, 6)).by.today == date(2019, 5, 6)
