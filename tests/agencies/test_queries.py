"""Reads of agencies: who sees which, and what became of one."""

from datetime import date

import pytest
from django.http import Http404

from gongkai.accounts.models import User
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency
from gongkai.agencies.transitions import agency as agencies
from gongkai.agencies.transitions import people
from gongkai.audit.actions import Action
from tests.agencies.build import below, root, village
from tests.build import Town, act

DAY = date(2018, 7, 1)


@pytest.mark.parametrize(
    ("person", "visible", "readable"),
    [
        ("li", ["qingshan"], ["qingshan"]),
        ("wang", ["neighbour"], ["neighbour"]),
        ("admin", ["qingshan", "liulin"], []),
        ("zheng", ["county", "qingshan", "liulin"], ["county", "qingshan", "liulin"]),
    ],
)
def test_who_sees_which_agencies(
    town: Town, person: str, visible: list[str], readable: list[str]
) -> None:
    village(town)
    province = Agency.objects.get(code="province")
    below(province, "county-two", "二县")  # its code begins like the county's
    user = User.objects.get(username=person)
    assert [agency.code for agency in queries.visible_to(user)] == visible
    assert [agency.code for agency in queries.readable_by(user)] == readable


def test_a_part_time_officer_reads_the_catalog_and_what_the_agency_is(town: Town) -> None:
    qian = User.objects.get(username="qian")
    assert list(queries.readable_by(qian)) == []
    assert [agency.code for agency in queries.catalog_readable_by(qian)] == ["qingshan"]
    assert queries.catalog_readable_agency(qian, "qingshan") == town.agency
    with pytest.raises(Http404):
        queries.readable_agency(qian, "qingshan")
    opened = {
        room
        for room in ("agencies", "catalog", "publication", "applications", "fees", "upkeep")
        if policies.may_open(qian, room, Action.MEETING_HOLD, town.agency)
    }
    assert opened == {"agencies", "catalog", "publication"}


def test_a_code_out_of_sight_is_not_found(town: Town) -> None:
    for read in (queries.visible_agency, queries.readable_agency):
        with pytest.raises(Http404):
            read(town.users["li"], "neighbour")
        with pytest.raises(Http404):
            read(town.users["li"], "nowhere")
    assert queries.visible_agency(town.users["admin"], "qingshan") == town.agency
    with pytest.raises(Http404):
        queries.readable_agency(town.users["admin"], "qingshan")


def test_an_administrator_opens_offices_and_people_but_no_contents(town: Town) -> None:
    admin = town.users["admin"]
    assert policies.may_open(admin, "agencies", Action.PERSON_ENTER, town.agency)
    assert not policies.may_open(admin, "agencies", Action.MEETING_HOLD, town.agency)
    assert policies.may_open(town.users["sun"], "agencies", Action.MEETING_HOLD, town.agency)
    assert not policies.may_open(town.users["wang"], "agencies", Action.PERSON_ENTER, town.agency)


def test_the_history_speaks_in_the_names_of_the_day(town: Town) -> None:
    old = below(town.county, "heshan", "河山镇")
    agencies.merge([old.pk], into=town.agency, effective_on=DAY, basis="九号", acting=act(root()))
    agencies.rename(
        town.agency.pk,
        full_name="青山街道办事处",
        short_name="青山街道",
        since=date(2019, 1, 1),
        basis="撤镇设街道",
        acting=act(root()),
    )
    agency, ended = Agency.objects.get(code="qingshan"), Agency.objects.get(code="heshan")
    assert [(event.on, event.sentence) for event in queries.history_of(agency)] == [
        (date(2000, 1, 1), "设立，名称为青山镇人民政府"),
        (DAY, "承继河山镇人民政府的职责（合并）"),
        (date(2019, 1, 1), "更名为青山街道办事处"),
    ]
    assert [event.sentence for event in queries.history_of(ended)] == [
        "设立，名称为河山镇人民政府",
        "合并，职责由青山镇人民政府承继",
    ]


def test_accounts_show_the_roles_of_this_agency_alone(town: Town) -> None:
    agencies.grant(town.agency, user=town.users["wang"], role="leader", acting=act(root()))
    found = {user.username: user.grants_here for user in queries.accounts_at(town.agency)}
    assert set(found) == {"li", "zhao", "sun", "zhou", "qian", "wu", "admin", "wang"}
    assert [grant.role for grant in found["wang"]] == ["leader"]


def test_suggestions_tell_namesakes_apart(town: Town) -> None:
    for note in ("东村", "西村"):
        people.enter_person(
            town.agency,
            people.PersonEntry(name="陈小雨", note=note, title="会计", since=DAY),
            acting=town.acting(),
        )
    names = queries.people_names(town.agency)
    assert [name for name in names if name.startswith("陈")] == ["陈小雨（东村）", "陈小雨（西村）"]
    without = [str(person) for person in queries.people_without_account(town.agency)]
    assert without == ["陈小雨（东村）", "陈小雨（西村）"]
