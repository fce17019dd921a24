"""Agencies are established, renamed, moved, merged, split and closed."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency, RoleGrant, Succession
from gongkai.agencies.transitions import agency as agencies
from gongkai.audit.models import Entry
from gongkai.catalog.transitions import counters
from tests.agencies.build import below, entries_since, make_administrator, paths, root, village
from tests.build import Town, act, build_town

DAY = date(2018, 7, 1)


def test_the_first_agency_is_founded_once(town: Town) -> None:
    entry = agencies.AgencyEntry(
        code="other",
        full_name="另一个",
        short_name="另",
        kind="province",
        established_on=date(2000, 1, 1),
    )
    with pytest.raises(NotAllowed, match="已有行政机关"):
        agencies.found(entry, acting=act(root()))


def test_an_agency_is_established_below_its_superior(town: Town) -> None:
    count = Entry.objects.count()
    founded = below(town.county, "heshan", "河山镇")
    assert founded.path == "/province/county/heshan/"
    assert founded.superior == town.county
    assert founded.name == "河山镇人民政府"
    assert entries_since(count) == ["agency.establish"]


def test_an_entry_may_name_the_superior_in_the_subtree(town: Town) -> None:
    assert below(town.county, "liulin", "柳林村", superior="qingshan").path == (
        "/province/county/qingshan/liulin/"
    )
    with pytest.raises(NotAllowed, match="没有代码为“neighbour”的下级机关"):
        below(town.county, "other", "别村", superior="neighbour")


@pytest.mark.parametrize("code", ["Qingshan", "青山", "qing shan", "qing/shan", ""])
def test_a_code_is_small_letters_digits_and_hyphens(town: Town, code: str) -> None:
    with pytest.raises(NotAllowed, match="小写字母"):
        below(town.county, code, "青山镇")


def test_a_code_is_never_used_again(town: Town) -> None:
    old = below(town.county, "heshan", "河山镇")
    agencies.close(old.pk, effective_on=DAY, basis="清政〔2018〕9号", acting=act(root()))
    with pytest.raises(NotAllowed, match="代码永不重复"):
        below(town.county, "heshan", "新河山镇", established_on=date(2019, 1, 1))


@pytest.mark.parametrize("field", ["full_name", "short_name"])
def test_an_agency_has_names(town: Town, field: str) -> None:
    with pytest.raises(NotAllowed):
        below(town.county, "heshan", "河山镇", **{field: ""})


def test_nothing_is_established_below_a_closed_agency(town: Town) -> None:
    old = below(town.county, "heshan", "河山镇")
    agencies.close(old.pk, effective_on=DAY, basis="清政〔2018〕9号", acting=act(root()))
    with pytest.raises(NotAllowed, match="上级机关已撤销"):
        below(old, "shang", "上村", established_on=DAY)


def test_old_days_keep_the_old_name(town: Town) -> None:
    count = Entry.objects.count()
    agencies.rename(
        town.agency.pk,
        full_name="青山街道办事处",
        short_name="青山街道",
        since=DAY,
        basis="撤镇设街道",
        acting=act(root()),
    )
    agency = Agency.objects.get(pk=town.agency.pk)
    assert agency.name_on(date(2018, 6, 30)) == "青山镇人民政府"
    assert agency.name_on(DAY) == "青山街道办事处"
    assert agency.name_on(date(1990, 1, 1)) == "青山镇人民政府"
    assert (agency.name, agency.code) == ("青山街道办事处", "qingshan")
    assert entries_since(count) == ["agency.rename"]


def test_names_follow_each_other(town: Town) -> None:
    def rename(since: date) -> object:
        return agencies.rename(
            town.agency.pk,
            full_name="甲",
            short_name="甲",
            since=since,
            basis="",
            acting=act(root()),
        )

    rename(DAY)
    with pytest.raises(NotAllowed, match="须晚于现名称的启用日期2018-07-01"):
        rename(DAY)


def test_a_move_takes_the_subtree_along(town: Town) -> None:
    village(town)
    other = below(town.county, "qingshanlin", "青山林镇")
    count = Entry.objects.count()
    _move(town, town.neighbour)
    assert paths() == {
        "province": "/province/",
        "county": "/province/county/",
        "neighbour": "/province/neighbour/",
        "qingshan": "/province/neighbour/qingshan/",
        "liulin": "/province/neighbour/qingshan/liulin/",
        "qingshanlin": other.path,
    }
    assert Agency.objects.get(code="qingshan").superior == town.neighbour
    assert entries_since(count) == ["agency.move"]


def _move(town: Town, superior: Agency, reason: str = "区划调整") -> object:
    return _moved(town.agency, superior, reason)


def _moved(
    agency: Agency, superior: Agency, reason: str = "区划调整", by: User | None = None
) -> Agency:
    return agencies.move(
        agency.pk,
        superior=superior,
        reason=reason,
        follow=counters.follow_move,
        acting=act(by or root()),
    )


def test_a_move_is_refused_into_itself_to_where_it_is_or_without_reason(town: Town) -> None:
    with pytest.raises(NotAllowed, match="下级机关"):
        _move(town, village(town))
    with pytest.raises(NotAllowed, match="已隶属于清水县人民政府"):
        _move(town, town.county)
    with pytest.raises(NotAllowed, match="依据"):
        _move(town, town.neighbour, " ")


def test_a_move_is_refused_to_or_of_a_closed_agency(town: Town) -> None:
    past = date(2018, 1, 1)
    agencies.close(town.neighbour.pk, effective_on=past, basis="九号", acting=act(root()))
    with pytest.raises(NotAllowed, match="新的上级机关已撤销"):
        _move(town, town.neighbour)
    agencies.close(town.agency.pk, effective_on=past, basis="九号", acting=act(root()))
    with pytest.raises(NotAllowed, match="已于2018-01-01撤销"):
        _move(town, town.county)


def test_several_agencies_merge_into_one(town: Town) -> None:
    heshan, linshan = below(town.county, "heshan", "河山镇"), below(town.county, "lin", "林山镇")
    count = Entry.objects.count()
    made = agencies.merge(
        [heshan.pk, linshan.pk, town.agency.pk],
        into=town.agency,
        effective_on=DAY,
        basis="清政〔2018〕9号",
        acting=act(root()),
    )
    assert {(row.predecessor.code, row.kind) for row in made} == {
        ("heshan", Succession.Kind.MERGED),
        ("lin", Succession.Kind.MERGED),
    }
    assert Agency.objects.get(code="heshan").closed_on == DAY
    assert Agency.objects.get(code="qingshan").closed_on is None
    assert entries_since(count) == ["agency.merge", "agency.merge"]


def test_nothing_merges_into_itself_alone(town: Town) -> None:
    with pytest.raises(NotAllowed, match="请选择要并入的机关"):
        agencies.merge(
            [town.agency.pk], into=town.agency, effective_on=DAY, basis="九号", acting=act(root())
        )


def test_an_agency_splits_into_several(town: Town) -> None:
    east, west = below(town.county, "east", "东山镇"), below(town.county, "west", "西山镇")
    count = Entry.objects.count()
    made = agencies.split(
        town.agency.pk, into=[east, west], effective_on=DAY, basis="九号", acting=act(root())
    )
    assert {row.successor and row.successor.code for row in made} == {"east", "west"}
    assert Agency.objects.get(code="qingshan").closed_on == DAY
    assert entries_since(count) == ["agency.split"]


def test_one_successor_is_no_split(town: Town) -> None:
    east = below(town.county, "east", "东山镇")
    for into in ([east], [east, east]):
        with pytest.raises(NotAllowed, match="两个以上"):
            agencies.split(
                town.agency.pk, into=into, effective_on=DAY, basis="九号", acting=act(root())
            )


def test_an_agency_does_not_succeed_itself(town: Town) -> None:
    east = below(town.county, "east", "东山镇")
    with pytest.raises(NotAllowed, match="该机关自己"):
        agencies.split(
            town.agency.pk,
            into=[east, town.agency],
            effective_on=DAY,
            basis="九号",
            acting=act(root()),
        )


def test_an_agency_closes(town: Town) -> None:
    count = Entry.objects.count()
    made = agencies.close(town.agency.pk, effective_on=DAY, basis="九号", acting=act(root()))
    assert (made.kind, made.successor) == (Succession.Kind.CLOSED, None)
    assert Agency.objects.get(code="qingshan").closed_on == DAY
    assert entries_since(count) == ["agency.close"]


ENDS: dict[str, Callable[[Town], object]] = {
    "close": lambda town: agencies.close(
        town.agency.pk, effective_on=DAY, basis="九号", acting=act(root())
    ),
    "merge": lambda town: agencies.merge(
        [town.agency.pk], into=town.neighbour, effective_on=DAY, basis="九号", acting=act(root())
    ),
    "split": lambda town: agencies.split(
        town.agency.pk,
        into=[town.neighbour, town.county],
        effective_on=DAY,
        basis="九号",
        acting=act(root()),
    ),
}


@pytest.mark.parametrize("first", ENDS)
@pytest.mark.parametrize("second", ENDS)
def test_an_agency_ends_once(town: Town, first: str, second: str) -> None:
    ENDS[first](town)
    with pytest.raises(NotAllowed, match="沿革已登记过"):
        ENDS[second](town)
    if first == "close":
        with pytest.raises(NotAllowed, match="已于2018-07-01撤销"):
            agencies.rename(
                town.agency.pk,
                full_name="甲",
                short_name="甲",
                since=DAY,
                basis="",
                acting=act(root()),
            )


@pytest.mark.parametrize("end", ENDS)
def test_those_below_are_placed_elsewhere_first(town: Town, end: str) -> None:
    placed = village(town)
    with pytest.raises(NotAllowed, match="青山镇人民政府还有1个下级机关"):
        ENDS[end](town)
    _moved(placed, town.neighbour)
    ENDS[end](town)


@pytest.mark.parametrize("end", ["merge", "split"])
def test_a_successor_stands_on_the_day(town: Town, end: str) -> None:
    Agency.objects.filter(pk=town.neighbour.pk).update(closed_on=DAY)
    with pytest.raises(NotAllowed, match="承继机关白石镇人民政府已撤销"):
        ENDS[end](town)
    Agency.objects.filter(pk=town.neighbour.pk).update(
        closed_on=None, established_on=date(2018, 7, 2)
    )
    with pytest.raises(NotAllowed, match="还没有设立"):
        ENDS[end](town)


def test_an_agency_does_not_end_before_it_began(town: Town) -> None:
    with pytest.raises(NotAllowed, match="结束日期不能早于开始日期"):
        agencies.close(
            town.agency.pk, effective_on=date(1999, 1, 1), basis="九号", acting=act(root())
        )
    with pytest.raises(NotAllowed) as refusal:
        agencies.close(town.agency.pk, effective_on=DAY, basis="", acting=act(root()))
    assert refusal.value.field == "basis"


def _acts_of(town: Town, user: User) -> dict[str, Callable[[], object]]:
    acting, agency = act(user), town.agency
    entry = agencies.AgencyEntry(
        code="new", full_name="新镇", short_name="新镇", kind="township", established_on=DAY
    )
    return {
        "establish": lambda: agencies.establish(agency, entry, acting=acting),
        "rename": lambda: agencies.rename(
            agency.pk, full_name="甲", short_name="甲", since=DAY, basis="", acting=acting
        ),
        "move": lambda: _moved(agency, town.neighbour, by=user),
        "merge": lambda: agencies.merge(
            [agency.pk], into=town.neighbour, effective_on=DAY, basis="九号", acting=acting
        ),
        "split": lambda: agencies.split(
            agency.pk,
            into=[town.neighbour, town.county],
            effective_on=DAY,
            basis="九号",
            acting=acting,
        ),
        "close": lambda: agencies.close(agency.pk, effective_on=DAY, basis="九号", acting=acting),
        "grant": lambda: agencies.grant(
            agency, user=town.users["wang"], role=Role.LEADER, acting=acting
        ),
        "revoke": lambda: agencies.revoke(
            RoleGrant.objects.get(user=town.users["li"]).pk, acting=acting
        ),
    }


@pytest.mark.parametrize(
    "name", ["establish", "rename", "move", "merge", "split", "close", "grant", "revoke"]
)
@pytest.mark.parametrize("person", ["li", "zhao", "sun", "zhou", "qian", "wu", "wang", "zheng"])
def test_only_administrators_change_agencies(town: Town, name: str, person: str) -> None:
    count = Entry.objects.count()
    with pytest.raises(NotAllowed, match="权限"):
        _acts_of(town, town.users[person])[name]()
    assert entries_since(count) == []


@pytest.mark.parametrize("name", ["move", "merge", "split"])
def test_an_administrator_reaches_the_other_agency_too(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        _acts_of(town, town.users["admin"])[name]()
    make_administrator(town.users["admin"], town.neighbour)
    make_administrator(town.users["admin"], town.county)
    _acts_of(town, User.objects.get(username="admin"))[name]()


def test_a_role_is_granted_once_and_taken_back(town: Town) -> None:
    count = Entry.objects.count()
    granted = agencies.grant(
        town.agency, user=town.users["wang"], role=Role.LEADER, acting=town.acting("admin")
    )
    with pytest.raises(NotAllowed, match="王邻县已经是分管领导"):
        agencies.grant(
            town.agency, user=town.users["wang"], role=Role.LEADER, acting=town.acting("admin")
        )
    agencies.revoke(granted.pk, acting=town.acting("admin"))
    assert entries_since(count) == ["account.grant", "account.revoke"]
    assert not RoleGrant.objects.filter(pk=granted.pk).exists()


def test_an_administrator_stays_one(town: Town) -> None:
    own = RoleGrant.objects.get(user=town.users["admin"])
    with pytest.raises(NotAllowed, match="自己的管理员角色"):
        agencies.revoke(own.pk, acting=town.acting("admin"))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_moves_never_make_a_ring() -> None:
    """A goes below a village of B while B goes below a village of A: one of them must lose."""
    town = build_town()
    ours = village(town)
    theirs = below(town.neighbour, "shiqiao", "石桥村", kind="village")
    refused: list[NotAllowed] = []
    gate = threading.Barrier(2)

    def go(agency: Agency, superior: Agency) -> None:
        gate.wait()
        try:
            _moved(agency, superior)
        except NotAllowed as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=go, args=(town.agency, theirs)),
        threading.Thread(target=go, args=(town.neighbour, ours)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert all(path.startswith("/province/") for path in paths().values())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_village_founded_during_a_move_lies_below_the_new_place() -> None:
    town = build_town()
    gate = threading.Barrier(2)

    def move() -> None:
        gate.wait()
        _move(town, town.neighbour)
        connection.close()

    def establish() -> None:
        gate.wait()
        village(town)
        connection.close()

    threads = [threading.Thread(target=move), threading.Thread(target=establish)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paths()["liulin"] == "/province/neighbour/qingshan/liulin/"
