"""Feeds: Atom and RSS of everything, an agency, a node and a search; nothing can break them."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from gongkai.portal.feeds import xml_text
from tests.build import Town
from tests.portal.build import index_all, published, withdraw_quietly

pytestmark = pytest.mark.usefixtures("own_index")
ATOM = "{http://www.w3.org/2005/Atom}"


def atom(address: str) -> ElementTree.Element:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def titles(address: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in atom(address).findall(f"{ATOM}entry")]


def test_an_entry_of_atom(town: Town) -> None:
    published(town, "养老补贴办法", index_number="qs/2017-00001", summary="按月发放")
    entry = atom("/feeds/").find(f"{ATOM}entry")
    assert entry is not None
    address = "http://testserver/items/qs/2017-00001/"
    assert entry.findtext(f"{ATOM}id") == address
    assert entry.find(f"{ATOM}link").attrib["href"] == address  # type: ignore[union-attr]
    assert entry.findtext(f"{ATOM}summary") == "按月发放"
    assert entry.findtext(f"{ATOM}published") == "2017-03-12T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "青山镇人民政府"


def test_the_newest_first_and_nothing_hidden(town: Town) -> None:
    published(town, "甲", published_on=date(2017, 3, 12))
    published(town, "乙", published_on=date(2017, 3, 14))
    withdraw_quietly(published(town, "丙"))
    assert titles("/feeds/") == ["乙", "甲"]


def test_of_an_agency_with_all_below_it(town: Town) -> None:
    published(town, "甲")
    published(town, "乙", agency=town.county, published_on=date(2017, 3, 14))
    published(town, "丙", agency=town.neighbour)
    assert titles("/feeds/agencies/county/") == ["乙", "甲"]
    assert titles("/feeds/agencies/qingshan/") == ["甲"]
    assert Client().get("/feeds/agencies/nowhere/").status_code == 404


def test_of_a_node_of_the_catalog(town: Town) -> None:
    published(town, "甲", topic_category="civil_relief")
    published(town, "乙", topic_category="finance_audit", published_on=date(2018, 1, 2))
    assert titles("/feeds/catalog/topic/civil_relief/") == ["甲"]
    assert titles("/feeds/catalog/year/2018/") == ["乙"]
    assert titles("/feeds/catalog/year/2016/") == []
    assert "民政、扶贫、救灾" in (
        atom("/feeds/catalog/topic/civil_relief/").findtext(f"{ATOM}title") or ""
    )
    for node in ("colour/red", "all/x", "topic/none", "year/none", "column/7", "normative/none"):
        assert Client().get(f"/feeds/catalog/{node}/").status_code == 404


def test_of_a_search(town: Town) -> None:
    item = published(town, "养老补贴办法")
    published(town, "防火通知")
    index_all()
    assert titles("/feeds/search/?q=养老") == ["养老补贴办法"]
    withdraw_quietly(item)
    assert titles("/feeds/search/?q=养老") == []


def test_rss_on_request(town: Town) -> None:
    published(town, "养老补贴办法")
    answer = Client().get("/feeds/", {"format": "rss"})
    assert answer["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    assert channel.findtext("channel/item/title") == "养老补贴办法"
    assert Client().get("/feeds/", {"format": "pdf"}).status_code == 404


def test_no_character_breaks_a_feed(town: Town) -> None:
    published(town, "甲\x0b\ufffe<&]]>乙", index_number="x/1", summary="\x1f\ud7ff𠀀")
    index_all()
    assert titles("/feeds/") == ["甲<&]]>乙"]
    assert titles("/feeds/search/?q=%0b甲") == ["甲<&]]>乙"]
    assert xml_text("a\x00b\ud800c\t\n") == "abc\t\n"
