"""Browsing the catalog: order, pages by key, facets and their numbers, the tree."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.catalog.facets import Facet
from gongkai.catalog.transitions import counters
from gongkai.portal import browsing, tallies
from gongkai.portal.browsing import Browsing, Scope
from tests.build import Town
from tests.portal.build import published


def fill(town: Town, number: int = 45) -> None:
    """Items of the township: day n of 2017 and, made the other way round, day -n."""
    for n in range(number):
        published(
            town,
            f"第{n:02}条",
            published_on=date(2017, 6, 1) + timedelta(days=n // 3),
            generated_on=date(2017, 1, 31) - timedelta(days=n),
            topic_category="civil_relief" if n % 3 else "finance_audit",
            genre_category="notice",
        )
    counters.rebuild()


def titles(scope: Scope, **asked: Any) -> list[str]:
    """All pages of a list, one after another."""
    found: list[str] = []
    page = Browsing(**asked)
    while True:
        rows = browsing.rows(page, scope)
        found += [row.title for row in rows[: browsing.PAGE]]
        if len(rows) <= browsing.PAGE:
            return found
        key = browsing.key_of(rows[browsing.PAGE - 1], page.order)
        page = Browsing(page.chosen, page.order, key)


@pytest.mark.parametrize("share", [1.0, 0.001])
def test_pages_by_key_miss_nothing_and_repeat_nothing(town: Town, share: float) -> None:
    fill(town)
    expected = [f"第{n:02}条" for n in reversed(range(45))]
    of_town = Scope(town.agency.path, town.agency.pk)
    of_county = Scope(town.county.path, share=share)
    for scope in (Scope(), of_town, of_county):
        assert titles(scope) == expected
        assert titles(scope, order="generated") == expected[::-1]
        assert titles(scope, chosen={Facet.TOPIC: "finance_audit"}) == [
            f"第{n:02}条" for n in reversed(range(0, 45, 3))
        ]


def test_choices_are_combined(town: Town) -> None:
    fill(town, 6)
    published(town, "旧", published_on=date(2015, 2, 2), generated_on=date(2015, 2, 1))
    chosen = {Facet.TOPIC: "finance_audit", Facet.YEAR: "2017"}
    assert titles(Scope(), chosen=chosen) == ["第03条", "第00条"]
    assert browsing.total(Browsing(chosen), Scope()) == 2
    assert titles(Scope(), chosen={Facet.YEAR: "2015"}) == ["旧"]


def test_a_branch_holds_what_lies_below_and_no_neighbour(town: Town) -> None:
    published(town, "镇里的")
    published(town, "县里的", agency=Agency.objects.get(code="county"))
    published(town, "邻镇的", agency=Agency.objects.get(code="neighbour"))
    counters.rebuild()
    assert set(titles(Scope(town.county.path))) == {"镇里的", "县里的"}
    assert tallies.counts(Scope(town.county.path))[(Facet.ALL, "")] == 2
    assert tallies.counts(Scope())[(Facet.ALL, "")] == 3
    assert tallies.counts_below("/province/", tallies.branch("/province/")) == {
        "/province/county/": 2,
        "/province/neighbour/": 1,
    }


def test_numbers_stand_where_they_say_what_one_would_get(town: Town) -> None:
    fill(town, 6)
    shown = Client().get("/catalog/").content.decode()
    assert 'topic=finance_audit" rel="nofollow"><span>财政、金融、审计</span>' in shown
    assert '<span class="count">2</span>' in shown
    # What is chosen can be exchanged, so its own facet keeps its numbers.
    chosen = Client().get("/catalog/?topic=finance_audit").content.decode()
    assert '<span class="count">4</span>' in chosen
    assert "共 <b>2</b> 条" in chosen


@pytest.mark.parametrize(
    "query",
    ["year=20175", "year=abc", "year=0000", "column=1e9", "after=nonsense", "after=2017-01-01_x"],
)
def test_an_address_that_is_none_of_ours_is_refused(town: Town, query: str) -> None:
    answer = Client().get(f"/catalog/?{query}")
    assert answer.status_code == 403
    assert "请回到" in answer.content.decode()


@pytest.mark.parametrize("query", ["topic=__", "year=2017", "column=7", "sort=x", "topic=%25"])
def test_an_address_without_hits_says_so(town: Town, query: str) -> None:
    answer = Client().get(f"/catalog/qingshan/?{query}")
    assert answer.status_code == 200
    assert "没有" in answer.content.decode()


def test_an_agency_nobody_knows_is_not_found(town: Town) -> None:
    assert Client().get("/catalog/nowhere/").status_code == 404
