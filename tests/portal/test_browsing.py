"""Browsing the catalog: order, pages by key, facets and their numbers, the tree."""

import re
from datetime import date, timedelta
from itertools import chain, combinations, product
from typing import Any

import pytest
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import CatalogColumn
from gongkai.catalog.transitions import counters
from gongkai.portal import browsing, facet_numbers, tallies
from gongkai.portal.browsing import Browsing, Scope
from tests.build import Town
from tests.portal.build import index_all, published


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


def test_all_choices_together_give_what_bears_each(town: Town) -> None:
    values = {
        Facet.TOPIC: ("topic_category", ["civil_relief", "finance_audit"]),
        Facet.GENRE: ("genre_category", ["notice", "announcement"]),
        Facet.BUSINESS: ("business_category", ["plans", "policy"]),
        Facet.DUTY: ("statutory_duty", ["2019-20-1", "2019-20-2"]),
    }
    chances = list(product(*(pair for _, pair in values.values())))
    borne = {
        f"第{n:02}条": dict(zip(values, chance, strict=True)) for n, chance in enumerate(chances)
    }
    for title, facets in borne.items():
        published(town, title, **{values[facet][0]: value for facet, value in facets.items()})
    scopes = [
        Scope(),
        Scope(town.agency.path, town.agency.pk),
        Scope(town.county.path),
        Scope(town.county.path, share=0.001),
    ]
    for facets in chain.from_iterable(combinations(values, number) for number in (2, 3, 4)):
        chosen = {facet: values[facet][1][0] for facet in facets}
        right = [title for title in reversed(borne) if chosen.items() <= borne[title].items()]
        for scope in scopes:
            assert titles(scope, chosen=chosen) == right
            assert browsing.total(Browsing(chosen), scope) == len(right)


def test_a_branch_holds_what_lies_below_and_no_neighbour(town: Town) -> None:
    published(town, "镇里的")
    published(town, "县里的", agency=Agency.objects.get(code="county"))
    published(town, "邻镇的", agency=Agency.objects.get(code="neighbour"))
    counters.rebuild()
    assert set(titles(Scope(town.county.path))) == {"镇里的", "县里的"}
    assert tallies.counts(Scope(town.county.path))[(Facet.ALL, "")] == 2
    assert tallies.counts(Scope())[(Facet.ALL, "")] == 3
    province = Agency.objects.get(code="province")
    assert tallies.counts_below(province.pk) == {town.county.pk: 2, town.neighbour.pk: 1}
    assert tallies.counts_below(None) == {province.pk: 3}
    assert tallies.counts_below(town.agency.pk) == {}


def test_numbers_stand_where_they_say_what_one_would_get(town: Town) -> None:
    fill(town, 6)
    shown = Client().get("/catalog/").content.decode()
    assert 'topic=finance_audit" rel="nofollow"><span>财政、金融、审计</span>' in shown
    assert '<span class="count">2</span>' in shown
    # What is chosen can be exchanged, so its own facet keeps its numbers.
    chosen = Client().get("/catalog/?topic=finance_audit").content.decode()
    assert '<span class="count">4</span>' in chosen
    assert "共 <b>2</b> 条" in chosen


def choices(address: str) -> dict[str, str]:
    """The choices of a page with the numbers beside them; "" where there is none."""
    shown = Client().get(address).content.decode()
    found = re.findall(r'<span>([^<]+)(?:<span class="v[^>]+>[^<]+</span>)?</span>(.*?)</a>', shown)
    return {label: re.sub("<[^>]+>", "", number).strip() for label, number in found}


def mixed(town: Town) -> None:
    """Three items: two of a topic, of two years; one of another topic, repealed."""
    column = CatalogColumn.objects.create(
        agency=town.agency, title="财政", since=date(2010, 1, 1), position=1
    )
    published(town, "甲", topic_category="finance_audit", column_category=column)
    published(
        town,
        "乙",
        topic_category="finance_audit",
        generated_on=date(2015, 2, 1),
        published_on=date(2015, 2, 2),
    )
    published(
        town,
        "丙",
        topic_category="civil_relief",
        validity="repealed",
        invalid_on=date(2017, 5, 1),
        is_normative_document=True,
    )
    counters.rebuild()
    index_all()


@pytest.mark.parametrize("few", [300, 0])
def test_every_choice_says_what_it_leaves_with_the_others(
    town: Town, own_index: None, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(facet_numbers, "_FEW", few)
    mixed(town)
    found = choices("/catalog/qingshan/?topic=finance_audit")
    assert (found["财政、金融、审计"], found["民政、扶贫、救灾"]) == ("2", "1")
    assert (found["2017年"], found["2015年"], found["有效"]) == ("1", "1", "2")
    assert found["财政"] == ("1" if few else "")  # the index knows no columns
    found = choices("/catalog/qingshan/?topic=finance_audit&year=2015")
    assert (found["2017年"], found["2015年"], found["有效"]) == ("1", "1", "1")
    assert "民政、扶贫、救灾" not in found


def test_a_choice_that_leaves_nothing_is_no_link(town: Town, own_index: None) -> None:
    mixed(town)
    found = choices("/catalog/qingshan/?topic=civil_relief")
    assert "财政" not in found
    assert "2015年" not in found
    assert found["废止"] == "1"
    # What is chosen stays, to be given up.
    assert choices("/catalog/qingshan/?topic=civil_relief&year=2015")["2015年"] == "0"


def test_a_page_with_numbers_of_the_index_is_not_kept(
    town: Town, own_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed(town)
    assert "Cache-Control" not in Client().get("/catalog/?year=2017&validity=in_force")
    monkeypatch.setattr(facet_numbers, "_FEW", 0)
    answer = Client().get("/catalog/?year=2017&validity=in_force")
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "query",
    [
        "year=20175",
        "year=abc",
        "year=0000",
        "column=1e9",
        "after=nonsense",
        "after=2017-01-01_x",
        "after=2017-02-30_1",
        f"after=2017-01-01_{'9' * 40}",
    ],
)
def test_an_address_that_is_none_of_ours_is_refused(town: Town, query: str) -> None:
    answer = Client().get(f"/catalog/?{query}")
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert '<a href="/catalog/">全部公开目录</a>' in shown
    assert "工作台" not in shown


@pytest.mark.parametrize("query", ["topic=__", "year=2017", "column=7", "sort=x", "topic=%25"])
def test_an_address_without_hits_says_so(town: Town, query: str) -> None:
    answer = Client().get(f"/catalog/qingshan/?{query}")
    assert answer.status_code == 200
    assert "没有" in answer.content.decode()


def test_a_level_without_a_choice_is_passed_over(town: Town) -> None:
    published(town, "镇里的")
    counters.rebuild()
    county = town.county.pk
    assert tallies.first_choice({county: 1}) == (1, {town.agency.pk: 1})
    assert tallies.first_choice({county: 1, town.neighbour.pk: 0})[0] == 0
    published(town, "县里的", agency=Agency.objects.get(pk=county))
    counters.rebuild()
    assert tallies.first_choice({county: 2}) == (0, {county: 2})


def test_the_catalog_offers_the_first_agencies_to_choose_from(town: Town) -> None:
    published(town, "镇里的")
    counters.rebuild()
    province = Agency.objects.get(code="province")
    Agency.objects.filter(code="neighbour").update(superior=None)
    shown = Client().get(f"/catalog/{province.code}/").content.decode()
    assert '<a href="/catalog/qingshan/"><span>青山镇</span>' in shown


def test_an_agency_nobody_knows_is_not_found(town: Town) -> None:
    assert Client().get("/catalog/nowhere/").status_code == 404
