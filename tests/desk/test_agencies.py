"""The pages of agencies: tree, history, and every change with its confirmation."""

from datetime import date

import pytest

from gongkai.agencies.models import Agency, Succession
from gongkai.agencies.transitions import agency as agencies
from tests.agencies.build import below, make_administrator, root, village
from tests.build import Town, act
from tests.desk.build import browser_of, page, posted


def test_the_tree_shows_names_and_agencies_of_a_day(town: Town) -> None:
    village(town)
    agencies.rename(
        town.agency.pk,
        full_name="青山街道办事处",
        short_name="青山街道",
        since=date(2018, 7, 1),
        basis="",
        acting=act(root()),
    )
    client = browser_of(town, "zheng")
    today = page(client, "agencies/")
    assert "青山街道办事处" in today
    assert "柳林村村民委员会" in today
    assert "白石镇" not in today
    before = page(client, "agencies/", on="2018年6月30日")
    assert "青山镇人民政府" in before
    earliest = page(client, "agencies/", on="2001-1-1")
    assert "柳林村村民委员会" not in earliest


def test_an_unreadable_day_is_said_and_today_is_shown(town: Town) -> None:
    shown = page(browser_of(town, "zheng"), "agencies/", on="三月")
    assert "看不懂这个日期" in shown
    assert "青山镇人民政府" in shown


def test_only_an_administrator_is_offered_changes(town: Town) -> None:
    assert "更名" in page(browser_of(town, "admin"), "qingshan/structure/")
    assert "更名" not in page(browser_of(town, "li"), "qingshan/structure/")


def test_an_agency_is_established(town: Town) -> None:
    client = browser_of(town, "admin")
    shown = posted(
        client,
        "qingshan/structure/subordinate/",
        code="liulin",
        full_name="柳林村村民委员会",
        short_name="柳林村",
        kind="village",
        established_on="2005年1月1日",
    )
    assert "设立行政机关：已登记。" in shown
    assert Agency.objects.get(code="liulin").path == "/province/county/qingshan/liulin/"


@pytest.mark.parametrize("code", ["login", "agencies", "calendar", "parts"])
def test_a_code_is_no_address_of_the_desk(town: Town, code: str) -> None:
    shown = posted(
        browser_of(town, "admin"),
        "qingshan/structure/subordinate/",
        code=code,
        full_name="某村",
        short_name="某村",
        kind="village",
        established_on="2005-1-1",
    )
    assert "是系统页面的地址" in shown
    assert not Agency.objects.filter(code=code).exists()


def test_a_refused_form_keeps_what_was_typed(town: Town) -> None:
    shown = posted(
        browser_of(town, "admin"),
        "qingshan/structure/subordinate/",
        code="qingshan",
        full_name="柳林村村民委员会",
        short_name="柳林村",
        kind="village",
        established_on="2005年13月1日",
    )
    assert "没有保存，请先改正" in shown
    assert 'value="柳林村村民委员会"' in shown
    assert 'value="2005年13月1日"' in shown
    assert 'href="#id_established_on"' in shown


def test_a_name_is_confirmed_first(town: Town) -> None:
    client = browser_of(town, "admin")
    name = {"full_name": "青山街道办事处", "short_name": "青山街道", "since": "2018-7-1"}
    asked = posted(client, "qingshan/structure/name/", **name)
    assert "名称登记后不能删除" in asked
    assert "青山街道办事处" in asked
    assert Agency.objects.get(code="qingshan").names.count() == 1
    done = posted(client, "qingshan/structure/name/", **name, confirmed="1")
    assert "行政机关更名：已登记。" in done
    assert "2018年7月1日　更名为青山街道办事处" in done


def test_an_agency_moves_without_asking_twice(town: Town) -> None:
    make_administrator(town.users["admin"], town.county)
    make_administrator(town.users["admin"], town.neighbour)
    shown = posted(
        browser_of(town, "admin"),
        "qingshan/structure/superior/",
        superior="neighbour",
        reason="区划调整",
    )
    assert "白石镇人民政府" in shown
    assert Agency.objects.get(code="qingshan").path == "/province/neighbour/qingshan/"


def test_agencies_merge_after_confirmation(town: Town) -> None:
    make_administrator(town.users["admin"], town.county)
    below(town.county, "heshan", "河山镇")
    client = browser_of(town, "admin")
    given = {"agencies": ["heshan"], "effective_on": "2018-7-1", "basis": "九号"}
    asked = posted(client, "qingshan/structure/merger/", **given)
    assert "合并登记后不能撤销" in asked
    assert "河山镇人民政府" in asked
    assert not Succession.objects.exists()
    done = posted(client, "qingshan/structure/merger/", **given, confirmed="1")
    assert "承继河山镇人民政府的职责（合并）" in done


def test_an_agency_splits_after_confirmation(town: Town) -> None:
    make_administrator(town.users["admin"], town.county)
    for code, name in (("east", "东山镇"), ("west", "西山镇")):
        below(town.county, code, name)
    client = browser_of(town, "admin")
    given = {"into": ["east", "west"], "effective_on": "2018-7-1", "basis": "九号"}
    assert "分设登记后不能撤销" in posted(client, "qingshan/structure/division/", **given)
    done = posted(client, "qingshan/structure/division/", **given, confirmed="1")
    assert "职责由东山镇人民政府承继" in done
    assert "更名" not in done.partition("机构变动")[2]


def test_an_agency_closes_after_confirmation_or_says_why_not(town: Town) -> None:
    client = browser_of(town, "admin")
    village(town)
    given = {"effective_on": "2018-7-1", "basis": "九号"}
    refused = posted(client, "qingshan/structure/closure/", **given, confirmed="1")
    assert "还有1个下级机关" in refused
    assert Agency.objects.get(code="qingshan").closed_on is None
    closed = posted(client, "liulin/structure/closure/", **given, confirmed="1")
    assert "已撤销" in closed
    assert Agency.objects.get(code="liulin").closed_on == date(2018, 7, 1)


def test_another_kind_of_change_is_not_found(town: Town) -> None:
    assert browser_of(town, "admin").get("/desk/qingshan/structure/sale/").status_code == 404
