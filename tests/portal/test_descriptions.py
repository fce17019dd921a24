"""Sitemap, robots.txt, DCAT and schema.org."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from gongkai.portal.opendata import descriptions
from tests.build import Town
from tests.portal.build import published, withdraw_quietly

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(address: str) -> list[str | None]:
    answer = Client().get(address)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    return [found.text for found in root.iter(f"{MAP}loc")]


def test_sitemaps_hold_every_public_item_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptions, "SITEMAP_SIZE", 2)
    for number in range(1, 6):
        published(town, f"{number}", index_number=f"qs/2017-{number}")
    withdraw_quietly(published(town, "撤回"))
    maps = locations("/sitemap.xml")
    assert len(maps) == 3
    pages = [
        page for one in maps for page in locations((one or "").removeprefix("http://testserver"))
    ]
    items = [f"http://testserver/items/qs/2017-{number}/" for number in range(1, 6)]
    assert pages == ["http://testserver/", "http://testserver/deadlines/", *items]


def test_an_empty_site_has_a_map(db: None) -> None:
    assert locations("/sitemap.xml") == ["http://testserver/sitemaps/0.xml"]
    pages = ["http://testserver/", "http://testserver/deadlines/"]
    assert locations("/sitemaps/0.xml") == pages
    assert Client().get("/sitemaps/7.xml").status_code == 404


def test_robots_are_kept_from_the_desk(db: None) -> None:
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_the_catalog_in_dcat(town: Town) -> None:
    published(town, "甲", published_on=date(2017, 3, 12))
    published(town, "乙", published_on=date(2018, 1, 5))
    answer = Client().get("/catalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    told = answer.json()
    assert told["@type"] == "dcat:Catalog"
    assert told["dct:publisher"]["foaf:name"] == "长河省人民政府"
    dataset = told["dcat:dataset"][0]
    assert (dataset["dct:issued"], dataset["dct:modified"]) == ("2017-03-12", "2018-01-05")
    for distribution in dataset["dcat:distribution"]:
        address = distribution["dcat:downloadURL"]["@id"]
        assert Client().get(address).status_code == 200


def test_an_item_in_schema_org_cannot_leave_its_element(town: Town) -> None:
    item = published(
        town,
        "甲</script><script>alert(1)</script>&",
        index_number="qs/1",
        document_number="青政发〔2017〕3号",
        subject_terms="低保 公示",
    )
    shown = descriptions.item_markup(item, publisher="青山镇人民政府", root="http://x.cn/")
    opening, closing = '<script type="application/ld+json">', "</script>"
    assert shown.startswith(opening)
    assert shown.count("<") == 2
    told = json.loads(shown.removeprefix(opening).removesuffix(closing))
    assert told["name"] == item.title
    assert told["@id"] == "http://x.cn/items/qs/1/"
    assert told["identifier"] == ["qs/1", "青政发〔2017〕3号"]
    assert told["datePublished"] == "2017-03-12"
    assert told["keywords"] == ["低保", "公示"]
