"""Sitemap, robots.txt, DCAT and schema.org."""

import json
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from gongkai.catalog.transitions import counters
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
    maps = locations("/sitemap.xml")[1:]
    assert len(maps) == 3
    pages = [
        page for one in maps for page in locations((one or "").removeprefix("http://testserver"))
    ]
    items = [f"http://testserver/items/qs/2017-{number}/" for number in range(1, 6)]
    assert pages == items


def test_an_empty_site_has_a_map(db: None) -> None:
    site = "http://testserver/"
    assert locations("/sitemap.xml") == [f"{site}sitemaps/pages.xml", f"{site}sitemaps/0.xml"]
    assert locations("/sitemaps/0.xml") == []
    assert Client().get("/sitemaps/7.xml").status_code == 404


def test_the_map_of_pages_names_each_agency_and_every_page_is_there(town: Town) -> None:
    pages = [
        (page or "").removeprefix("http://testserver") for page in locations("/sitemaps/pages.xml")
    ]
    assert {"/", "/catalog/", "/agencies/qingshan/", "/agencies/county/content/"} <= set(pages)
    assert "/catalog/qingshan/" in pages
    for page in pages:
        assert Client().get(page).status_code == 200, page


def test_robots_are_kept_from_the_desk(db: None) -> None:
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_the_catalog_in_dcat(town: Town) -> None:
    published(town, "甲", published_on=date(2017, 3, 12))
    published(town, "乙", published_on=date(2018, 1, 5))
    counters.rebuild()
    answer = Client().get("/catalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    told = answer.json()
    assert told["@type"] == "dcat:Catalog"
    assert told["dct:publisher"]["foaf:name"] == "青山镇人民政府"
    dataset = told["dcat:dataset"][0]
    assert dataset["dct:issued"] == {"@value": "2017-03-12", "@type": "xsd:date"}
    assert dataset["dct:modified"] == {"@value": "2018-01-05", "@type": "xsd:date"}
    for distribution in dataset["dcat:distribution"]:
        address = distribution["dcat:downloadURL"]["@id"]
        assert Client().get(address).status_code == 200


def test_the_publisher_of_all_is_the_lowest_agency_above_them(town: Town) -> None:
    published(town, "甲")
    published(town, "乙", agency=town.neighbour)
    counters.rebuild()
    told = Client().get("/catalog.jsonld").json()
    assert told["dct:publisher"]["foaf:name"] == "长河省人民政府"


def test_no_licence_is_invented(town: Town, settings: Any) -> None:
    dataset = Client().get("/catalog.jsonld").json()["dcat:dataset"][0]
    assert "dct:license" not in dataset
    assert "政府信息公开条例" in dataset["dct:rights"]["rdfs:label"]
    settings.OPEN_DATA_LICENCE = "https://data.example.cn/licence"
    dataset = Client().get("/catalog.jsonld").json()["dcat:dataset"][0]
    assert dataset["dct:license"] == {"@id": "https://data.example.cn/licence"}
    assert "dct:rights" not in dataset


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
