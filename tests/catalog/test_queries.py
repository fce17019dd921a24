"""What is public, what a period brought, and which item a reference means."""

from datetime import date

import pytest
from django.db.models import QuerySet

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.catalog import queries
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.transitions.frame import (
    CatalogColumnEntry,
    GuideEntry,
    add_column,
    issue_guide,
)
from gongkai.publication.transitions.publishing import withdraw
from tests.build import Town
from tests.publication.build import Status, drafted, in_state, published, registered_item


def here(town: Town) -> QuerySet[Agency]:
    """The township alone."""
    return Agency.objects.filter(pk=town.agency.pk)


@pytest.mark.parametrize("status", list(Status))
def test_only_published_items_are_public(town: Town, status: Status) -> None:
    item = in_state(town, status)
    assert queries.public(here(town)).filter(pk=item.pk).exists() == (status == "published")


def test_published_in_a_period_with_both_ends(town: Town) -> None:
    days = [date(2017, 5, 9), date(2017, 5, 10), date(2017, 5, 31), date(2017, 6, 1)]
    for day in days:
        registered_item(town, title=f"{day}公开", published_on=day)
    found = queries.published(here(town), date(2017, 5, 10), date(2017, 5, 31))
    assert [item.published_on for item in found] == [date(2017, 5, 31), date(2017, 5, 10)]
    elsewhere = Agency.objects.filter(pk=town.neighbour.pk)
    assert not queries.published(elsewhere, date(2017, 1, 1), date(2017, 12, 31)).exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [("li", True), ("wu", True), ("zheng", True), ("wang", False), ("admin", False)],
)
def test_visible_to(town: Town, name: str, sees: bool) -> None:
    drafted(town)
    assert queries.visible_to(town.users[name]).exists() == sees


def test_counts_by_status(town: Town) -> None:
    drafted(town, title="甲")
    drafted(town, title="乙")
    published(town)
    counts = {code: count for code, _, count in queries.counts_by_status(town.agency)}
    assert (counts["draft"], counts["published"], counts["withdrawn"]) == (2, 1, 0)


def test_a_reference_by_title_number_or_document_number(town: Town) -> None:
    item = registered_item(town)
    for words in (item.title, "qingshan/2017-00001", "青政公告〔2017〕5号"):
        assert queries.item_referred(town.agency, words, field="item") == item


def test_a_reference_to_nothing(town: Town) -> None:
    drafted(town)
    registered_item(town)
    for agency, words in (
        (town.agency, "没有这一条"),
        (town.agency, "青山镇2018年春耕生产工作方案"),
        (town.neighbour, "青山镇2017年低保金发放公示"),
    ):
        with pytest.raises(NotAllowed, match="请先在“公开信息”台账中登记") as refusal:
            queries.item_referred(agency, words, field="item")
        assert refusal.value.field == "item"


def namesakes(town: Town) -> list[DisclosureItem]:
    """Two items with one title, of two months."""
    return [
        registered_item(town, title="低保公示", document_number="", generated_on=day)
        for day in (date(2017, 4, 5), date(2017, 5, 2))
    ]


def test_an_ambiguous_reference_says_what_to_write(town: Town) -> None:
    namesakes(town)
    with pytest.raises(NotAllowed, match="有2条信息都叫“低保公示”") as refusal:
        queries.item_referred(town.agency, "低保公示", field="item")
    assert "qingshan/2017-00001、qingshan/2017-00002" in str(refusal.value)


def test_a_withdrawn_namesake_does_not_count(town: Town) -> None:
    first, second = namesakes(town)
    withdraw(first.pk, reason="有误", acting=town.acting("li"))
    assert queries.item_referred(town.agency, "低保公示", field="item") == second
    assert queries.reference_to(second) == "低保公示"
    assert queries.reference_to(first) == "qingshan/2017-00001"


def test_how_an_item_is_named(town: Town) -> None:
    alone = registered_item(town)
    first, second = namesakes(town)
    drafted(town, title=alone.title)
    assert queries.reference_to(alone) == alone.title
    assert queries.reference_to(first) == "qingshan/2017-00002"
    loaded = queries.referable().get(pk=second.pk)
    assert queries.reference_to(loaded) == "qingshan/2017-00003"


def test_columns_and_the_guide_of_a_day(town: Town) -> None:
    acting = town.acting("li")
    for title, since, until in (
        ("旧栏目", date(2010, 1, 1), date(2016, 12, 31)),
        ("新栏目", date(2017, 1, 1), None),
    ):
        entry = CatalogColumnEntry(title=title, since=since, until=until)
        add_column(town.agency, entry, acting=acting)
    for day in (date(2010, 1, 1), date(2017, 6, 1)):
        guide = GuideEntry(
            in_force_on=day,
            classification="类",
            arrangement="编排",
            how_to_obtain="获取",
            office_name="党政办公室",
            address="人民路1号",
            opening_hours="工作日",
            phone="0000-1234567",
        )
        issue_guide(town.agency, guide, acting=acting)

    columns = queries.columns_on(date(2016, 12, 31), here(town))
    assert [column.title for column in columns] == ["旧栏目"]
    guides = [
        queries.guide_on(day, town.agency)
        for day in (date(2009, 12, 31), date(2017, 5, 31), date(2017, 6, 1))
    ]
    assert [guide and guide.in_force_on for guide in guides] == [
        None,
        date(2010, 1, 1),
        date(2017, 6, 1),
    ]
